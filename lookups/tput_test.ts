// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { after, test } from "node:test";
import process from "node:process";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";
import { generator, seed } from "../tests/support/random.ts";
import { booleanNames, numberNames, stringNames } from "./terminfo_names.ts";

after(() => patch({ files: "system" }));

const skip = existsSync("/usr/bin/tput") ? false : "tput is not installed";
const env = { PATH: "/usr/bin:/bin", TERM: "xterm", HOME: "/nonexistent" };
const isBookworm = readFileSync("/etc/os-release", "utf8").includes("VERSION_CODENAME=bookworm");
const fuzz = Number(process.env["FUZZ"] ?? 1);

for (
  const args of [
    ...[[], ["-T", "xterm"], ["cols"], ["lines"], ["colors"], ["cols", "lines"], ["bold"], [
      "setaf",
    ], ["setaf", "1"]],
    ...[["-T", "vt100", "cols"], ["-Tdumb", "colors"], ["-T", "nosuch", "cols"], [
      "-T",
      "",
      "cols",
    ]],
    ...[["am"], ["bw"], ["nosuch"], ["cols", "nosuch"], ["bold", "nosuch", "cols"], ["bw", "cols"]],
    ...[["-x", "sgr0"], ["cup", "3", "4"], ["cup", "3"], ["setaf", "1", "bold"], ["it"], ["pairs"]],
    ...[["-T", "xterm-256color", "setaf", "200"], ["-T", "linux", "setab", "7"], ["kf1"], ["OTbs"]],
  ]
) {
  test(`tput ${args.join(" ")} is answered as the command does`, { skip }, () => {
    const { kind } = compare("tput", args, { env });
    // how it is used differs by version, and was compared with one
    const isUsage = args.length === 0 || args.join() === "-T,xterm";
    if (!isUsage || isBookworm) assert.equal(kind, "answered");
  });
}

test("tput heeds TERM, COLUMNS and LINES", { skip }, () => {
  for (
    const more of [
      ...[{ COLUMNS: "100", LINES: "30" }, { COLUMNS: "0" }, { COLUMNS: "" }, { TERM: "dumb" }],
      ...[{ TERM: "" }, { TERM: "nosuch" }, { TERM: "linux" }, { TERM: "xterm-256color" }],
    ]
  ) {
    for (const args of [["cols"], ["lines"], ["-T", "vt100", "cols"]]) {
      const around = { env: { ...env, ...more } as Record<string, string> };
      assert.equal(compare("tput", args, around).kind, "answered");
    }
  }
  const { TERM: _, ...without } = env;
  assert.equal(compare("tput", ["cols"], { env: without }).kind, "answered");
});

test("a size of this process' own terminal, actions and usage pass", () => {
  for (
    const args of [
      ...[["clear"], ["init"], ["reset"], ["longname"], ["-S"], ["-V"], ["-q", "cols"]],
      ...[["flash"], ["setaf", "x"], ["-T", "../xterm", "cols"], ["co"], ["kUP5"]],
    ]
  ) {
    assert.equal(ask("tput", args, { env }).kind, "passed", args.join(" "));
  }
  for (const name of ["COLUMNS", "TERMINFO", "TERMINFO_DIRS", "TERMCAP"]) {
    const around = { env: { ...env, [name]: "x" } };
    assert.equal(ask("tput", ["cols"], around).kind, "passed", name);
  }
});

test(`capabilities of every terminal are the command's (SEED=${seed})`, { skip }, () => {
  const below = generator(seed);
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  const terminals = ["/lib/terminfo", "/usr/share/terminfo"].filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((letter) => `${folder}/${letter}`))
    .flatMap((folder) => readdirSync(folder));
  let [asked, answers] = [0, 0];
  for (let round = 0; round < 100 * fuzz; round++) {
    const capability = () => pick(pick([booleanNames, numberNames, stringNames, stringNames]));
    const filled = () => [
      pick(["cup", "setaf", "setab", "sgr", "hpa", "csr", "cuf", "ech", "rep", "initc", "vpa"]),
      ...Array.from({ length: below(10) }, () => String(below(pick([2, 10, 300])))),
    ];
    const args = ["-T", pick(terminals), ...pick([() => [capability()], filled])()];
    asked++;
    if (compare("tput", args, { env }).kind === "answered") answers++;
  }
  assert.ok(answers >= 0.8 * asked, `${answers} of ${asked}`);
});
