// SPDX-License-Identifier: Apache-2.0

/** The directives of stat(1) for files (print_stat in src/stat.c of GNU coreutils). @module */
import { findGroup, findUser } from "./accounts.ts";
import { absolute, linkTarget } from "./canonical.ts";
import { layInteger, type Layout, layText } from "./directive.ts";
import { deviceParts, modeString, typeLetter } from "./file_mode.ts";
import type { ExactStatus, Host } from "./host.ts";
import { quoted } from "./quote.ts";
import { encode, latin1 } from "./text.ts";
import { formatTime, type TimeStyle } from "./time_format.ts";
import { type Call, Pass } from "./types.ts";
import { isSince } from "./versions.ts";

/** A file that is shown. */
export interface Shown {
  /** Its name, as it was given. */
  readonly name: string;
  /** What stat(2) tells. */
  readonly status: ExactStatus;
}

/** What surrounds directives. */
export interface Surroundings {
  /** The call. */
  readonly call: Call;
  /** The system. */
  readonly host: Host;
  /** Where the clocks are. */
  readonly clocks: TimeStyle;
  /** Whether `%N` quotes names. */
  readonly quotesNames: boolean;
}

/** One directive, read: its layout without flags that the original drops. */
export interface Directive {
  /** `-8.3` and the like. */
  readonly layout: Layout;
  /** `H` or `L` before a device. */
  readonly part: string;
  /** The letter. */
  readonly letter: string;
  /** All of it, as it is written. */
  readonly text: string;
}

const pattern = /%(['+ #0I-]*)(\d*)(?:(\.)(\d*))?([HL](?=[dr]))?([^]?)/y;

/** Reads the directive that begins at a place of a format. */
export function readDirective(format: string, at: number): Directive {
  pattern.lastIndex = at;
  const [text, flags, width, point, precision, part = "", letter] = pattern.exec(format)!;
  return {
    layout: {
      flags: flags!.replace(/['I]/g, ""),
      width: Number(width || 0),
      precision: point === undefined ? undefined : Number(precision || 0),
    },
    part,
    letter: letter!,
    text,
  };
}

/** What a directive makes of a file, one character for each byte. */
export function formatFile(directive: Directive, file: Shown, around: Surroundings): string {
  const { layout, letter } = directive;
  const value = valueOf(directive, file, around);
  if (value === undefined) return "?";
  if (typeof value === "bigint") return integer(layout, kindOf(letter, around), value);
  if (typeof value === "string") return layText(only("-", layout), value);
  // the original writes the second name by what the first left of the directive
  if (value.parts.length > 1 && /^%-*['+ #0I]/.test(directive.text)) {
    throw new Pass("directive %N of another form");
  }
  return letter === "N"
    ? value.parts.map((part) => layText(only("-", layout), part)).join(" -> ")
    : seconds(directive, value.time!);
}

/** How numbers are written, where not as unsigned ones. */
const kinds: Readonly<Record<string, string>> = {
  D: "x",
  R: "x",
  T: "x",
  a: "o",
  f: "x",
  s: "d",
  t: "x",
};

/** Sizes had a sign until coreutils 9.1, and have none in 9.7. */
function kindOf(letter: string, { call }: Surroundings): string {
  if (letter === "s" && isSince(7, call)) return "u";
  return kinds[letter] ?? "u";
}

/** The flags that each kind keeps. */
const kept: Readonly<Record<string, string>> = { d: "-+ 0", u: "-0", o: "-#0", x: "-#0" };

function integer(layout: Layout, kind: string, value: bigint): string {
  return layInteger(only(kept[kind]!, layout), kind, value);
}

function only(flags: string, layout: Layout): Layout {
  return { ...layout, flags: [...layout.flags].filter((flag) => flags.includes(flag)).join("") };
}

/** Parts of a text, or a time. */
interface Composite {
  readonly parts: readonly string[];
  readonly time?: bigint;
}

function valueOf(
  { letter, part }: Directive,
  { name, status }: Shown,
  around: Surroundings,
): bigint | string | Composite | undefined {
  const device = (number: bigint) =>
    part === "" ? number : deviceParts(number)[part === "H" ? 0 : 1];
  switch (letter) {
    case "n":
      return latin1(encode(name));
    case "N":
      return { parts: namesOf(name, status, around) };
    case "d":
      return device(status.dev);
    case "D":
      return status.dev;
    case "r":
      return device(status.rdev);
    case "R":
      return status.rdev;
    case "t":
      return deviceParts(status.rdev)[0];
    case "T":
      return deviceParts(status.rdev)[1];
    case "i":
      return status.ino;
    case "a":
      return BigInt(status.mode & 0o7777);
    case "A":
      return modeString(status.mode);
    case "f":
      return BigInt(status.mode);
    case "F":
      return typeOf(status);
    case "h":
      return status.nlink;
    case "u":
      return BigInt(status.uid);
    case "U":
      return accountName(findUser(around.host, ({ uid }) => uid === status.uid)?.name);
    case "g":
      return BigInt(status.gid);
    case "G":
      return accountName(findGroup(around.host, ({ gid }) => gid === status.gid)?.name);
    case "s":
      return status.size;
    case "B":
      return 512n;
    case "b":
      return status.blocks;
    case "o":
      return status.blksize;
    case "w":
      return status.birthNs === undefined ? "-" : timeOf(status.birthNs, around);
    case "x":
      return timeOf(status.atimeNs, around);
    case "y":
      return timeOf(status.mtimeNs, around);
    case "z":
      return timeOf(status.ctimeNs, around);
    case "W":
      return { parts: [], time: status.birthNs ?? 0n };
    case "X":
      return { parts: [], time: status.atimeNs };
    case "Y":
      return { parts: [], time: status.mtimeNs };
    case "Z":
      return { parts: [], time: status.ctimeNs };
    case "m":
    case "C":
      throw new Pass(`directive %${letter}`);
  }
  return undefined;
}

function namesOf(name: string, status: ExactStatus, around: Surroundings): string[] {
  const shown = around.quotesNames ? quoted : (text: string) => text;
  const names = typeLetter(status.mode) === "l"
    ? [name, linkTarget(absolute(name, around.call), around.host)]
    : [name];
  return names.map((each) => latin1(encode(shown(each))));
}

const types: Readonly<Record<string, string>> = {
  b: "block special file",
  c: "character special file",
  d: "directory",
  l: "symbolic link",
  p: "fifo",
  s: "socket",
};

function typeOf({ mode, size }: ExactStatus): string {
  const letter = typeLetter(mode);
  return letter === "f" ? size === 0n ? "regular empty file" : "regular file" : types[letter]!;
}

function accountName(name: string | undefined): string {
  return latin1(encode(name ?? "UNKNOWN"));
}

const billion = 1_000_000_000n;

function split(time: bigint): { readonly seconds: bigint; readonly nanoseconds: bigint } {
  const nanoseconds = ((time % billion) + billion) % billion;
  return { seconds: (time - nanoseconds) / billion, nanoseconds };
}

function timeOf(time: bigint, { clocks }: Surroundings): string {
  const { seconds, nanoseconds } = split(time);
  const instant = { seconds: Number(seconds), nanoseconds: Number(nanoseconds) };
  return formatTime("%Y-%m-%d %H:%M:%S.%N %z", instant, clocks);
}

/** Seconds since 1970, with as many digits of a fraction as the precision asks for. */
function seconds({ layout, text }: Directive, time: bigint): string {
  if (layout.precision === undefined) return integer(layout, "d", split(time).seconds);
  const isWhole = /\.0+[a-z]$/i.test(text);
  const digits = /\.[a-z]$/i.test(text) ? 9 : layout.precision;
  // fractions of negative times, and room around fractions, have rules of their own
  const isPlain = layout.width === 0 && layout.flags === "" && digits <= 9 && time >= 0n;
  if (!isPlain || isWhole) throw new Pass("fraction of another form");
  const { seconds, nanoseconds } = split(time);
  return `${seconds}.${`${nanoseconds}`.padStart(9, "0").slice(0, digits)}`;
}
