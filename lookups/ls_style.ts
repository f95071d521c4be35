// SPDX-License-Identifier: Apache-2.0

/** What the options of ls(1) and the environment ask for. @module */
import type { GivenOption } from "./getopt.ts";
import type { Host } from "./host.ts";
import { timeLocale } from "./locale.ts";
import type { TimeStyle } from "./time_format.ts";
import { timeZone } from "./time_zone.ts";
import { type Call, Pass } from "./types.ts";

/** How a listing looks. */
export interface Style {
  /** One file a line, long lines, or names between commas. */
  readonly format: "lines" | "long" | "commas";
  /** What ends a line. */
  readonly end: string;
  /** Where lines of names between commas break; 0: nowhere. */
  readonly lineLength: number;
  /** Whether directories are shown themselves, and not what is in them. */
  readonly isItself: boolean;
  /** Whether what is in directories is listed as well. */
  readonly isRecursive: boolean;
  /** Which names are left out: those with a dot in front, the two of each directory, or none. */
  readonly hides: "dots" | "own" | "nothing";
  /** Which links are followed. */
  readonly follows: "never" | "to directories" | "operands" | "always";
  /** What names are sorted by. */
  readonly order: "name" | "none" | "time" | "size" | "extension";
  /** Whether the other way round. */
  readonly isReversed: boolean;
  /** Which time is shown and sorted by. */
  readonly time: "mtimeNs" | "atimeNs" | "ctimeNs";
  /** What is put behind names. */
  readonly indicator: "none" | "slash" | "file-type" | "classify";
  /** Columns. */
  readonly showsInode: boolean;
  /** Likewise. */
  readonly showsBlocks: boolean;
  /** Likewise. */
  readonly showsOwner: boolean;
  /** Likewise. */
  readonly showsGroup: boolean;
  /** Whether users and groups are numbers. */
  readonly isNumeric: boolean;
  /** Units for people; undefined: bytes. */
  readonly base: 1024 | 1000 | undefined;
  /** Formats of older times, and of recent ones. */
  readonly timeFormats: readonly [old: string, recent: string];
  /** Where the clocks are. */
  readonly clocks: TimeStyle | undefined;
  /** Whether times are shown or compared. */
  readonly isExact: boolean;
  /** Whether names alone do not do. */
  readonly needsStatus: boolean;
}

const taken = new Set([
  ..."1acdfghiklmnoprstuwAFGHLNRSUX",
  "full-time",
  "file-type",
  "si",
  "zero",
  "color",
  "dereference-to-dir",
  "show-control-chars",
  "time-style",
]);

/** Reads them; what is not reproduced passes. */
export function styleOf(given: readonly GivenOption[], call: Call, host: Host): Style {
  const keys = given.map(({ key }) => key);
  const other = keys.find((key) => !taken.has(key));
  if (other !== undefined) throw new Pass(`option ${other}`);
  const last = (...names: string[]) => given.findLast(({ key }) => names.includes(key));
  const has = (key: string) => keys.includes(key);
  // what it undoes depends on what stands before it
  if (has("f")) throw new Pass("option f");
  const color = last("color");
  if (color && !/^(never|no|none|auto|tty|if-tty)$/.test(color.value ?? "always")) {
    throw new Pass("option color");
  }
  if (call.env.get("QUOTING_STYLE") && !has("N") && !has("zero")) {
    throw new Pass("environment QUOTING_STYLE");
  }
  const format = formatOf(keys);
  const isLong = format === "long";
  const showsBlocks = has("s");
  if (isLong || showsBlocks) requirePlainBlocks(call);
  const time = timeOf(keys);
  const orderKey = last("S", "t", "U", "X")?.key ?? "";
  const isByTime = !isLong && (has("c") || has("u"));
  const order = orders[orderKey] ?? (isByTime ? "time" : "name");
  const indicator = indicatorOf(last("p", "F", "file-type"));
  const isItself = has("d");
  const isRecursive = has("R") && !isItself;
  const needsStatus = isLong || showsBlocks || order === "time" || order === "size";
  const showsInode = has("i");
  const follows = last("L", "H", "dereference-to-dir")?.key;
  return {
    format,
    end: has("zero") ? "\0" : "\n",
    lineLength: format === "commas" ? lineLength(last("w")?.value, call) : 0,
    isItself,
    isRecursive,
    hides: hidden(last("a", "A")?.key),
    follows: follows === "L"
      ? "always"
      : follows === "H"
      ? "operands"
      : follows !== undefined
      ? "to directories"
      : isItself || indicator === "classify" || isLong
      ? "never"
      : "to directories",
    order,
    isReversed: has("r"),
    time,
    indicator,
    showsInode,
    showsBlocks,
    showsOwner: !has("g"),
    showsGroup: !has("o") && !has("G"),
    isNumeric: has("n"),
    base: baseOf(last("h", "si", "k")?.key, has("k")),
    timeFormats: isLong ? timeFormatsOf(given, call) : ["", ""],
    clocks: isLong
      ? { zone: timeZone(call.env.get("TZ"), call, host), locale: timeLocale(call, host) }
      : undefined,
    isExact: isLong || order === "time",
    needsStatus: needsStatus || isRecursive || indicator !== "none",
  };
}

const orders: Readonly<Record<string, Style["order"]>> = {
  S: "size",
  t: "time",
  U: "none",
  X: "extension",
};

/** The last of them counts, but for `-1` and `--zero` behind a long form. */
function formatOf(keys: readonly string[]): Style["format"] {
  let format: Style["format"] = "lines";
  for (const key of keys) {
    if (["l", "g", "n", "o", "full-time"].includes(key)) format = "long";
    else if (key === "m") format = "commas";
    else if ((key === "1" || key === "zero") && format !== "long") format = "lines";
  }
  return format;
}

function hidden(key: string | undefined): Style["hides"] {
  return key === "a" ? "nothing" : key === "A" ? "own" : "dots";
}

function timeOf(keys: readonly string[]): Style["time"] {
  const key = keys.findLast((each) => each === "c" || each === "u");
  return key === "c" ? "ctimeNs" : key === "u" ? "atimeNs" : "mtimeNs";
}

function indicatorOf(option: GivenOption | undefined): Style["indicator"] {
  if (!option) return "none";
  if (option.key === "p") return "slash";
  if (option.key === "file-type") return "file-type";
  // with `auto` it would leave what stood before it
  if (option.value !== undefined && option.value !== "always") throw new Pass("option classify");
  return "classify";
}

/** Sizes are of 1024 bytes where neither the environment nor an option has other units. */
function requirePlainBlocks(call: Call): void {
  for (const name of ["LS_BLOCK_SIZE", "BLOCK_SIZE", "BLOCKSIZE", "POSIXLY_CORRECT"]) {
    if (call.env.get(name) !== undefined) throw new Pass(`environment ${name}`);
  }
}

function baseOf(key: string | undefined, hasKibibytes: boolean): Style["base"] {
  // which of them counts depends on more than their order
  if (hasKibibytes && key !== "k") throw new Pass("option k");
  return key === "h" ? 1024 : key === "si" ? 1000 : undefined;
}

function lineLength(option: string | undefined, call: Call): number {
  const value = option ?? (call.env.get("COLUMNS") || "80");
  if (!/^(0|[1-9]\d{0,4})$/.test(value)) throw new Pass("line width of another form");
  return Number(value);
}

const timeFormats: Readonly<Record<string, Style["timeFormats"]>> = {
  "full-iso": ["%Y-%m-%d %H:%M:%S.%N %z", "%Y-%m-%d %H:%M:%S.%N %z"],
  "long-iso": ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M"],
  iso: ["%Y-%m-%d ", "%m-%d %H:%M"],
  locale: ["%b %e  %Y", "%b %e %H:%M"],
};

function timeFormatsOf(given: readonly GivenOption[], call: Call): Style["timeFormats"] {
  const option = given.findLast(({ key }) => key === "time-style" || key === "full-time");
  const style = option?.key === "full-time"
    ? "full-iso"
    : option?.value ?? call.env.get("TIME_STYLE") ?? "locale";
  const formats = timeFormats[style];
  if (!formats) throw new Pass(`time style ${style}`);
  return formats;
}
