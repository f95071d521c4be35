// SPDX-License-Identifier: Apache-2.0

/** lscpu(1) of util-linux (sys-utils/lscpu.c), on x86. @module */
import { jsonOf, tableOf } from "./columns.ts";
import { commandName } from "./command_name.ts";
import { has } from "./cpu_set.ts";
import { type GivenOption, type OptionTable, parseOptions } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale, requirePlain } from "./locale.ts";
import { summaryOf } from "./lscpu_summary.ts";
import { isTerminal } from "./predicate.ts";
import { cacheNames, type Cells, type Column, columns } from "./processor_columns.ts";
import { type Processor, processorRules, type Processors, readProcessors } from "./processors.ts";
import { failed, printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";
import { utilLinuxVersion } from "./versions.ts";

const options: OptionTable = {
  short: "aBbC::ce::hJp::s:xyV",
  long: [
    ["all", "a"],
    ["online", "b"],
    ["bytes", "B"],
    ["caches", "C", "optional"],
    ["offline", "c"],
    ["help", "h"],
    ["extended", "e", "optional"],
    ["json", "J"],
    ["parse", "p", "optional"],
    ["sysroot", "s", "required"],
    ["physical", "y"],
    ["hex", "x"],
    ["version", "V"],
    ["output-all", "output-all"],
  ],
};

/** The letters of options that later versions have no other meaning for. */
const taken = new Set("abcBepJy");

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  if (error !== undefined || operands.length > 0) throw new Pass("usage");
  const other = given.find(({ key }) => !taken.has(key));
  if (other) throw new Pass(`option -${other.key}`);
  locale(call, host);
  requirePlain(call, host, "LC_NUMERIC");
  const { machine } = host.uname();
  if (machine !== "x86_64") throw new Pass(`machine ${machine}`);
  const isGiven = (letter: string) => given.some(({ key }) => key === letter);
  const isJson = isGiven("J");
  // its forms grow by version
  if (isJson && call.build !== "debian-12") throw new Pass("option -J");
  const modes = given.filter(({ key }) => "ep".includes(key));
  const [mode] = modes;
  const all = readProcessors(call, host, {
    ids: isGiven("y"),
    frequencies: mode?.key !== "p" || /mhz/i.test(mode.value ?? ""),
    sizes: mode === undefined,
  });
  if (!mode) {
    if (isGiven("a") || isGiven("b") || isGiven("c")) throw new Pass("usage");
    // sections are a tree on a terminal
    if (isTerminal(1n, call)) throw new Pass("terminal");
    const rows = summaryOf(all, { inBytes: isGiven("B"), call, host });
    return printed(isJson ? jsonOf("lscpu", fields, rows) : tableOf(fields, rows, headless));
  }
  if (modes.length > 1) throw new Pass("usage");
  const chosen = columnsOf(mode, all);
  if (typeof chosen === "string") {
    return failed(1, `${commandName(call.argv0)}: unknown column: ${chosen}\n`);
  }
  const shown = rowsOf(given, mode, all);
  const physical = isGiven("y");
  if (mode.key === "p") return printed(parsable(shown, chosen, all, { mode, physical, call }));
  if (isTerminal(1n, call)) throw new Pass("terminal");
  const cells: Cells = { separator: ":", physical, words: isJson ? ["Y", "N"] : ["yes", "no"] };
  const table = chosen.map((column) => ({ ...column, header: headerOf(column, all, ":") }));
  const rows = shown.map((each) => chosen.map((column) => column.value(each, all, cells) || "-"));
  return printed(isJson ? jsonOf("cpus", table, rows) : tableOf(table, rows));
}

const fields = [
  { header: "field", side: "left", json: "string" },
  { header: "data", side: "left", json: "string" },
] as const;
const headless = { withHeader: false };

/** The columns that are asked for, or the list from one on that is none. */
function columnsOf({ key, value }: GivenOption, all: Processors): Column[] | string {
  if (value !== undefined) {
    const list = value.replace(/^=/, "");
    // what is added to the columns of each version, and empty names, have rules of their own
    if (!/^[a-z%]+(,[a-z%]+)*$/i.test(list)) throw new Pass("list of columns of another form");
    const names = list.split(",");
    const foreign = names.find((name) => elsewhere.has(name.toUpperCase()));
    if (foreign !== undefined) throw new Pass(`column ${foreign}`);
    const unknown = names.findIndex((name) => !columns.has(name.toUpperCase()));
    // the message has what is behind the name as well
    if (unknown >= 0) return names.slice(unknown).join(",");
    return names.map((name) => columns.get(name.toUpperCase())!);
  }
  const names = key === "p" ? ["CPU", "CORE", "SOCKET", "NODE", "CACHE"] : [
    "CPU",
    ...(all.nodes.length > 0 ? ["NODE"] : []),
    ...(all.sockets.length > 0 ? ["SOCKET"] : []),
    ...(all.cores.length > 0 ? ["CORE"] : []),
    ...(all.caches.length > 0 ? ["CACHE"] : []),
    "ONLINE",
    ...(all.possible.some(({ mhz }) => mhz.max !== 0 || mhz.min !== 0)
      ? ["MAXMHZ", "MINMHZ", "MHZ"]
      : []),
  ];
  return names.map((name) => columns.get(name)!);
}

/** Columns of other machines and of some versions. */
const elsewhere = new Set(
  "CLUSTER BOOK DRAWER POLARIZATION ADDRESS CONFIGURED SCALMHZ% MODELNAME".split(" "),
);

function rowsOf(given: readonly GivenOption[], mode: GivenOption, all: Processors): Processor[] {
  const choice = given.filter(({ key }) => "abc".includes(key)).map(({ key }) => key);
  if (new Set(choice).size > 1) throw new Pass("usage");
  const [which = mode.key === "p" ? "b" : "a"] = choice;
  return all.possible.filter(({ number }) =>
    has(all.present, number) && (which === "a" || has(all.online, number) === (which === "b"))
  );
}

const preamble = `# The following is the parsable format, which can be fed to other
# programs. Each different item in every column has an unique ID
# starting usually from zero.
`;

/** `-p`: the first form of all set caches apart by an empty column, and knew no colons. */
function parsable(
  shown: readonly Processor[],
  chosen: readonly Column[],
  all: Processors,
  { mode, physical, call }: {
    readonly mode: GivenOption;
    readonly physical: boolean;
    readonly call: Call;
  },
): string {
  const isOldForm = mode.value === undefined || keepsOldForm(chosen, call);
  const separator = isOldForm ? "," : ":";
  const cells: Cells = { separator, physical, words: ["Y", "N"] };
  const without = isOldForm && all.caches.length === 0;
  const columns = chosen.filter(({ name }) => name !== "CACHE" || !without);
  const line = (value: (column: Column) => string) =>
    columns.map((column, at) => {
      const apart = isOldForm && column.name === "CACHE" && at > 0 ? "," : "";
      return `${at > 0 ? "," : ""}${apart}${value(column)}`;
    }).join("");
  const header = line((column) => {
    const text = headerOf(column, all, separator);
    return column.isAbbreviation || column.name === "CACHE"
      ? text
      : text[0]! + text.slice(1).toLowerCase();
  });
  const rows = shown.map((each) => `${line((column) => column.value(each, all, cells))}\n`);
  return `${preamble}# ${header}\n${rows.join("")}`;
}

/** Up to 2.38 a list of columns had caches in the old form, too. */
function keepsOldForm(chosen: readonly Column[], call: Call): boolean {
  return chosen.some(({ name }) => name === "CACHE") && utilLinuxVersion(call) < 39;
}

function headerOf({ name }: Column, { caches }: Processors, separator: string): string {
  return name === "CACHE" && caches.length > 0 ? cacheNames(caches).join(separator) : name;
}

/** lscpu(1) */
export const lscpu: LookupEntry = {
  name: "lscpu",
  package: "util-linux",
  presumed: false,
  rules: [
    ...processorRules,
    "/etc/os-release r,",
    "/proc/bus/pci/devices r,",
    "/usr/lib/os-release r,",
  ],
  summary: "-p, -e and no option, -a -b -c -y -B; -J in Debian 12; on x86-64",
  source: "/sys/devices/system/cpu, /proc/cpuinfo",
  answer,
};
