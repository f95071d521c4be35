// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";
import { Dice, seed } from "../tests/support/random.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { getent } from "./getent.ts";
import { decode } from "./text.ts";
import { type Call, Pass } from "./types.ts";

/** What decides what hosts are told. */
interface Files {
  readonly hosts: string;
  readonly sources?: string;
  readonly settings?: string;
}

function ask(
  { hosts, sources = "files", settings = "multi on\n" }: Files,
  keys: readonly string[],
  { env = {}, mayWait = true }: { env?: Record<string, string>; mayWait?: boolean } = {},
): [code: number, stdout: string] {
  const host = recordedHost({
    "/etc/hosts": hosts,
    "/etc/nsswitch.conf": `hosts: ${sources}\n`,
    "/etc/host.conf": settings,
  });
  const args = ["hosts", ...keys];
  const call = { args, build: "debian-12", env: new Map(Object.entries(env)), mayWait };
  const { code, stdout } = getent.answer(call as unknown as Call, host)!;
  return [code, decode(stdout)];
}

for (const args of [["hosts"], ["hosts", "localhost"], ["hosts", "127.0.0.1"], ["hosts", "::1"]]) {
  test(`getent ${args.join(" ")} is the command's own where /etc/hosts tells`, () => {
    compare("getent", args);
  });
}

const usual = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost\n172.17.0.2\t3f2a9c1b7d5e\n";

test("a name that has an address of IPv6 is answered in front of name servers", () => {
  const files = { hosts: usual, sources: "files dns" };
  assert.deepEqual(ask(files, ["localhost"]), [0, "::1             localhost ip6-localhost\n"]);
  assert.deepEqual(ask(files, ["172.17.0.2"]), [0, "172.17.0.2      3f2a9c1b7d5e\n"]);
  assert.throws(() => ask(files, ["3f2a9c1b7d5e"]), Pass);
  assert.throws(() => ask(files, ["localhost", "nosuch"]), Pass);
  assert.throws(() => ask(files, ["10.0.0.1"]), Pass);
});

test("where the file is the only source, it tells what is not there as well", () => {
  assert.deepEqual(ask({ hosts: usual }, ["3f2a9c1b7d5e", "no"]), [
    2,
    "172.17.0.2      3f2a9c1b7d5e\n",
  ]);
});

test("all hosts are those of sources that can be enumerated", () => {
  const all = "127.0.0.1       localhost\n127.0.0.1       localhost ip6-localhost\n" +
    "172.17.0.2      3f2a9c1b7d5e\n";
  const sources = "files mdns4_minimal [NOTFOUND=return] dns";
  assert.deepEqual(ask({ hosts: usual, sources }, []), [0, all]);
  assert.throws(() => ask({ hosts: usual, sources: "files nis" }, []), Pass);
});

test("other sources, settings and forms pass", () => {
  for (const sources of ["dns files", "files [NOTFOUND=return] dns", "myhostname files"]) {
    assert.throws(() => ask({ hosts: usual, sources }, ["localhost"]), Pass, sources);
  }
  for (const settings of ["trim .test\n", "reorder on\n", "multi yes\n", " multi on\n"]) {
    assert.throws(() => ask({ hosts: usual, settings }, ["localhost"]), Pass, settings);
  }
  const env = { RESOLV_MULTI: "off" };
  assert.throws(() => ask({ hosts: usual }, ["localhost"], { env }), Pass);
  for (
    const key of ["localhost.", "127.1", "::", "::ffff:127.0.0.1", "fe80::1%lo", "a b", "é", ""]
  ) {
    assert.throws(() => ask({ hosts: usual }, [key]), Pass, key);
  }
  for (
    const line of ["10.0.0.1", "::ffff:10.0.0.1 a", "::10.0.0.1 a", "fe80::1%lo a", "10.0.0.1 é"]
  ) {
    assert.throws(() => ask({ hosts: `${usual}${line}\n` }, ["localhost"]), Pass, line);
  }
});

test("an event loop does not wait for a file of five thousand names", () => {
  const hosts = usual + "0.0.0.0 advertisement.test\n".repeat(5_000);
  assert.equal(ask({ hosts }, ["localhost"])[0], 0);
  assert.throws(() => ask({ hosts }, ["localhost"], { mayWait: false }), Pass);
  const keys = Array<string>(21).fill("localhost");
  assert.throws(() => ask({ hosts: usual }, keys, { mayWait: false }), Pass);
});

const names = ["a", "A", "a.test", "b", "B.Test", "c-1", "1a", "localhost", "dd"];
const addresses = [
  ..."127.0.0.1 10.0.0.1 10.0.0.2 192.168.100.200 010.0.0.1 1.2.3 300.1.1.1 x".split(" "),
  ..."::1 2001:DB8:0:0::1 2001:db8::2 1:2:3:4:5:6:7:: 1:0:0:2::3 1:2: :::1 fe80::1 12345::".split(
    " ",
  ),
];

function randomHosts(dice: Dice): string {
  const line = () => {
    const blank = () => dice.pick([" ", "\t", "  ", " \t", "\v", "\f"]);
    const words = [dice.pick(addresses), dice.pick(names), ...dice.some(names, 3)];
    const text = words.map((word) => word + blank()).join("");
    return dice.pick(["", "", "", " ", "\t"]) + text + dice.pick(["", "", "# a b", "#", "\r"]);
  };
  const lines = Array.from({ length: 1 + dice.below(8) }, line);
  return ["# hosts", "", ...lines].join("\n") + dice.pick(["\n", ""]);
}

const canMount = spawnSync("unshare", ["-m", "mount", "--bind", "/etc/hosts", "/etc/hosts"]);
const skip = canMount.status === 0 ? false : "Mounts of its own are not permitted here";

test(`hosts of random files are those of the command (SEED=${seed})`, { skip }, () => {
  const dice = new Dice(seed);
  const folder = mkdtempSync(join(tmpdir(), "hosts-"));
  const files = ["hosts", "nsswitch.conf", "host.conf"];
  const script = files.map((file) => `mount --bind ${folder}/${file} /etc/${file}`).join(" && ") +
    ` && while read -r keys; do getent hosts $keys; echo "= $?"; done`;
  let answered = 0;
  try {
    for (let round = 0; round < 12 * Number(process.env["FUZZ"] ?? 1); round++) {
      const hosts = randomHosts(dice);
      const settings = dice.pick([
        "multi on\n",
        "multi on\n",
        "",
        "multi off\n",
        "order hosts,bind\n",
      ]);
      for (const [index, text] of [hosts, "hosts: files\n", settings].entries()) {
        writeFileSync(join(folder, files[index]!), text);
      }
      const all = [...names, ...addresses.filter((each) => !/^(0|1\.2\.3$|3)|x/.test(each)), "no"];
      const questions = [
        [],
        ...all.filter(() => dice.once(2)).map((key) => [key]),
        dice.some(all, 4),
      ]
        .filter((keys) => !keys.some((key) => /^(1:2:|:::1|12345::)$/.test(key)));
      const input = questions.map((keys) => `${keys.join(" ")}\n`).join("");
      const { stdout, stderr } = spawnSync("unshare", ["-m", "sh", "-c", script], {
        input,
        encoding: "utf8",
      });
      const ours = questions.map((keys) => {
        const [code, text] = ask({ hosts, settings }, keys);
        return `${text}= ${code}\n`;
      });
      answered += ours.length;
      assert.deepEqual(
        [ours.join(""), ""],
        [stdout, stderr],
        JSON.stringify({ hosts, settings, input }),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.ok(answered >= 100, `${answered} were answered`);
});
