// SPDX-License-Identifier: Apache-2.0

/** Lines that run away end, and the lines of asynchronous calls hold no event loop. @module */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { decide } from "../patches/decide.ts";
import { environmentOf } from "../patches/environment.ts";
import type { Outcome } from "../patches/invocation.ts";
import { state } from "../patches/state.ts";

const env = environmentOf({ PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/", LANG: "C.UTF-8" });

function ask(shell: string, line: string, { synchronous }: { synchronous: boolean }): Outcome {
  state.enabled = true;
  return decide({
    api: "test",
    file: shell,
    args: ["-c", line],
    cwd: "/",
    env,
    input: { kind: "null" },
    stdout: "pipe",
    stderr: "pipe",
    synchronous,
    maxBuffer: 1 << 20,
  });
}

/** Lines that never end, or print without an end. */
const endless = [
  "while :; do :; done",
  "until false; do i=$((1+1)); done",
  "while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done",
  "while :; do uname; done",
  "while :; do x=$(echo a); done",
  "for i in 1; do while :; do :; done; done | head -n 1",
  "f() { f; }; f",
  "f() { f | f; }; f",
  "f() { ( f ); }; f",
  "x=a; while :; do x=$x$x; done",
  "yes",
  "yes | head -n 1",
  "seq 100000000000",
  "seq 100000000000 | tail -n 1",
  "printf '%2000000000s' x",
  "printf '%.2000000000d' 1",
  "awk 'BEGIN { while (1) {} }'",
  "awk 'BEGIN { while (1) print }' | head -n 1",
  "awk 'BEGIN { s = \"a\"; while (1) s = s s }'",
  "echo a | sed ':a;ba'",
  "echo a | sed ':a;s/a/aa/;ta'",
];

for (const line of endless) {
  test(`${JSON.stringify(line)} is left to a real shell, and its timeout`, () => {
    for (const shell of ["/bin/sh", "/bin/bash"]) {
      for (const synchronous of [true, false]) {
        assert.equal(ask(shell, line, { synchronous }).kind, "passed");
      }
    }
  });
}

test("an output beyond maxBuffer is the original's to cut", () => {
  for (
    const line of ["seq 200000", "x=$(seq 20000); for i in 1 2 3 4 5 6 7 8 9 10; do echo $x; done"]
  ) {
    assert.equal(ask("/bin/sh", line, { synchronous: true }).kind, "passed", line);
  }
});

/** Lines that cost much, of what is answered, or of what is tried. */
const costly = [
  ...endless,
  "i=0; while [ $i -lt 1500 ]; do i=$((i+1)); done; echo $i",
  "x=$(seq 3000); for i in $x; do :; done",
  "printf '%s' $(seq 20000)",
  "echo $(seq 20000) | tr ' ' '\\n' | sort -n | wc -l",
  "seq 4000 | sort -rn | uniq -c | tail -n 1",
  "seq 20000 | sort -n | uniq -c | sort -rn | head -n 1",
  "seq 20000 | awk '{ a[$1 % 100] += $1 } END { for (k in a) print k, a[k] }' | sort",
  "seq 20000 | sed 's/1/x/g' | wc -c",
  "seq 3000 | sed ':a;N;$!ba;s/\\n/ /g'",
  "seq 50000 | while read x; do :; done",
  'cat /etc/passwd | while read l; do echo "$l" | cut -d: -f1; done',
  "for i in $(seq 120); do uname; done",
  "for i in $(seq 300); do echo $(uname); done | wc -l",
  "for f in /sys/class/net/lo/*; do cat $f 2>/dev/null; done",
  "echo /sys/class/*/*/*",
  "echo /sys/devices/*/*/*/*/*/*",
  "ldconfig -p | sort | uniq -c | sort -rn | tac | rev | head -n 5",
  "x=aaaaaaaaaaaaaaaa; for i in 1 2 3 4 5 6 7 8; do x=$x$x; done; echo ${x%%*a*a*a*b} ${x##*a*b}",
  "x=aaaaaaaaaaaaaaaa; for i in 1 2 3 4 5 6; do x=$x$x; done; case $x in *a*a*a*a*b) echo;; esac",
  "set -- $(seq 5000); while [ $# -gt 0 ]; do shift; done",
  "seq 2000 | xargs -n 1 echo | wc -l",
  "seq 40 | xargs -n 1 echo | wc -l",
  "ls -lR /sys/class/net; ls -l /sys/class/*",
  "lscpu; getconf -a; locale -a; ldd --version; date",
];

/** What this process' main thread has used of its processor, in milliseconds. */
function used(): number {
  return Number(readFileSync("/proc/self/schedstat", "latin1").split(" ")[0]) / 1e6;
}

const skip = existsSync("/proc/self/schedstat") ? false : "The kernel does not count";
test("no asynchronous line holds its event loop for more than 50 ms", { skip }, () => {
  const answered = new Set<string>();
  for (const line of costly) {
    for (const shell of ["/bin/sh", "/bin/bash"]) {
      // garbage of what ran before is not the line's, nor is that the machine is busy
      let least = Infinity;
      for (let round = 0; round < 3; round++) {
        const before = used();
        const { kind } = ask(shell, line, { synchronous: false });
        least = Math.min(least, used() - before);
        if (kind === "answered") answered.add(line);
      }
      assert.ok(least < 50, `${shell}: ${least} ms for ${line}`);
    }
  }
  // what costs much and ends is answered all the same, where the machine has time
  assert.ok(answered.size > 4, [...answered].join("\n"));
});
