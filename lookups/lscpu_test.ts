// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { after, test } from "node:test";
import { host as real } from "../host/mod.ts";
import { ask, compare, resultOf, run } from "../tests/support/differential.ts";
import { generator, seed } from "../tests/support/random.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { distribution } from "./build.ts";
import type { Host } from "./host.ts";
import { lscpu } from "./lscpu.ts";
import { decode } from "./text.ts";
import { type Build, type Call, Pass } from "./types.ts";

const isInstalled = existsSync("/usr/bin/lscpu") && process.arch === "x64";
const skip = isInstalled ? false : "There is no lscpu of an x86-64 machine here";
const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(directory, { recursive: true }));

const parsable = [
  ["-p"],
  ["--parse"],
  ["-p=CPU,CORE"],
  ["-p=cpu,Cache,node"],
  ["--parse=socket,core,online"],
  ["-pcache"],
  ["-ap"],
  ["-c", "-p"],
  ["-p", "-y"],
  ["-p=none"],
  ["-p=cpu,Nosuch,core"],
];

for (const args of [...parsable, ["-e=CPU,CORE,CACHE"], ["-be=online"], ["-ye=SOCKET,CORE"]]) {
  test(`lscpu ${args.join(" ")} is answered as the command does`, { skip }, () => {
    assert.equal(compare("lscpu", args).kind, "answered");
  });
}

const changes = existsSync("/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq");

test("lscpu tells what the command does, where no firmware tells more", {
  skip: skip || (changes ? "Frequencies change from call to call here" : false),
}, () => {
  assert.equal(compare("lscpu", ["-e"]).kind, "answered");
  for (const args of [[], ["-B"], ["-J"], ["-eJ"], ["-ey"]]) compare("lscpu", args);
});

test("what packages count cores by is answered", { skip }, () => {
  const line = 'lscpu -p | grep -E -v "^#" | sort -u -t, -k 2,4 | wc -l';
  compare("sh", ["-c", line]);
});

test("what sets a root, other machines' columns, and wrong usage pass", () => {
  for (
    const args of [
      ["-s", "/"],
      ["-C"],
      ["-x"],
      ["-h"],
      ["-p", "-e"],
      ["-p", "-p"],
      ["-abp"],
      ["-b"],
      ["operand"],
      ["-p=BOOK"],
      ["-p=MODELNAME"],
      ["-p="],
      ["-e=+MHZ"],
      ["--output-all", "-e"],
      ["--nosuch"],
    ]
  ) {
    assert.equal(ask("lscpu", args).kind, "passed", args.join(" "));
  }
});

/** The files of a machine that a seed repeats. */
function machine(below: (limit: number) => number): Record<string, string> {
  const [sockets, cores, threads] = [1 + below(2), 1 + below(5), 1 + below(2)];
  const count = sockets * cores * threads;
  // numbers as firmware gives them: threads behind each other, or far apart
  const byThread = below(2) === 0;
  const place = (number: number) => {
    const core = byThread ? Math.floor(number / threads) : number % (sockets * cores);
    return { core, socket: Math.floor(core / cores) };
  };
  const all = Array.from({ length: count }, (_, number) => number);
  const offline = new Set(all.filter((number) => number > 0 && below(6) === 0));
  const online = all.filter((number) => !offline.has(number));
  const mask = (fits: (number: number) => boolean) => {
    const set = online.filter(fits).reduce((sum, number) => sum | 1n << BigInt(number), 0n);
    return `00000000,${set.toString(16).padStart(8, "0")}\n`;
  };
  const cpu = "/sys/devices/system/cpu";
  const hotplug = below(3);
  const files: Record<string, string> = {
    [`${cpu}/kernel_max`]: "63\n",
    [`${cpu}/possible`]: `0-${count - 1 + hotplug}\n`.replace(/^0-0\n/, "0\n"),
    [`${cpu}/present`]: `0-${count - 1}\n`.replace(/^0-0\n/, "0\n"),
    [`${cpu}/online`]: `${online.join(",")}\n`,
  };
  const [hasFrequencies, hasIds, hasCaches] = [below(2) === 0, below(2) === 0, below(6) > 0];
  if (below(2) === 0) files[`${cpu}/cpufreq/boost`] = `${below(2)}\n`;
  for (const number of online) {
    const { core, socket } = place(number);
    const folder = `${cpu}/cpu${number}`;
    files[`${folder}/topology/core_id`] = `${core % cores * 2}\n`;
    files[`${folder}/topology/physical_package_id`] = `${socket * 3}\n`;
    files[`${folder}/topology/thread_siblings`] = mask((each) => place(each).core === core);
    files[`${folder}/topology/core_siblings`] = mask((each) => place(each).socket === socket);
    if (hasFrequencies) {
      files[`${folder}/cpufreq/cpuinfo_max_freq`] = `${3_000_001 + below(2_000_000)}\n`;
      files[`${folder}/cpufreq/cpuinfo_min_freq`] = `${400_000 + below(1000)}\n`;
      files[`${folder}/cpufreq/scaling_cur_freq`] = `${800_000 + below(2_000_000)}\n`;
    }
    const kinds = [["1", "Data", "32K"], ["1", "Instruction", "48K"], ["2", "Unified", "1280K"]];
    for (const [index, [level, type, size]] of hasCaches ? kinds.entries() : []) {
      const cache = `${folder}/cache/index${index}`;
      if (hasIds) files[`${cache}/id`] = `${core * 2}\n`;
      files[`${cache}/level`] = `${level}\n`;
      files[`${cache}/type`] = `${type}\n`;
      files[`${cache}/size`] = `${size}\n`;
      files[`${cache}/shared_cpu_map`] = files[`${folder}/topology/thread_siblings`]!;
    }
    if (hasCaches) {
      const cache = `${folder}/cache/index3`;
      if (hasIds) files[`${cache}/id`] = `${socket}\n`;
      files[`${cache}/level`] = "3\n";
      files[`${cache}/type`] = "Unified\n";
      files[`${cache}/size`] = "33000K\n";
      files[`${cache}/shared_cpu_map`] = files[`${folder}/topology/core_siblings`]!;
    }
  }
  const nodes = below(4);
  for (let number = 0; number < nodes; number++) {
    files[`/sys/devices/system/node/node${number * 2}/cpumap`] = mask((each) =>
      nodes === 1 || place(each).socket === number
    );
  }
  const weaknesses = {
    itlb_multihit: "KVM: Mitigation: VMX disabled",
    l1tf: "Mitigation: PTE Inversion; VMX: conditional cache flushes, SMT vulnerable",
    meltdown: "Not affected",
    mds: "Vulnerable: Clear CPU buffers attempted, no microcode; SMT Host state unknown",
  };
  for (const [name, text] of Object.entries(weaknesses)) {
    if (below(3) > 0) files[`${cpu}/vulnerabilities/${name}`] = `${text}\n`;
  }
  const bogomips = `${4000 + below(2000)}.${10 + below(90)}`;
  const virtual = ["vmx", "svm", "sse"][below(3)];
  files["/proc/cpuinfo"] = online.map((number) =>
    `processor\t: ${number}
vendor_id\t: GenuineIntel
cpu family\t: 6
model\t\t: 85
model name\t: Intel(R) Xeon(R) CPU @ 2.00GHz
stepping\t: 3
cpu MHz\t\t: ${2000 + below(1000)}.${100 + below(900)}
flags\t\t: fpu vme lm ${virtual}
bugs\t\t: spectre_v1
bogomips\t: ${bogomips}
${below(2) === 0 ? "" : "clflush size\t: 64\n"}address sizes\t: 46 bits physical, 48 bits virtual
power management:

`
  ).join("");
  return files;
}

/** The system, with the files of another one. */
function moved(root: string): Host {
  const at = (path: string) => /^\/(sys|proc)\//.test(path) ? `${root}${path}` : path;
  return {
    ...real,
    read: (path) => real.read(at(path)),
    stat: (path) => real.stat(at(path)),
    list: (path) => real.list(at(path)),
    access: () => false,
    hypervisor: () => "",
    identity: () => ({ ...real.identity(), uid: 1000 }),
  };
}

const callOf = (args: string[], build: Build = distribution(real)): Call =>
  ({
    argv0: "lscpu",
    args,
    env: new Map([["LC_ALL", "C"]]),
    build,
    mayWait: true,
    stdout: "pipe",
  }) as unknown as Call;

const rounds = 5 * Number(process.env["FUZZ"] ?? 1);

test(`generated machines are told of as the command does (SEED=${seed})`, { skip }, () => {
  const below = generator(seed);
  let [answered, asked] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const root = join(directory, `${round}`);
    for (const [path, text] of Object.entries(machine(below))) {
      mkdirSync(dirname(root + path), { recursive: true });
      writeFileSync(root + path, text);
    }
    const host = moved(root);
    const forms = [...parsable, [], ["-B"], ["-e"], ["-ye"], ["-J"], ["-e", "-J"], [
      "-bp=bogomips,mhz",
    ]];
    for (const args of forms) {
      asked++;
      let answer;
      try {
        answer = lscpu.answer(callOf(args), host);
      } catch (thrown) {
        if (!(thrown instanceof Pass)) throw thrown;
        continue;
      }
      answered++;
      const around = { env: { LC_ALL: "C" } };
      const command = run("/usr/bin/lscpu", ["-s", root, ...args], around);
      assert.deepEqual(resultOf(answer!), command, `${root} ${args}`);
    }
  }
  assert.ok(answered >= 0.8 * asked, `${answered} of ${asked}`);
});

const known = {
  "/sys/devices/system/cpu/possible": "0\n",
  "/sys/devices/system/cpu/present": "0\n",
  "/sys/devices/system/cpu/online": "0\n",
  "/sys/devices/system/cpu/cpu0/topology/thread_siblings": "1\n",
  "/sys/devices/system/cpu/cpu0/topology/core_siblings": "1\n",
  "/sys/devices/system/cpu/cpu0/topology/core_id": "0\n",
  "/sys/devices/system/cpu/cpu0/topology/physical_package_id": "0\n",
  "/proc/cpuinfo": "processor: 0\nflags: lm\n",
};

const told = (files: Record<string, string>, system: Partial<Host> = {}, build?: Build) => {
  const host = recordedHost({ ...known, ...files }, {
    list: () => [],
    uname: () => ({ ...real.uname(), machine: "x86_64", release: "6.1" }),
    hypervisor: () => "KVMKVMKVM",
    identity: () => ({ ...real.identity(), uid: 1000 }),
    ...system,
  });
  return decode(lscpu.answer(callOf([], build ?? "debian-12"), host)!.stdout);
};

test("the hypervisor is what the processor calls it, and firmware that tells more passes", () => {
  assert.match(told({}), /^Hypervisor vendor: +KVM\nVirtualization type: +full$/m);
  assert.doesNotMatch(told({}, { hypervisor: () => "\x01\x02" }), /Hypervisor/);
  assert.throws(() => told({}, { hypervisor: () => "XenVMMXenVMM" }), Pass);
  const firmware = { "/sys/firmware/dmi/tables/DMI": "" };
  assert.throws(() => told(firmware), Pass);
  assert.match(told(firmware, {}, "debian-13"), /KVM/);
  assert.throws(() => told(firmware, { hypervisor: () => "" }, "debian-13"), Pass);
  assert.throws(() => told({ "/proc/xen": "" }, { hypervisor: () => "" }), Pass);
});

test("processors that differ, and files of another form, pass", () => {
  const second = "\nprocessor: 1\nflags: lm sse\n";
  for (
    const files of [
      { "/proc/cpuinfo": known["/proc/cpuinfo"] + second },
      { "/proc/cpuinfo": "processor: 0\ncpu: POWER9\n" },
      { "/proc/cpuinfo": "" },
      { "/sys/devices/system/cpu/present": "x\n" },
      { "/sys/devices/system/cpu/cpu0/topology/core_siblings": "0\n" },
    ]
  ) {
    assert.throws(() => told(files), Pass);
  }
  const aarch64 = { uname: () => ({ ...real.uname(), machine: "aarch64" }) };
  assert.throws(() => told({}, aarch64), Pass);
});
