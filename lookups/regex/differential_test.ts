// SPDX-License-Identifier: Apache-2.0

/** The matcher beside sed and mawk: groups, places, existence and refusals. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { run } from "../../tests/support/differential.ts";
import {
  gnuParts,
  mawkParts,
  randomNoise,
  randomPattern,
  randomSubjects,
} from "../../tests/support/patterns.ts";
import { generator, seed } from "../../tests/support/random.ts";
import { Pass } from "../types.ts";
import { compile, type Regex, RegexError, type RegexOptions } from "./mod.ts";

/** `FUZZ=50` tries fifty times as many. */
const factor = Number(process.env["FUZZ"] ?? 1);

const bytesOf = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));

/** Calls with a directory of files that are gone afterwards. */
function withFiles(
  files: Record<string, Uint8Array>,
  use: (path: (name: string) => string) => void,
) {
  const directory = mkdtempSync(join(tmpdir(), "regex-"));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(directory, name), bytes);
    use((name) => join(directory, name));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What a regular expression makes of something; undefined where it passes. */
function unlessPassed<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (thrown) {
    if (thrown instanceof Pass) return undefined;
    throw thrown;
  }
}

/** One character per byte; a stray byte is itself. */
function latin1(text: string, utf8: boolean): string {
  if (!utf8) return text;
  return Array.from(text, (each) => {
    const code = each.codePointAt(0)!;
    if (code >= 0xdc80 && code <= 0xdcff) return String.fromCharCode(code - 0xdc00);
    return Buffer.from(each).toString("latin1");
  }).join("");
}

function substituted(regex: Regex, groups: number, subject: string): string {
  const places = regex.exec(subject);
  if (!places) return subject;
  const text = (group: number) =>
    places[2 * group]! < 0 ? "" : subject.slice(places[2 * group], places[2 * group + 1]);
  const all = Array.from({ length: groups + 1 }, (_, group) => text(group)).join("|");
  return `${subject.slice(0, places[0])}<${all}>${subject.slice(places[1])}`;
}

for (const utf8 of [false, true]) {
  const locale = utf8 ? "C.UTF-8" : "C";
  test(`groups and existence are sed's in ${locale} (SEED=${seed})`, () => {
    const below = generator(seed);
    const characters = utf8 ? ["a", "b", "é", "€", "É", "日"] : ["a", "b", "c", "_"];
    const around = ["\n", " ", ...(utf8 ? ["\udcff", "\udcc3"] : ["\xe9"])];
    let answered = 0;
    const rounds = 120 * factor;
    for (let round = 0; round < rounds; round++) {
      const extended = below(2) === 0;
      const pattern = randomPattern({ ...gnuParts, characters, extended }, below);
      const options: RegexOptions = {
        syntax: extended ? "extended" : "basic",
        ignoreCase: below(5) === 0,
        multiline: below(3) === 0,
        utf8,
      };
      const subjects = randomSubjects([...characters, ...around], below, 25);
      answered += compareWithSed(pattern, subjects, options, locale);
    }
    assert.ok(answered > rounds * 25 * 0.3, `${answered} answered`);
  });
}

/** @returns how many were answered */
function compareWithSed(
  pattern: string,
  subjects: readonly string[],
  options: RegexOptions,
  locale: string,
): number {
  const { syntax, ignoreCase, multiline, utf8 = false } = options;
  const regex = unlessPassed(() => {
    try {
      return compile(pattern, options);
    } catch (thrown) {
      // told apart elsewhere
      if (thrown instanceof RegexError) return undefined;
      throw thrown;
    }
  });
  if (!regex) return 0;
  const groups = Math.min(regex.groups, 9);
  const flags = `${ignoreCase ? "I" : ""}${multiline ? "M" : ""}`;
  const inSed = `\x01${pattern}\x01`;
  const all = Array.from({ length: groups + 1 }, (_, group) => `\\${group}`).join("|");
  const script =
    `y/\x02/\\n/\n\\${inSed}${flags}{\ns${inSed}<${all}>\x01${flags}\ns/^/T/\nb end\n}\n` +
    `s/^/F/\n:end\ny/\\n/\x02/\n`;
  const input = subjects.map((each) => `${latin1(each, utf8).replaceAll("\n", "\x02")}\n`).join("");
  let answered = 0;
  withFiles({ script: bytesOf(latin1(script, utf8)), input: bytesOf(input) }, (path) => {
    const args = [...(syntax === "extended" ? ["-E"] : []), "-f", path("script"), path("input")];
    const { code, stdout } = run("sed", args, {
      env: { PATH: process.env["PATH"]!, LC_ALL: locale },
    });
    assert.equal(code, 0, JSON.stringify([pattern, options]));
    const lines = stdout.split("\n");
    for (const [index, subject] of subjects.entries()) {
      const found: string | undefined = unlessPassed((): string =>
        (regex.test(subject) ? "T" : "F") + substituted(regex, groups, subject)
      );
      if (found === undefined) continue;
      answered++;
      const shown: string = latin1(found, utf8).replaceAll("\n", "\x02");
      assert.equal(shown, lines[index], JSON.stringify([pattern, options, subject]));
    }
  });
  return answered;
}

test(`what is no pattern is refused as grep and expr refuse it (SEED=${seed})`, () => {
  const below = generator(seed);
  let refused = 0;
  const rounds = 200 * factor;
  for (let round = 0; round < rounds; round++) {
    const pattern = randomNoise(below);
    const program = (["grep", "egrep", "expr"] as const)[below(3)]!;
    const flavour = program === "expr" ? "expr" : "grep";
    const syntax = program === "egrep" ? "extended" : "basic";
    let message = "";
    try {
      unlessPassed(() => compile(pattern, { syntax, flavour }));
    } catch (thrown) {
      if (!(thrown instanceof RegexError)) throw thrown;
      message = thrown.message;
    }
    if (message === "") continue;
    refused++;
    const [command, args] = program === "expr"
      ? ["expr", ["a", ":", pattern]] as const
      : ["grep", [program === "egrep" ? "-E" : "-G", "-e", pattern, "/dev/null"]] as const;
    const { stderr } = run(command, args, { env: { PATH: process.env["PATH"]!, LC_ALL: "C" } });
    assert.equal(
      stderr.replace(/^.*\//, ""),
      `${command}: ${message}\n`,
      JSON.stringify([program, pattern]),
    );
  }
  assert.ok(refused > rounds / 8, `${refused} refused`);
});

test(`matches and existence are mawk's (SEED=${seed})`, (context) => {
  const version = run("sh", ["-c", "mawk -W version 2>&1"]).stdout;
  if (!/^mawk 1\.3\.4 (20200120|20250131)/.test(version)) {
    context.skip("no known mawk is installed");
    return;
  }
  const intervals = version.includes("2025");
  const below = generator(seed);
  let answered = 0;
  const rounds = 120 * factor;
  const program = 'BEGIN { RS = "\\001" } { print match($0, ENVIRON["PATTERN"]), RLENGTH, ' +
    '($0 ~ ENVIRON["PATTERN"]) }';
  for (let round = 0; round < rounds; round++) {
    const pattern = randomPattern({ ...mawkParts, extended: true }, below, 1);
    const regex = unlessPassed(() =>
      compile(pattern, { syntax: "extended", flavour: "mawk", intervals })
    );
    if (!regex) continue;
    const subjects = randomSubjects(["a", "b", "c", "-", "_", " ", ".", "\n"], below, 25);
    const input = subjects.map((each) => `${each}\x01`).join("");
    withFiles({ input: bytesOf(input) }, (path) => {
      const env = { PATH: process.env["PATH"]!, LC_ALL: "C", PATTERN: pattern };
      const lines = run("mawk", [program, path("input")], { env }).stdout.split("\n");
      for (const [index, subject] of subjects.entries()) {
        const [start, length, exists] = lines[index]!.split(" ");
        const what = JSON.stringify([pattern, subject]);
        const isThere: boolean | undefined = unlessPassed((): boolean => regex.test(subject));
        if (isThere === undefined) continue;
        assert.equal(isThere ? "1" : "0", exists, what);
        answered++;
        const places: readonly number[] | undefined = unlessPassed((): readonly number[] =>
          regex.exec(subject) ?? [-1, -2]
        );
        if (!places) continue;
        assert.deepEqual(
          [places[0]! + 1, places[1]! - places[0]!].map(String),
          [start, length],
          what,
        );
        answered++;
      }
    });
  }
  assert.ok(answered > rounds * 15, `${answered} answered`);
});
