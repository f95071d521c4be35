// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import {
  compareInputs,
  environment,
  inputs,
  randomInput,
  type Tally,
  testLines,
} from "../tests/support/filters.ts";
import { gnuParts, randomNoise, randomPattern } from "../tests/support/patterns.ts";
import { generator, seed } from "../tests/support/random.ts";

/** `FUZZ=50` tries fifty times as many. */
const factor = Number(process.env["FUZZ"] ?? 1);

testLines("grep", [
  ["a"],
  ["-v", "a"],
  ["-c", "o"],
  ["-n", "e"],
  ["-in", "A"],
  ["-o", "[0-9]\\+"],
  ["-E", "one|six"],
  ["-Eo", "[a-z]+"],
  ["-F", "a.b"],
  ["-w", "a"],
  ["-x", "a"],
  ["-xv", "b"],
  ["-A1", "three"],
  ["-B", "1", "b"],
  ["-C1", "-n", "B"],
  ["-2", "six"],
  ["-m", "2", "a"],
  ["-m1", "-A3", "b"],
  ["-l", "a"],
  ["-L", "a"],
  ["-q", "a"],
  ["-H", "a"],
  ["-Hn", "a", "-"],
  ["-b", "o"],
  ["-bo", "a"],
  ["-e", "a", "-e", "b"],
  ["a\nb"],
  [""],
  ["-v", ""],
  ["-E", "^(a|b)$"],
  ["-E", "-v", "^#"],
  ["^root:"],
  ["--color=auto", "a"],
  ["--regexp=a", "--max-count=3", "--line-number"],
  ["--label=x", "-c", "-H", "a"],
  ["--no-group-separator", "-A1", "a"],
  ["\\-x"],
  ["-f", "/dev/null"],
  ["-vf", "/dev/null"],
  ["-Z", "-l", "a"],
]);

for (const command of ["egrep", "fgrep"]) {
  testLines(command, [["-v", "^#"], ["netmask|Mask:"], ["-c", "a"], ["^(M| M)"]]);
}

/** Options, of which a line has some. */
const options = [
  ...[
    "-v",
    "-v",
    "-i",
    "-o",
    "-o",
    "-c",
    "-n",
    "-n",
    "-w",
    "-x",
    "-b",
    "-H",
    "-h",
    "-l",
    "-L",
    "-q",
  ],
  ...["-s", "-a", "-I", "-z", "-m1", "-m2", "-m0", "-A1", "-B1", "-C1", "-A0", "-1", "-2", "-E"],
  ...["-E", "-E", "-F", "-G", "--no-group-separator", "--group-separator=x", "-y", "-Z", "-U"],
];

/** A pattern that is a text, a pattern, or noise. */
function pattern(below: (limit: number) => number): string {
  const texts = ["a", "b", "one", "ab", "", "B", "\u00e9", ".", "a\nb", " ", ":", "x"];
  switch (below(5)) {
    case 0:
      return randomNoise(below);
    case 1:
      return texts[below(texts.length)]!;
    default: {
      const extended = below(2) === 0;
      return randomPattern({ ...gnuParts, extended }, below, 1);
    }
  }
}

test(`grep is answered as the command does over generated lines (SEED=${seed})`, () => {
  const below = generator(seed);
  const tally: Tally = { asked: 0, answered: 0 };
  for (let round = 0; round < 150 * factor; round++) {
    const given = Array.from({ length: below(4) }, () => options[below(options.length)]!);
    const several = below(6) === 0 ? ["-e", pattern(below)] : [];
    const args = [...given, ...several, "-e", pattern(below)];
    const all = Object.values(inputs);
    const input = below(3) > 0 ? randomInput(below) : all[below(all.length)]!;
    compareInputs("grep", args, [input], tally);
  }
  assert.ok(tally.answered >= 0.6 * tally.asked, `${tally.answered} of ${tally.asked}`);
});

test("grep's errors are the command's", () => {
  for (
    const args of [
      [],
      ["-x"],
      ["--foo"],
      ["--co", "a"],
      ["-A", "x", "a"],
      ["-m", "x", "a"],
      ["-E", "-F", "a"],
      ["["],
      ["-e", "[", "-e", "\\("],
      ["-E", "(a"],
      ["a\\"],
      ["[[:foo:]]"],
      ["a", "/etc/no-release"],
      ["-s", "a", "/etc/no-release"],
      ["-q", "root", "/etc/no-release", "/etc/passwd"],
      ["-q", "root", "/etc/passwd", "/etc/no-release"],
      ["-c", "root", "/etc/passwd", "/etc/no-release", "/etc/group"],
      ["-f", "/etc/no-release"],
      ["--binary-files=x", "a"],
      ["-r", "a", "/etc/no-release"],
    ]
  ) {
    const outcome = compare("grep", args, { env: environment("C"), input: new Uint8Array(0) });
    assert.equal(outcome.kind, "answered", args.join(" "));
  }
});

test("grep reads facts of the system, several of them with their names", () => {
  for (
    const args of [
      ["MHz", "/proc/cpuinfo"],
      ["-m1", "-H", "^model name", "/proc/cpuinfo"],
      ["^ID", "/etc/os-release", "/etc/passwd"],
      ["-h", "^root", "/etc/group", "/etc/passwd"],
      ["-l", "root", "/etc/group", "/etc/passwd", "/etc/hostname"],
      ["-n", "root", "/etc/group", "-", "/etc/passwd"],
    ]
  ) {
    const env = environment("C.UTF-8");
    const outcome = compare("grep", args, { env, input: new TextEncoder().encode("root\n") });
    assert.equal(outcome.kind, "answered", args.join(" "));
  }
});

test("grep -r goes through the applications of the desktop, or finds none", () => {
  const expression = "^Exec=/.*/(google-chrome|chrome|chromium)-.*";
  const folder = "/usr/share/applications/";
  const lists = [["-ER", expression], ["-rl", "Name"]];
  if (existsSync(folder)) lists.push(["-rc", "--include=*.desktop", "Exec"]);
  for (const args of lists) {
    const outcome = compare("grep", [...args, folder], {
      env: environment("C"),
    });
    assert.equal(outcome.kind, "answered", args.join(" "));
  }
});

test("what grep would show of others' files passes", () => {
  for (
    const args of [
      ["a", "/proc/self/environ"],
      ["-r", "a", "/etc"],
      ["-r", "a"],
      ["-R", "a", "/home"],
      ["-f", "/etc/shadow", "/etc/passwd"],
      ["-c", "a", "/root/.ssh/id_rsa"],
    ]
  ) assert.equal(ask("grep", args, { env: environment("C") }).kind, "passed", args.join(" "));
});

test("what grep warns of, or what only the original can tell, passes", () => {
  for (
    const args of [
      ["-P", "a"],
      ["--color=always", "a"],
      ["\\(a\\)\\1"],
      ["-E", "*a"],
      ["[:space:]"],
      ["-T", "a"],
      ["--help"],
      ["-V"],
    ]
  ) assert.equal(ask("grep", args, { env: environment("C") }).kind, "passed", args.join(" "));
});
