// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { AwkGrammar } from "../tests/support/awk_grammar.ts";
import { ask, compare, resultOf, run } from "../tests/support/differential.ts";
import { compareInputs, environment, inputs, testLines } from "../tests/support/filters.ts";
import { generator, seed } from "../tests/support/random.ts";
import { patch } from "../patches/mod.ts";
import { awk } from "./awk.ts";
import type { Host } from "./host.ts";
import { type Answer, type Build, type Call, Pass } from "./types.ts";

const isMawk = /\/mawk$/.test(existsSync("/usr/bin/awk") ? realpathSync("/usr/bin/awk") : "");
const skip = isMawk ? false : "awk is not mawk here";
const env = environment("C");
const bytes = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));

// what real packages ask, and what stands in lines of shells
testLines("awk", [
  ["{print $4}"],
  ["{ print $5 }"],
  ["{print $NF}"],
  ["NR > 1"],
  ["-F", "=", "{print $2}"],
  ["NR > 7 && $8 ~ /R|S|D|T/ { print $12 }"],
  ["{$1=$1};1"],
  ['$8 == "TCP" { print $2 }'],
  ["-F:", "{print $1, $NF}"],
  ["-F", "\\t", "{print $2}"],
  ["-F", "[ :]+", "{print $2; print NF}"],
  ["-v", "n=2", "NR == n {print; exit}"],
  ["END {print NR}"],
  ["{s += $1} END {print s, s / 3}"],
  ["{a[$1]++} END {for (k in a) print k, a[k]}"],
  ["!seen[$0]++"],
  ["/two/,/six/"],
  ["length > 3"],
  ['{for (i = NF; i > 0; i--) printf "%s ", $i; print ""}'],
  ['{gsub(/[aeiou]/, "<&>"); print}'],
  ['{print toupper(substr($0, 2, 5)), index($0, "e"), length($2)}'],
  ['{printf "%-10s|%5.2f|%03d|%x\\n", $1, $1, $1, NR}'],
  ["BEGIN {while ((getline line) > 0) n++; print n, NR}"],
  ["{n = split($0, part, /[ :]/); print n, part[1], part[n]}"],
  ["function max(a, b) {return a > b ? a : b} {m = max(m, NF)} END {print m}"],
  ['{print > "/dev/stderr"}'],
  ['BEGIN {OFS = "-"} {$3 = "x"; print; NF = 2; print; print NF}'],
  ['$1 + 0 == $1 {print "number", $1} $1 < "b"; $1 < 10'],
  ['NF {$NF = ""; print NF, $0}'],
  ['{NR == 2 ? n = 5 : n; print n, -NR ^ 2, 7 % 4, !NF, 1 " " -1}'],
]);

test(`awk is answered as mawk answers, over generated programs (seed ${seed})`, {
  skip,
  timeout: 900_000,
}, () => {
  const rounds = Math.round(500 * Number(process.env["FUZZ"] ?? 1));
  const random = generator(seed);
  const grammar = new AwkGrammar(random);
  const passed = new Map<string, number>();
  let answered = 0;
  for (let round = 0; round < rounds; round++) {
    const args = grammar.line();
    const around = { env, input: bytes(grammar.input()) };
    const outcome = ask("awk", args, around);
    if (outcome.kind === "answered") {
      answered++;
      const real = run("awk", args, around);
      assert.deepEqual(resultOf(outcome.answer), real, `${JSON.stringify([args, around])}`);
    } else passed.set(outcome.reason, (passed.get(outcome.reason) ?? 0) + 1);
  }
  assert.ok(answered >= 0.7 * rounds, `${answered} of ${rounds}: ${JSON.stringify([...passed])}`);
});

test(`a loop over an array has mawk's order (seed ${seed})`, { skip }, () => {
  const random = generator(seed);
  for (let round = 0; round < 12; round++) {
    const count = [5, 60, 900, 3000][round % 4]!;
    const words = Array.from({ length: count }, () => {
      const number = random(count);
      return random(2) ? `${number}` : `w${number}`;
    });
    const program = [
      "{a[$1] = NR} END {for (k in a) print k, a[k]}",
      "NR % 7 == 0 {delete a[$1]; next} {a[$1 + 0] = NR} END {for (k in a) print k; for (k in a) print k}",
      '{s = s " " $1} END {n = split(s, a); a["x"]; delete a[3]; a[n + 5]; for (k in a) print k, a[k]}',
    ][round % 3]!;
    const around = { env, input: bytes(`${words.join("\n")}\n`) };
    const outcome = compare("awk", [program], around);
    // mawk itself loses its way in great arrays of both kinds
    if (round % 3 === 0) assert.equal(outcome.kind, "answered", program);
  }
});

test("numbers are printed as the C library prints them", { skip }, () => {
  const random = generator(seed);
  const formats = [
    "%g",
    "%e",
    "%f",
    "%.0f",
    "%.1f",
    "%.3g",
    "%.15g",
    "%.17g",
    "%#g",
    "%+.2e",
    "%010.2f",
  ];
  const statements = Array.from({ length: 400 }, () => {
    const value = random(2)
      ? random(2 ** 20) / 2 ** random(20)
      : random(1e6) * 10 ** (random(40) - 20);
    return `printf "${formats[random(formats.length)]}|", ${value}`;
  });
  for (let start = 0; start < statements.length; start += 100) {
    const program = `BEGIN {${
      statements.slice(start, start + 100).join("; ")
    }; print 0.5, 2.5, 1e6, 1e-5}`;
    assert.equal(compare("awk", [program], { env }).kind, "answered", `seed ${seed}`);
  }
});

test("files are read one after another, and assignments between them", { skip }, () => {
  const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
  patch({ files: "all" });
  try {
    const at = (name: string) => join(directory, name);
    writeFileSync(at("one"), "a b\nc d");
    writeFileSync(at("two"), "e:f\n");
    const program = "{print FILENAME, NR, FNR, $1, x}";
    const lines = [
      [program, at("one"), at("two")],
      [program, "x=5", at("one"), "FS=:", "x=a\\tb", at("two")],
      [program, at("one"), "-", at("two")],
      [program, "", at("one")],
      [program, "x=1"],
      [program, at("one"), at("none"), at("two")],
      [program, directory],
      ["BEGIN {print 1; exit 3} END {print 2}", at("none")],
      ["FNR == 1 {nextfile} {print}", at("one"), at("two")],
    ];
    for (const args of lines) {
      const outcome = compare("awk", args, { env, input: bytes("in put\n") });
      assert.equal(outcome.kind, "answered", JSON.stringify(args));
    }
  } finally {
    patch({ files: "system" });
    rmSync(directory, { recursive: true });
  }
});

test("what mawk itself complains of while it runs is told as it tells it", { skip }, () => {
  const around = { env, input: bytes("\na b\n") };
  const outcome = compare("awk", ["{print $(NF-1)}"], around);
  assert.equal(outcome.kind, "answered");
});

test("what is not answered passes", () => {
  const programs = [
    '{print > "/tmp/x"}',
    '{print >> "/dev/stderr"}',
    '{print | "cat"}',
    'BEGIN {system("id")}',
    'BEGIN {"date" | getline x}',
    'BEGIN {getline x < "/etc/passwd"}',
    'BEGIN {print ENVIRON["HOME"]}',
    "BEGIN {print rand()}",
    "BEGIN {print 1 / 0}",
    "BEGIN {print sin(1)}",
    'BEGIN {RS = ""} {print}',
    "BEGIN {print",
    "{print $1",
    "BEGIN {f(1)}",
    "BEGIN {print 2 ^ 0.5}",
    "",
  ];
  for (const program of programs) {
    assert.equal(ask("awk", [program], { env, input: bytes("a\n") }).kind, "passed", program);
  }
  for (
    const args of [[], ["-f", "x"], ["-W", "version"], ["--version"], ["-F"], ["-v", "x", "1"]]
  ) {
    assert.equal(ask("awk", args, { env }).kind, "passed", args.join(" "));
  }
  assert.equal(ask("awk", ["{print}"], { env, input: bytes("a\0b\n") }).kind, "passed");
  const german = { ...env, LC_ALL: "", LC_NUMERIC: "de_DE.UTF-8", LC_CTYPE: "de_DE.ISO-8859-1" };
  const answered = ask("awk", ["BEGIN {print 1.5}"], { env: german });
  if (answered.kind === "answered") compare("awk", ["BEGIN {print 1.5}"], { env: german });
});

test("awk shows no file that is no fact of the system, nor the environment", () => {
  for (const args of [["{print}", "/proc/self/environ"], ["1", "/etc/shadow"], ["1", "/tmp/x"]]) {
    assert.equal(ask("awk", args, { env }).kind, "passed", args.join(" "));
  }
  const real = compare("awk", ["-F=", '$1 == "ID" {print $2}', "/etc/os-release"], { env });
  if (isMawk) assert.equal(real.kind, "answered");
});

test("what never ends passes soon, and sooner where an event loop waits", () => {
  const programs = [
    "BEGIN {while (1) i++}",
    'BEGIN {while (1) x = x x "a"}',
    "BEGIN {while (1) a[i++] = i}",
    "BEGIN {while (1) print 0.1 * i++}",
    'BEGIN {while (1) x = x "b" ~ /^(b|bb)*$/}',
    "function f(n) {return f(n + 1)} BEGIN {f(1)}",
    'BEGIN {for (;;) gsub(/a*/, "&a", x)}',
  ];
  for (const program of programs) {
    const going = { build: "debian-12", mayWait: false } as const;
    const run = () => assert.throws(() => answered(program, going), Pass);
    // what was never run before is slow
    run();
    const start = process.cpuUsage();
    run();
    const { user } = process.cpuUsage(start);
    assert.ok(user < 120_000, `${program}: ${user} microseconds`);
  }
  assert.throws(() => answered(programs[0]!, { build: "debian-12", mayWait: true }), Pass);
});

test("later versions of mawk know greater numbers", () => {
  const program = 'BEGIN {x = 3000000000; print x, x + 0.5; printf "%d\\n", x}';
  // as 1.3.4-20200120 and 1.3.4-20250131 print it
  const text = (build: Build) => resultOf(answered(program, { build })).stdout;
  assert.equal(text("debian-12"), "3e+09 3e+09\n2147483647\n");
  assert.equal(text("debian-13"), "3000000000 3e+09\n3000000000\n");
});

test("of gawk and BusyBox only what all awks print alike is answered", () => {
  const common = [
    "{print $2}",
    "NR > 1",
    "/b/ {n++} END {print n + 0}",
    "$1 == 10",
    "{s += $1} END {print s}",
  ];
  const own = [
    'BEGIN {print length("\xc3\xa9")}',
    'BEGIN {print substr("abc", 0, 2)}',
    'BEGIN {print 1 " " -1}',
    "{a[$1]} END {for (k in a) print k}",
    'BEGIN {print index("a", "")}',
    'BEGIN {x = "A"; print x ~ /\\y/}',
    "BEGIN {print 2147483648}",
  ];
  const around = { build: "unknown", target: "gawk", input: "10 b\na b c\n" } as const;
  for (const program of common) answered(program, around);
  for (const program of own) assert.throws(() => answered(program, around), Pass, program);
  assert.throws(() => answered("{print $2}", { ...around, target: "original-awk" }), Pass);
});

for (const [name, command] of [["gawk", ["gawk"]], ["busybox", ["busybox", "awk"]]] as const) {
  const path = ["/usr/bin", "/bin"].map((each) => `${each}/${name}`).find(existsSync);
  test(`${name} prints what is answered for it (seed ${seed})`, {
    skip: path ? false : `No ${name} is installed`,
  }, () => {
    const grammar = new AwkGrammar(generator(seed));
    for (let round = 0; round < 1000; round++) {
      const args = grammar.line();
      const input = grammar.input();
      let answer: Answer;
      try {
        answer = answeredLine(args, { build: "unknown", target: name, input });
      } catch (thrown) {
        if (thrown instanceof Pass) continue;
        throw thrown;
      }
      const real = run(command[0], [...command.slice(1), ...args], { env, input: bytes(input) });
      assert.deepEqual(resultOf(answer), real, JSON.stringify([args, input]));
    }
  });
}

test("awk takes inputs of every kind", { skip }, () => {
  for (
    const program of ["{print NF, $1, $NF}", "{print length, length($2)}", '{gsub(/./, "&.")}1']
  ) {
    const { asked, answered } = compareInputs("awk", [program]);
    // a zero passes, in both locales
    assert.equal(answered, asked - 2, `${program} over ${Object.keys(inputs).length} inputs`);
  }
});

interface Around {
  readonly build: Build;
  readonly mayWait?: boolean;
  readonly input?: string;
  /** The program that awk leads to. */
  readonly target?: string;
}

function answered(program: string, around: Around): Answer {
  return answeredLine([program], around);
}

/** Asks the lookup as if this machine had another awk. */
function answeredLine(args: readonly string[], around: Around): Answer {
  const { build, mayWait = true, input = "", target = "mawk" } = around;
  const call: Call = {
    argv0: "awk",
    args,
    env: { get: (name) => env[name], entries: () => Object.entries(env) },
    cwd: "/",
    input: { kind: "bytes", bytes: bytes(input) },
    stdout: "pipe",
    stderr: "pipe",
    path: "/usr/bin/awk",
    build,
    mayWait,
    policy: { files: "system" },
    execute: () => undefined,
  };
  const host = {
    readlink: (path: string) => path === "/usr/bin/awk" ? `/usr/bin/${target}` : undefined,
  };
  return awk.answer(call, host as Host)!;
}
