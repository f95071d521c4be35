// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import process from "node:process";
import { after, test } from "node:test";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";
import { compareInputs, environment, type Tally } from "../tests/support/filters.ts";
import { generator, seed } from "../tests/support/random.ts";

after(() => patch({ files: "system" }));

const fuzz = Number(process.env["FUZZ"] ?? 1);
const texts = [
  "",
  "\n",
  "  \n\n",
  "one two\nthree\n",
  "open end",
  " a  b\tc \n d\n\ne",
  "'a b' \"c d\" e\\ f g\\\\h\n",
  "a'b'\"c\"\\d\n'' \"\" x\n",
  "x ''",
  "''",
  "a\\\nb c \nd \\ \ne\n",
  "é ü\n",
];

const lines: readonly (readonly string[])[] = [
  [],
  ["echo"],
  ["echo", "-n", "x"],
  ["printf", "[%s]"],
  ["-n1"],
  ["-n", "2", "printf", "%s|"],
  ["-L1"],
  ["-L", "2", "echo", "x"],
  ["-l"],
  ["-l2", "echo"],
  ["-I{}", "echo", "[{}]", "{}{}"],
  ["-I", "X", "printf", "%s,", "aXb", "X"],
  ["-i", "echo", "{}", "x"],
  ["--replace=%", "echo", "%"],
  ["-r", "echo", "x"],
  ["-0"],
  ["-0n1", "echo"],
  ["-d", ","],
  ["-d", "\\n", "-n1", "echo"],
  ["-d", "\\t", "-L1", "echo"],
  ["-t", "echo"],
  ["-tn1"],
  ["-x", "-P1", "echo"],
  ["-n1", "test", "a", "="],
  ["-I{}", "test", "{}", "=", "a"],
  ["dirname"],
  ["-n1", "env", "-i", "A=1", "echo"],
  ["nosuchcommand", "x"],
  ["-n1", "nosuchcommand"],
  ["/usr/bin/nosuchcommand"],
  ["-y"],
  ["--foo"],
  ["-n"],
  ["--max", "1"],
  ["-a", "/etc/hostname"],
];

for (const args of lines) {
  test(`xargs ${JSON.stringify(args)} is answered as the command does`, () => {
    const tally = compareInputs("xargs", args, texts);
    assert.ok(tally.answered > 0.7 * tally.asked, `${tally.answered} of ${tally.asked}`);
  });
}

test("a quote without an end is told as the command does", () => {
  compareInputs("xargs", [], ["'a", 'x "', "'a\n'", "a 'b\n", '"', "a\n'b"]);
});

test("a command reads nothing, and files only where they are facts of the system", () => {
  const names = ["/etc/passwd", "/etc/passwd\n/etc/group\n", "/nonexistent", ""];
  for (const args of [["cat"], ["-n1", "wc", "-c"], ["-r", "head", "-n1", "-"]]) {
    const { asked, answered } = compareInputs("xargs", args, names);
    assert.ok(answered >= asked / 2, args.join(" "));
    compareInputs("xargs", args, texts);
  }
  compareInputs("xargs", ["-a", "/etc/hostname", "cat", "-"], texts);
  compareInputs("xargs", ["-a", "/etc/hostname", "head", "-n1", "-", "--"], texts);
});

test("what is not answered passes as a whole, before anything is done", () => {
  const around = { env: environment("C"), input: new TextEncoder().encode("a b\n") };
  for (
    const args of [
      ...[["rm"], ["sh", "-c", "true"], ["-n1", "touch"], ["-P2"], ["-p"], ["-o"], ["-s10"]],
      ...[["-E", "x"], ["-e"], ["--show-limits"], ["-n1", "-L1"], ["-I{}", "-n1"], ["-n0"], [
        "-nx",
      ]],
      ...[["-d", "ab"], ["-d", "\\x41"], ["-I", ""], ["--help"], ["/etc/passwd"]],
      ...[["-a", "/nonexistent"], ["-a", "/etc/shadow"], ["cat", "/etc/shadow"], ["./x"]],
      ...[["--process-slot-var=X"]],
    ]
  ) {
    assert.equal(ask("xargs", args, around).kind, "passed", args.join(" "));
  }
  const zero = { ...around, input: new TextEncoder().encode("a\0b") };
  assert.equal(ask("xargs", [], zero).kind, "passed");
  const odd = { ...around, input: Uint8Array.of(0xff) };
  assert.equal(ask("xargs", [], odd).kind, "passed");
  const long = { ...around, input: new TextEncoder().encode("word ".repeat(30_000)) };
  assert.equal(ask("xargs", [], long).kind, "passed");
  const many = { ...around, input: new TextEncoder().encode("x ".repeat(3000)) };
  assert.equal(ask("xargs", ["-n1"], many).kind, "passed");
});

test("the commands of a line are those of a pipe's end", () => {
  for (
    const line of [
      "printf '%s\\n' /etc/passwd /etc/group | xargs -n1 basename",
      "echo a b c | xargs -n1 | xargs -I{} echo '<{}>' 2>&1",
      "echo x | xargs -t echo 2>&1",
      "echo -y | xargs uname 2>&1; echo $?",
    ]
  ) {
    assert.equal(compare("/bin/sh", ["-c", line], { env: environment("C") }).kind, "answered");
  }
});

test(`xargs is answered as the command does over generated input (SEED=${seed})`, () => {
  const below = generator(seed);
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  const pieces = ["a", "b", " ", " ", "\n", "\t", "\\", "'", '"', "''", "x y", "\n\n", ",", "{}"];
  const tally: Tally = { asked: 0, answered: 0 };
  for (let round = 0; round < 60 * fuzz; round++) {
    const quoted = below(3) === 0 ? pieces : pieces.filter((each) => !/['"]/.test(each));
    const text = Array.from({ length: below(25) }, () => pick(quoted)).join("");
    const args = [
      ...pick([[], ["-n1"], ["-n3"], ["-L1"], ["-L2"], ["-I{}"], ["-Ia"], ["-0"], ["-d,"]]),
      ...pick([[], [], ["-r"], ["-t"]]),
      ...pick([[], ["echo"], ["printf", "<%s>"], ["printf", "%s:%s;", "{}", "a"]]),
    ];
    compareInputs("xargs", args, [text], tally);
  }
  assert.ok(tally.answered >= 0.7 * tally.asked, `${tally.answered} of ${tally.asked}`);
});
