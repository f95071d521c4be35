// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import process from "node:process";
import { after, test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { generator, seed } from "../tests/support/random.ts";
import { variedNames, variedTree } from "../tests/support/varied_tree.ts";

const cwd = variedTree();
after(() => rmSync(cwd, { recursive: true }));

const environment = (more: Record<string, string> = {}) => ({
  PATH: "/usr/bin:/bin",
  LC_ALL: "C",
  ...more,
});
const answered = (args: string[], env = environment()) =>
  assert.equal(compare("stat", args, { cwd, env }).kind, "answered", args.join(" "));

const files = ["small.txt", "empty", "folder", "link", "fifo", "/dev/null", "setuid", "old.txt"];

for (const letter of "nNdDiaAfFhugsrRtTBbowWxXyYzZ") {
  test(`stat -c %${letter} is answered as the command does`, () => {
    answered(["-c", `%${letter}`, ...files]);
    answered(["-L", "-c", `<%-12${letter}>`, ...files]);
  });
}

for (
  const args of [
    ["-c", "%U:%G", ...files],
    ["-c", "%Hd %Ld %Hr %Lr %Hx %Lz %H", "device", "small.txt"],
    ["-c", "%05a %#o %#a %#f %'s %+s % s %010s %.12s", "large.bin"],
    ["-c", "%.3n|%10.2N|%.4F|%-20F|%020F", "small.txt", "link"],
    ["-c", "%.X %.3Y %.9Z %012X", "small.txt"],
    ["-c", "%q %5! %% % 100%", "small.txt"],
    ["-c", "100%", "small.txt", "empty"],
    ["-c", "%5%x", "small.txt", "empty"],
    ["-c", "%5", "small.txt"],
    ["-c", "a\\n\\", "small.txt"],
    ["-c", "ä%nö", "Ünïcode"],
    ["--printf", '%n\\n\\t\\x41\\x4g\\101\\0\\e\\"\\\\', "small.txt", "empty"],
    ["--printf", "%s\\q\\", "small.txt", "empty"],
    ["--printf=%a", "-c", "%s", "small.txt"],
    ["-c%s", "nothing", "small.txt", "small.txt/below", "folder/", "small.txt/", ""],
    [...files],
    ["device", "/dev/null", "/dev/zero"],
    ["-L", "link", "folder-link"],
    ["-t", ...files],
    ["--terse", "-L", "link"],
    ["-c", "%s", "a b", "new\nline", "--", "-dash"],
    ["--form=%s", "link/", "folder-link/"],
    ["-L", "dangling"],
    ["."],
    [],
    ["-x"],
    ["-c"],
    ["--nosuch", "small.txt"],
  ]
) {
  test(`stat ${args.join(" ")} is answered as the command does`, () => answered(args));
}

test("times are those of the zone of the call", () => {
  for (const TZ of ["Europe/Berlin", "America/St_Johns", "XXX-3:30"]) {
    answered(["-c", "%x %y %z %w", "small.txt", "old.txt"], environment({ TZ }));
    answered(["small.txt"], environment({ TZ, LC_ALL: "C.UTF-8" }));
  }
});

test("file systems, mount points, labels, standard input and own views pass", () => {
  for (
    const args of [
      ["-f", "/"],
      ["-c", "%m", "/"],
      ["-c", "%C", "/"],
      ["--cached=always", "/"],
      ["-"],
      ["/proc"],
      ["/proc/self"],
      ["-L", "/proc/mounts"],
      ["/dev/stdin"],
      ["-c", "%20.3X", "/"],
      ["-c", "%N", "new\nline"],
      ["loop", "-L"],
    ]
  ) {
    assert.equal(ask("stat", args, { cwd }).kind, "passed", args.join(" "));
  }
  assert.equal(
    ask("stat", ["-c%N", "/"], { env: environment({ QUOTING_STYLE: "c" }) }).kind,
    "passed",
  );
});

const rounds = 100 * Number(process.env["FUZZ"] ?? 1);

test(`stat is answered as the command does over generated lines (SEED=${seed})`, () => {
  const below = generator(seed);
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  let count = 0;
  for (let round = 0; round < rounds; round++) {
    const directive = () =>
      `%${pick(["", "", "", "-", "0", "#", "'", "+"])}${pick(["", "", "3", "12"])}` +
      `${pick(["", "", "", ".2"])}${pick(["", "", "", "H", "L"])}` +
      pick([..."nNdDiaAfFhuUgGsrRtTBbowxyzqe%"]);
    const format = Array.from({ length: below(4) + 1 }, directive).join(
      pick(["", " ", "\\n", "é"]),
    );
    const names = [1, 2].map(() => pick(variedNames)).filter((name) => name !== "loop");
    const option = pick(["-c", "--printf"]);
    const args = [...pick([[], ["-L"]]), `${option}${option === "-c" ? "" : "="}${format}`];
    const env = environment({ LC_ALL: pick(["C", "C.UTF-8"]) });
    if (compare("stat", [...args, "--", ...names], { cwd, env }).kind === "answered") count++;
  }
  assert.ok(count >= 0.8 * rounds, `${count} of ${rounds}`);
});
