// SPDX-License-Identifier: Apache-2.0

/** realpath(1) of GNU coreutils (src/realpath.c, src/relpath.c). @module */
import { type Canonical, canonicalize, type Existence, isDirectory } from "./canonical.ts";
import { type OptionTable, parseOptions, programName, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { quotedIfNeeded } from "./quote.ts";
import { failed } from "./text.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "eLmPqsz",
  long: [
    ["canonicalize-existing", "e"],
    ["canonicalize-missing", "m"],
    ["relative-to", "to", "required"],
    ["relative-base", "base", "required"],
    ["quiet", "q"],
    ["strip", "s"],
    ["no-symlinks", "s"],
    ["zero", "z"],
    ["logical", "L"],
    ["physical", "P"],
  ],
};

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  locale(call, host);
  if (error !== undefined) {
    // -E and --canonicalize came with coreutils 9.6
    if (/E|canonicalize/.test(error)) throw new Pass("option -E");
    return usageError(call, error);
  }
  if (operands.length === 0) return usageError(call, "missing operand");
  const last = (...keys: string[]) => given.findLast(({ key }) => keys.includes(key));
  const existence: Existence = existences[last("e", "m")?.key ?? ""] ?? "all but last";
  const way = last("L", "P", "s")?.key;
  const resolve = (name: string): Canonical => {
    const links = way !== "L" && way !== "s";
    const first = canonicalize(name, call, host, { existence, links });
    return way === "L" && first.path !== undefined
      ? canonicalize(first.path, call, host, { existence })
      : first;
  };
  const message = (name: string, error: string) =>
    `${programName(call)}: ${quotedIfNeeded(name)}: ${error}`;
  const folder = (name: string): Canonical => {
    const found = resolve(name);
    if (found.path === undefined || existence !== "all") return found;
    const status = host.stat(found.path);
    if (!status) throw new Pass(`changed ${found.path}`);
    return isDirectory(status) ? found : { error: "Not a directory" };
  };

  const baseName = last("base")?.value;
  const toName = last("to")?.value ?? baseName;
  let to: string | undefined;
  let base: string | undefined;
  if (toName !== undefined) {
    const found = folder(toName);
    if (found.path === undefined) return failed(1, `${message(toName, found.error)}\n`);
    to = base = found.path;
  }
  if (baseName === undefined) base = undefined;
  else if (last("to")) {
    const found = folder(baseName);
    if (found.path === undefined) return failed(1, `${message(baseName, found.error)}\n`);
    // --relative-to beyond --relative-base has no effect
    if (isBelow(found.path, to!)) base = found.path;
    else to = undefined;
  }

  const end = last("z") ? "\0" : "\n";
  let code = 0;
  const transcript = new Transcript();
  for (const name of operands) {
    const { path, error } = resolve(name);
    if (path === undefined) {
      code = 1;
      if (!last("q")) transcript.complain(message(name, error));
    } else {
      const absolute = to === undefined || (base !== undefined && !isBelow(base, path));
      transcript.printText((absolute ? path : relative(path, to!)) + end);
    }
  }
  return transcript.answer(code);
}

const existences: { readonly [key: string]: Existence } = { e: "all", m: "none" };

function isBelow(folder: string, path: string): boolean {
  return folder === "/" || path === folder || path.startsWith(`${folder}/`);
}

function relative(path: string, from: string): string {
  const steps = from.split("/").filter(Boolean);
  const parts = path.split("/").filter(Boolean);
  let common = 0;
  while (common < steps.length && steps[common] === parts[common]) common++;
  return [...steps.slice(common).fill(".."), ...parts.slice(common)].join("/") || ".";
}

/** realpath(1) */
export const realpath: LookupEntry = {
  name: "realpath",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option",
  source: "readlink(2)",
  answer,
};
