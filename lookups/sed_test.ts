// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import {
  compareInputs,
  environment,
  inputs,
  randomInput,
  type Tally,
} from "../tests/support/filters.ts";
import { generator, seed } from "../tests/support/random.ts";
import { sedScript } from "../tests/support/sed_grammar.ts";

const fuzz = Number(process.env["FUZZ"] ?? 1);

const answered: readonly (readonly string[])[] = [
  ["p"],
  ["-n", "p"],
  ["s/a/X/"],
  ["s/a/X/g"],
  ["s/[ab]*/<&>/g"],
  ["s/x*/-/g"],
  ["s/a/X/2"],
  ["s/./&&/2g"],
  ["-n", "s/e/E/p"],
  ["s|/|:|g"],
  ["s,a\\,b,x,"],
  ["s/\\(.\\)\\(.\\)/\\2\\1/g"],
  ["-E", "s/(.)(.)/\\2\\1/g"],
  ["-r", "s/^(a|b)+|c$/[\\1]/"],
  ["s/one/\\n/;s/two/a\\tb/"],
  ["s/.*/\\U&/;s/A/\\l&\\uxx\\Ey/"],
  ["s/\\(o\\)\\(.*\\)/\\u\\1\\U\\2\\Ex/"],
  ["s/A/x/I;s/b/y/Ig"],
  ["$d"],
  ["1d;$p"],
  ["2,3d"],
  ["2,1p"],
  ["-n", "2~2p"],
  ["-n", "2,+1p;2,~2p"],
  ["/a/,/b/d"],
  ["0,/a/d"],
  ["1,/a/d"],
  ["/a/!d"],
  ["/A/Id"],
  ["$!N;P;D"],
  ["N;N;s/\\n/+/g"],
  ["-n", "$!{h;d};H;x;p"],
  ["G"],
  ["1!G;h;$!d"],
  ["-n", "H;${x;s/\\n/,/g;p}"],
  ["x;p;x"],
  ["n;d"],
  ["$!n;s/^/>/"],
  ["y/abc/xyz/"],
  ["y/a\\/\\n/b:c/"],
  ["="],
  ["-n", "$="],
  ["l"],
  ["-n", "l 5"],
  ["-l", "10", "-n", "l;l 1;l 0"],
  ["-e", "i\\", "-e", "x"],
  ["a foo"],
  ["1i\\  foo\\tbar\\\\x"],
  ["$a\\\nfoo\\\nbar"],
  ["2c\\text"],
  ["2,3c text"],
  ["2,3!c text"],
  ["q"],
  ["2q5"],
  ["2Q"],
  ["-n", "2{p;q}"],
  [":a;s/^\\(.\\{1,9\\}\\)$/ \\1/;ta"],
  [":a;N;$!ba;s/\\n/ /g"],
  ["/a/b;s/^/no:/"],
  ["s/a/b/;T;s/$/!/"],
  ["/one/{s//ONE/;p}"],
  ["s/a/x/w /dev/stdout"],
  ["w /dev/stdout"],
  ["z;F"],
  ["-e", "#n", "-e", "p"],
  ["#n\np"],
  ["p # comment\n# another\nd"],
  ["-s", "$="],
  ["-z", "s/\\n/,/g"],
  ["-u", "p"],
  ["-b", "--quiet", "-e", "1p", "-e", "$p"],
  ["s/$/\\r/"],
  ["s/^/\\x41\\o102\\d067/"],
  ['s/^.*$/\\"&\\"/M'],
  ["N;s/^/>/Mg;s/$/</mg"],
  ["/^$/d"],
  ["s/[[:space:]]\\+$//"],
  ["s/^[ \\t]*//;s/\\bo/O/g;s/\\w\\+/<&>/"],
];

const tame = [inputs["empty"]!, inputs["plain"]!, inputs["repeated"]!, inputs["open"]!];
const wild = [inputs["zero"]!, inputs["utf8"]!, inputs["latin1"]!, inputs["controls"]!];

for (const args of answered) {
  test(`sed ${JSON.stringify(args)} is answered as the command does`, () => {
    const tally = compareInputs("sed", args, tame);
    assert.equal(tally.answered, tally.asked);
    compareInputs("sed", args, wild);
  });
}

test("long and many lines are answered as the command does", () => {
  for (const script of ["s/[0-9]*$/<&>/", "s/word/&&/3", "$!d", "y/0123/abcd/", "/5/!d"]) {
    compareInputs("sed", [script], [inputs["long"]!, inputs["many"]!]);
  }
});

const wrong: readonly (readonly string[])[] = [
  ["}"],
  ["{p"],
  ["k"],
  ["1,p"],
  ["+1p"],
  ["0p"],
  ["1!!p"],
  ["1,2q"],
  ["a"],
  ["1"],
  ["s/a/b"],
  ["s/a/b/x"],
  ["s/a/b/pp"],
  ["s/a/b/gg"],
  ["s/a/b/0"],
  ["s/a/b/1 2"],
  ["s/a/\\1/"],
  ["s/\\(/b/"],
  ["-E", "s/(/b/"],
  ["y/ab/c/"],
  ["y/ab"],
  ["/a"],
  [":"],
  ["1:a"],
  ["1}"],
  ["p x"],
  ["1#x"],
  ["b nowhere"],
  ["s//x/"],
  ["s//x/I"],
  ["//p"],
  ["sébéc"],
  ["-e", "p", "-e", "s/a"],
];

test("what is wrong with a script is told as the command does", () => {
  for (const args of wrong) {
    const tally = compareInputs("sed", args, ["a\n"]);
    assert.equal(tally.answered, tally.asked, args.join(" "));
  }
});

test("files are one stream, or one each", () => {
  const files = ["/etc/hostname", "/etc/group", "/etc/passwd"];
  for (
    const args of [
      ...[["-n", "$=;1p"], ["-ns", "$=;1p"], ["-n", "1F;$F"], ["-s", "-n", "1p;2,3p;/x/,$="]],
      ...[["$!d"], ["-s", "0,/:/d"], ["-s", "H;$!d;x"], ["1q"]],
    ]
  ) {
    assert.equal(compare("sed", [...args, ...files]).kind, "answered", args.join(" "));
    const missing = ["/etc/hostname", "/etc/no-release", "/etc/machine-id"];
    compare("sed", [...args, ...missing], { env: environment("C") });
  }
  const missing = compare("sed", ["p", "/etc/no-release"], { env: environment("C") });
  assert.equal(missing.kind, "answered");
});

test("standard input may stand between files", () => {
  const around = { env: environment("C.UTF-8"), input: new TextEncoder().encode("x\ny") };
  for (const args of [["p", "-", "/etc/hostname"], ["-n", "$p", "/etc/hostname", "-"]]) {
    assert.equal(compare("sed", args, around).kind, "answered");
  }
});

test("what would write, execute or run away passes", () => {
  const around = { env: environment("C"), input: new TextEncoder().encode("a\n") };
  for (
    const args of [
      ...[["w /tmp/x"], ["s/a/b/w x"], ["r /etc/passwd"], ["R x"], ["W x"], ["e"], ["s/a/b/e"]],
      ...[["-i", "p"], ["-f", "x"], ["--posix", "p"], ["--debug", "p"], ["--sandbox", "p"], ["-q"]],
      ...[["--in-place=x", "p", "/etc/hostname"], [], ["--help"], ["p", "/etc/shadow"], [
        "p",
        "/etc",
      ]],
      ...[[":a;ba"], [":a;s/a/aa/;ta"], ["v"], ["s/\\x5e/x/"], ["s/a/\\cA/;s/\\cA/b/"]],
    ]
  ) {
    assert.equal(ask("sed", args, around).kind, "passed", args.join(" "));
  }
  const around2 = { ...around, env: { ...around.env, POSIXLY_CORRECT: "1" } };
  assert.equal(ask("sed", ["p"], around2).kind, "passed");
});

test("letters change their case as the C library has it, or pass", () => {
  const around = (input: string) => ({
    env: environment("C.UTF-8"),
    input: new TextEncoder().encode(input),
  });
  const codes = [[0x20, 0x7f], [0xa1, 0x100], [0x386, 0x3d0], [0x400, 0x460]] as const;
  const letters = codes.flatMap(([from, to]) =>
    Array.from({ length: to - from }, (_, index) => String.fromCodePoint(from + index))
  );
  for (const script of ["s/./\\u&/", "s/.*/\\U&/", "s/.*/\\L&/"]) {
    const known = letters.filter((each) => ask("sed", [script], around(each)).kind === "answered");
    assert.ok(known.length > 250, `${known.length}`);
    compare("sed", [script], around(known.join("\n")));
  }
});

test("sed in lines of a shell is answered", () => {
  for (
    const line of [
      "printf 'a b\\nc\\n' | sed 's/ /_/g' | sed -n '$p' 2>&1",
      "ldconfig -p 2>/dev/null | sed 's/.*=> //' | sed -n 1p",
      "sed s/x/y </dev/null 2>&1; echo $?",
      "cat /etc/passwd | sed -n '1{s/:.*//;p;q}'",
    ]
  ) {
    assert.equal(compare("/bin/sh", ["-c", line], { env: environment("C") }).kind, "answered");
  }
});

test(`generated scripts are answered as the command does (SEED=${seed})`, () => {
  const below = generator(seed);
  const tally: Tally = { asked: 0, answered: 0 };
  const known = Object.values(inputs).filter((each) => each.length < 2000);
  for (let round = 0; round < 150 * fuzz; round++) {
    const args = sedScript(below);
    const input = below(3) === 0 ? known[below(known.length)]! : randomInput(below);
    compareInputs("sed", args, [input], tally);
  }
  assert.ok(tally.answered >= 0.8 * tally.asked, `${tally.answered} of ${tally.asked}`);
});
