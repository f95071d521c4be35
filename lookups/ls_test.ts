// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";
import { generator, seed } from "../tests/support/random.ts";
import { variedNames, variedTree } from "../tests/support/varied_tree.ts";
import { Effort } from "./folders.ts";
import { Pass } from "./types.ts";

const cwd = variedTree();
before(() => patch({ files: "all" }));
after(() => {
  rmSync(cwd, { recursive: true });
  patch({ files: "system" });
});

const environment = (more: Record<string, string> = {}) => ({
  PATH: "/usr/bin:/bin",
  LC_ALL: "C",
  ...more,
});
const answered = (args: string[], env = environment()) =>
  assert.equal(compare("ls", args, { cwd, env }).kind, "answered", args.join(" "));

for (
  const args of [
    [],
    ["-1"],
    ["-a"],
    ["-A"],
    ["-l"],
    ["-la"],
    ["-lA", "folder"],
    ["-ln"],
    ["-lh"],
    ["-l", "--si"],
    ["-g"],
    ["-o"],
    ["-lG"],
    ["-d"],
    ["-ld", "folder", "folder-link", "folder-link/", "small.txt"],
    ["-F"],
    ["-p"],
    ["-lF", "folder", "link"],
    ["-lp"],
    ["--file-type"],
    ["-t"],
    ["-tr"],
    ["-S"],
    ["-Sr"],
    ["-X"],
    ["-U"],
    ["-c"],
    ["-ut"],
    ["-lu"],
    ["-s"],
    ["-sh"],
    ["-li"],
    ["-id", "folder", "small.txt"],
    ["-R"],
    ["-nR", "folder"],
    ["-RA", "folder/", "none"],
    ["-m", "folder"],
    ["-mw20", "folder", "small.txt"],
    ["-L", "link", "folder-link"],
    ["-lH", "link", "folder-link"],
    ["-lL", "folder"],
    ["--color=never"],
    ["--color=auto"],
    ["-l", "--full-time"],
    ["-l", "--time-style=iso"],
    ["--zero"],
    ["folder", "none", "small.txt", "empty"],
    ["folder-link"],
    ["folder-link/"],
    ["nothing", "folder"],
    ["nothing"],
    ["small.txt/below", "nothing/below", ""],
    ["--", "-dash"],
    ["-x-"],
    ["--nosuch"],
    ["--si="],
  ]
) {
  test(`ls ${args.join(" ")} is answered as the command does`, () => answered(args));
}

test("files are sorted and shown by the time zone of the call", () => {
  for (const TZ of ["Europe/Berlin", "America/St_Johns", "UTC0", "XXX-3:30", ""]) {
    compare("ls", ["-lt", "--full-time"], { cwd, env: environment({ TZ }) });
    answered(["-l", "folder", "old.txt"], environment({ TZ }));
  }
});

test("what real packages list is answered by default", () => {
  patch({ files: "system" });
  const lines = [
    "ls -l /etc/localtime 2>/dev/null",
    "ls /etc/init.d/ -m 2> /dev/null",
    "ls -1 /dev/disk/by-id/ 2>/dev/null",
    "ls -d /proc/asound/card*/pcm* 2>/dev/null",
    "ls /sys/class/net",
    "ls -la /sys/class/net/lo/",
    "ls /sys/block",
  ];
  for (const line of lines) {
    assert.equal(compare("sh", ["-c", line], { cwd: "/" }).kind, "answered", line);
  }
  patch({ files: "all" });
});

test("names in other directories pass by default, and named files do not", () => {
  patch({ files: "system" });
  for (
    const args of [["/etc"], ["/home"], [], ["."], ["-R", "folder"], ["-l", "/root"], [
      "folder-link",
    ]]
  ) {
    assert.equal(ask("ls", args, { cwd }).kind, "passed", args.join(" "));
  }
  for (const args of [["small.txt"], ["-d", "/etc"], ["-ld", "folder"], ["nothing"]]) {
    answered(args);
  }
  patch({ files: "all" });
});

test("what a command would see of itself passes", () => {
  for (const path of ["/proc", "/proc/self", "/dev/fd", "/dev/stdin", "/proc/1", "/dev/fd/0"]) {
    assert.equal(ask("ls", [path]).kind, "passed", path);
  }
  for (const args of [["-d", "self"], ["."], ["-ld", "."], ["-L", "mounts"]]) {
    assert.equal(ask("ls", args, { cwd: "/proc" }).kind, "passed", args.join(" "));
  }
});

test("other options, environments and locales pass", () => {
  const others = ["-C", "-x", "-Q", "-b", "-q", "-f", "-v", "-Z", "-D", "-B", "-i", "-aU"];
  const long = ["--color", "--sort=size", "--block-size=1", "--hyperlink"];
  for (const option of [...others, ...long, "-I*", "--group-directories-first", "--author"]) {
    assert.equal(ask("ls", [option], { cwd }).kind, "passed", option);
  }
  assert.equal(ask("ls", ["-l", "--time-style=+%s"], { cwd }).kind, "passed");
  for (
    const more of [
      { QUOTING_STYLE: "c" },
      { BLOCK_SIZE: "1" },
      { POSIXLY_CORRECT: "" },
      { TIME_STYLE: "+" },
      { LC_ALL: "", LC_COLLATE: "de_DE.UTF-8/" },
    ]
  ) {
    assert.equal(ask("ls", ["-l"], { cwd, env: environment(more) }).kind, "passed");
  }
});

test("a list of access, which shows behind the mode, passes", (context) => {
  const path = join(cwd, "listed");
  // owner rw, user 1 r, group r, mask r, others r, as system.posix_acl_access has them
  const entries = "[(1,6,-1),(2,4,1),(4,4,-1),(16,4,-1),(32,4,-1)]";
  const set = "import os,struct,sys\nopen(sys.argv[1], 'w')\n" +
    `acl=b''.join(struct.pack('<HHi',*each) for each in ${entries})\n` +
    "os.setxattr(sys.argv[1],'system.posix_acl_access',struct.pack('<I',2)+acl)";
  const { status } = spawnSync("python3", ["-c", set, path]);
  if (status !== 0) return context.skip("No list of access can be set here");
  assert.equal(ask("ls", ["-l", path]).kind, "passed");
  assert.equal(compare("ls", ["-s", path]).kind, "answered");
  rmSync(path);
});

test("a name that is no UTF-8 passes, and so does more than there is time for", () => {
  const odd = join(cwd, "odd");
  mkdirSync(odd);
  spawnSync("sh", ["-c", `: > "$(printf 'b\\377')"`], { cwd: odd });
  assert.equal(ask("ls", [], { cwd: odd }).kind, "passed");
  rmSync(odd, { recursive: true });
  new Effort({ mayWait: true }).count(50_000);
  assert.throws(() => new Effort({ mayWait: false }).count(601), Pass);
});

const rounds = 120 * Number(process.env["FUZZ"] ?? 1);

test(`ls is answered as the command does over generated lines (SEED=${seed})`, () => {
  const below = generator(seed);
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  const letters = [..."1aAlldLnhFpRrtSUisgoGmHcuXN"];
  let count = 0;
  for (let round = 0; round < rounds; round++) {
    const options = Array.from({ length: below(4) }, () => `-${pick(letters)}`);
    const names = Array.from({ length: below(3) }, () => pick(variedNames));
    const args = [...options, "--", ...names.filter((name) => name !== ".." && name !== "loop")];
    const env = environment({ LC_ALL: pick(["C", "C.UTF-8"]), TZ: pick(["UTC", "Asia/Kolkata"]) });
    if (compare("ls", args, { cwd, env }).kind === "answered") count++;
  }
  assert.ok(count >= 0.8 * rounds, `${count} of ${rounds}`);
});
