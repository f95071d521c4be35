// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";
import { generator, seed } from "../tests/support/random.ts";

const env = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/", LANG: "C.UTF-8" };
const shells = ["/bin/sh", "/bin/bash"];

const lines = [
  "printf plain",
  "printf '%s\\n' a 'b c' é",
  "printf -- '%s\\n' -x",
  "printf '[%5s][%-5s][%.2s][%*.*s]\\n' abc abc abc -6 2 abc",
  "printf '%d %i %u %o %x %X\\n' 1 -2 3 8 255 255",
  "printf '%+d|% d|%05d|%-5d|%.3d|%#o|%#x\\n' 1 2 3 4 5 6 7",
  "printf '%d\\n' 0x1f 017 +5 ' 7'",
  "printf '%c%c%3c\\n' abc x y",
  "printf '%b|%6b\\n' 'a\\tb\\0101\\101' 'z\\n' 'stop\\chere'",
  "printf '%%%s%%\\n' x",
  "printf '\\a\\b\\f\\r\\v\\t\\\\\\101\\0'",
  "printf '%d %s|'",
  "printf 'nothing' to convert",
  "printf '%s\\n' a | cat",
  "printf '%c|' ''",
  "printf '\\e[1m%b' '\\e'",
  "printf '' && printf '%s' \"$?\" || echo no",
];
const errors = [
  "printf",
  "printf -x",
  "printf '%d\\n' x 12x '' 2>&1; echo $?",
  "printf 'a\\n%d\\n' 99999999999999999999",
  "uname\nprintf 'a%zb' 1; echo $?",
  "printf 'a%'",
  "printf '%d\\n' \"'a\" '\"b' \"'\"",
  "printf '\\q\\x41\\'",
];

for (const line of [...lines, ...errors]) {
  test(`${JSON.stringify(line)} is answered as the shells do`, () => {
    assert.equal(compare("/bin/sh", ["-c", line], { env }).kind, "answered");
    const { kind } = compare("/bin/bash", ["-c", line], { env });
    assert.equal(kind, errors.includes(line) ? "passed" : "answered", "bash");
  });
}

test(`any format is the shell's own, or passes (seed ${seed})`, () => {
  const random = generator(seed);
  const pick = (from: readonly string[]) => from[random(from.length)]!;
  const flags = ["", "", "-", "+", " ", "0", "#", "0#", "-0", "+ "];
  const widths = ["", "", "1", "7", "*", "12"];
  const precisions = ["", "", ".", ".0", ".3", ".*", ".9"];
  const letters = [..."sssddiuoxXcbbqz%", ""];
  const texts = ["a", " ", "\\n", "\\t", "\\0", "\\12", "\\01234", "\\e", "é", "\\z", "\\\\"];
  const args = ["0", "1", "-1", "07", "0xfF", "x", "1x", "", "-9999999999999999999", "é", "a\\n"];
  for (const shell of shells) {
    let count = 0;
    for (let round = 0; round < 250; round++) {
      let line = "printf '";
      for (let parts = 1 + random(4); parts > 0; parts--) {
        line += random(2)
          ? pick(texts)
          : `%${pick(flags)}${pick(widths)}${pick(precisions)}${pick(letters)}`;
      }
      line += "'";
      for (let rest = random(5); rest > 0; rest--) line += ` '${pick(args)}'`;
      if (compare(shell, ["-c", line], { env }).kind === "answered") count++;
    }
    assert.ok(count > (shell === "/bin/sh" ? 240 : 60), `${count} answered by ${shell}`);
  }
});
