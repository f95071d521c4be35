// SPDX-License-Identifier: Apache-2.0

/** wc(1) of GNU coreutils (src/wc.c), for facts of the system. @module */
import { buildRules } from "./build.ts";
import { eachText } from "./filter.ts";
import { type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { bytesOfLatin1, decodeExactly } from "./text.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Build, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "clLmw",
  long: [
    ["bytes", "c"],
    ["chars", "m"],
    ["lines", "l"],
    ["words", "w"],
    ["debug", "debug"],
    ["files0-from", "files0-from", "required"],
    ["max-line-length", "L"],
    ["total", "total", "required"],
  ],
};

/** Until coreutils 9.1. */
const oldOptions: OptionTable = {
  ...options,
  long: options.long!.filter(([name]) => name !== "total"),
};

/** What can be counted, in the order of printing. */
const counters = ["l", "w", "m", "c", "L"] as const;
type Counter = typeof counters[number];
type Counts = Record<Counter, number>;

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(
    call,
    call.build === "debian-12" ? oldOptions : options,
  );
  const { utf8 } = locale(call, host);
  if (error !== undefined) return usageError(call, error);
  if (operands.includes("")) throw new Pass("empty name");
  const asked = new Set<string>(given.map(({ key }) => key));
  for (const key of ["debug", "files0-from", "total"]) {
    if (asked.has(key)) throw new Pass(`option --${key}`);
  }
  const shown = asked.size > 0 ? counters.filter((each) => asked.has(each)) : [..."lwc"] as const;
  const width = columnWidth(operands, shown.length, call, host);
  const transcript = new Transcript();
  const print = (counts: Counts, name: string | undefined) => {
    const columns = shown.map((each) => String(counts[each as Counter]).padStart(width));
    transcript.print(`${columns.join(" ")}${name === undefined ? "" : ` ${latin1Name(name)}`}\n`);
  };
  const total: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 };
  const code = eachText(operands, call, host, transcript, (text, name) => {
    const counts = count(text, new Set(shown), utf8, call);
    for (const each of counters) total[each] += counts[each];
    total.L = Math.max(total.L - counts.L, counts.L);
    print(counts, operands.length > 0 ? name : undefined);
  });
  if (operands.length > 1) print(total, "total");
  return transcript.answer(code);
}

function latin1Name(name: string): string {
  if (/[^ -~]/.test(name)) throw new Pass("argument with a special character");
  return name;
}

/** As wide as all sizes together, or 7 where something is no regular file. */
function columnWidth(names: readonly string[], columns: number, call: Call, host: Host): number {
  if (names.length <= 1 && columns === 1) return 1;
  const { input } = call;
  if ((names.length === 0 || names.includes("-")) && input.kind === "bytes" && !input.isPipe) {
    throw new Pass("input that may be a file");
  }
  if (names.length === 0) return 7;
  let least = 1;
  let sizes = 0n;
  for (const name of names) {
    const status = name === "-"
      ? undefined
      : host.stat(name.startsWith("/") ? name : `${call.cwd}/${name}`);
    if (name === "-" || (status && (status.mode & 0o170000) !== 0o100000)) least = 7;
    else sizes += status?.size ?? 0n;
  }
  return Math.max(least, String(sizes).length);
}

/** Characters beyond ASCII that every version knows: printed, no spaces, one column wide. */
const plain = /^[\0-\x7f\xa1-\xac\xae-\u024f\u0391-\u03a1\u03a3-\u03ce\u0410-\u044f]*$/;

function count(bytes: string, shown: ReadonlySet<string>, utf8: boolean, call: Call): Counts {
  let text = bytes;
  let m = bytes.length;
  if (utf8 && /[wmL]/.test([...shown].join()) && /[^\0-\x7f]/.test(bytes)) {
    text = decodeExactly(bytesOfLatin1(bytes)) ?? "\0";
    if (text === "\0") throw new Pass("input outside UTF-8");
    if (!plain.test(text) && (shown.has("w") || shown.has("L"))) throw new Pass("special input");
    m = [...text].length;
  }
  return {
    l: bytes.split("\n").length - 1,
    w: shown.has("w") ? words(text, utf8, call.build) : 0,
    m,
    c: bytes.length,
    L: shown.has("L") ? longest(text, utf8) : 0,
  };
}

function words(text: string, utf8: boolean, build: Build): number {
  const all = text.match(/[^\t-\r ]+/g) ?? [];
  // deno-lint-ignore no-control-regex
  const printing = utf8 ? /[^\0-\x1f\x7f]/ : /[!-~]/;
  const printed = all.filter((word) => printing.test(word)).length;
  if (printed === all.length || build === "debian-12") return printed;
  // of words that nothing prints later versions know; which one was the first is not known here
  if (build === "debian-13") return all.length;
  throw new Pass(`build ${build}`);
}

function longest(text: string, utf8: boolean): number {
  let [most, columns] = [0, 0];
  for (const each of text) {
    if (each === "\t") columns += 8 - columns % 8;
    else if (/[\n\r\f]/.test(each)) [most, columns] = [Math.max(most, columns), 0];
    else if (each >= " " && each !== "\x7f" && (utf8 || each < "\x7f")) columns++;
  }
  return Math.max(most, columns);
}

/** wc(1) */
export const wc: LookupEntry = {
  name: "wc",
  package: "coreutils",
  presumed: true,
  rules: buildRules,
  summary: "-c -l -L -m -w, facts of the system",
  source: "files",
  answer,
};
