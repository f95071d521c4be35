// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { arch as machine } from "node:process";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";
import { generator, seed } from "../tests/support/random.ts";

const answered = [
  [],
  ["--"],
  ["--help", "x"],
  ["--", "--help"],
  ["plain\\n"],
  ["%s\\n", "a", "b c", "é"],
  ["%s-%s\\n", "a", "b", "c"],
  ["[%5s][%-5s][%.2s][%*.*s]\\n", "abc", "abc", "abc", "-6", "2", "abc"],
  ["%d %i %u %o %x %X\\n", "1", "-2", "3", "8", "255", "255"],
  ["%+d|% d|%05d|%-5d|%.3d|%#o|%#x\\n", "1", "2", "3", "4", "5", "6", "7"],
  ["%d %u\\n", "-1", "-1", "9223372036854775807", "18446744073709551615"],
  ["%d\\n", "9223372036854775808", "-9223372036854775809"],
  ["%d\\n", "abc", "12abc", "", " 7", "7 ", "0x1f", "017", "08", "+5", "0x"],
  ["%d\\n", "'a", '"b', "'", "'ab"],
  ["%ld %hhu %jx\\n", "1", "2", "3"],
  ["%c%c%3c\\n", "abc", "", "x"],
  ["%b\\n", "a\\tb\\0101\\101\\x41\\\\\\q", "stop\\chere"],
  ["%q %q %q %q\\n", "plain", "a b", "", "a:b@c=d{e}"],
  ["%%%s%%\\n", "x"],
  ['\\a\\b\\e\\f\\r\\v\\t\\\\\\"\\101\\0101\\x4a\\q\\'],
  ["one\\ctwo"],
  ["%s\\c", "a", "b"],
  ["a\\x"],
  ["a\\uzzzz"],
  ["\\u00e9\\U0001f600\\u0024\\n"],
  ["\\ud800"],
  ["nothing", "to", "convert"],
  ["a%zb", "1"],
  ["a%", "1"],
  ["%5b", "1"],
  ["%05s", "1"],
  ["%#d", "1"],
  ["%-+ #x|\\n", "12"],
  ["%.d|%.0x|%5.d\\n", "0", "0", "0"],
  ["%*d\\n", "99999999999", "1"],
  ["%.*d\\n", "-3", "7", "4", "7"],
  ["%d %s"],
  ["%f %.2f %e %g %G %E %F\\n", "1.5", "0.125", "12345.678", "0.0001", "1e-10", "5e22", "-0"],
  ["%5.1f|%-8.3e|%+g|% f|%08.2f|%#g|%#.0f\\n", "0.25", "1", "2", "3", "-4", "5", "6"],
  ["%.20f\\n", "0.1", "0.3", "1e15", "", "x", "1.5x", " 2", "1e", "'a", ".", "-.5e1"],
  ["%.*f\\n", "2", "3.14159", "0", "2.5"],
  ["%f"],
];

for (const args of answered) {
  test(`printf ${JSON.stringify(args)} is answered as the command does`, () => {
    for (const locale of ["C.UTF-8", "C"]) {
      const env = { PATH: "/usr/bin:/bin", LC_ALL: locale };
      const outcome = compare("printf", args, { env });
      const isExact = !args.some((each) => /\\u|\\U|^'$/.test(each));
      if (isExact) assert.equal(outcome.kind, "answered");
    }
  });
}

test("hexadecimal fractions, digits in groups and great widths pass", () => {
  for (
    const args of [["%a", "1.5"], ["%f", "0x1"], ["%f", "inf"], ["%'d", "1000"], [
      "%99999999d",
      "1",
    ], ["--version"]]
  ) {
    assert.equal(compare("printf", args).kind, "passed", args.join(" "));
  }
});

test("messages stand between what is printed, as the command writes them", () => {
  const text = "/usr/bin/printf '%d\\n' 1 x 2 2>&1; /usr/bin/printf 'a\\n' b 2>&1";
  assert.equal(compare("/bin/sh", ["-c", text]).kind, "answered");
});

test(`any format is the command's own, or passes (seed ${seed})`, () => {
  const random = generator(seed);
  const pick = (from: readonly string[]) => from[random(from.length)]!;
  const flags = ["", "", "-", "+", " ", "0", "#", "0#", "-0", "+ "];
  const widths = ["", "", "1", "7", "*", "12"];
  const precisions = ["", "", ".", ".0", ".3", ".*", ".9"];
  const letters = [..."sdiuoxXcbq%zlfeg", ""];
  const texts = ["a", " ", "\\n", "\\t", "\\0", "\\12", "\\x4", "\\e", "é", "\\z", "\\\\", '\\"'];
  const args = [
    "0",
    "1",
    "-1",
    "07",
    "0xfF",
    "x",
    "1x",
    "",
    "-9999999999999999999",
    "é",
    "'a",
    "a b",
    "0.1",
    "2.5",
    "1e3",
  ];
  let count = 0;
  for (let round = 0; round < 300; round++) {
    let format = "";
    for (let parts = 1 + random(4); parts > 0; parts--) {
      format += random(2)
        ? pick(texts)
        : `%${pick(flags)}${pick(widths)}${pick(precisions)}${pick(letters)}`;
    }
    const rest = Array.from({ length: random(5) }, () => pick(args));
    if (compare("printf", [format, ...rest]).kind === "answered") count++;
  }
  assert.ok(count > 200, `${count} answered`);
});

test(`fractions have every digit of the command's (seed ${seed})`, () => {
  const random = generator(seed);
  const formats = ["%f", "%.0f", "%.1f", "%.3f", "%.18f", "%g", "%.3g", "%.19g", "%e", "%.20e"];
  const args = Array.from({ length: 400 }, () => {
    const digits = `${random(1e9)}`.slice(0, 1 + random(9));
    const behind = random(3) ? `.${random(1e9)}` : "";
    return digits + behind + (random(3) ? "" : `e${random(60) - 30}`);
  });
  for (const format of formats) {
    const outcome = compare("printf", [`${format}\\n`, ...args]);
    if (machine === "x64") assert.equal(outcome.kind, "answered", format);
  }
});
