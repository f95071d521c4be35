// SPDX-License-Identifier: Apache-2.0

/** readlink(1) of GNU coreutils (src/readlink.c). @module */
import { buildRules } from "./build.ts";
import {
  absolute,
  type Canonical,
  canonicalize,
  type Existence,
  isDirectory,
  isLink,
  linkTarget,
  notDirectory,
  whyMissing,
} from "./canonical.ts";
import { type OptionTable, parseOptions, programName, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { quotedIfNeeded } from "./quote.ts";
import { Transcript } from "./transcript.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";
import { isSince } from "./versions.ts";

const options: OptionTable = {
  short: "efmnqsvz",
  long: [
    ["canonicalize", "f"],
    ["canonicalize-existing", "e"],
    ["canonicalize-missing", "m"],
    ["no-newline", "n"],
    ["quiet", "q"],
    ["silent", "s"],
    ["verbose", "v"],
    ["zero", "z"],
  ],
};

const existences: { readonly [key: string]: Existence } = {
  e: "all",
  f: "all but last",
  m: "none",
};

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  locale(call, host);
  if (error !== undefined) return usageError(call, error);
  if (operands.length === 0) return usageError(call, "missing operand");
  const last = (keys: string) => given.findLast(({ key }) => keys.includes(key))?.key;
  const existence = existences[last("efm") ?? ""];
  const verbose = last("qsv") === "v" || isVerbose(call);
  let end = last("z") ? "\0" : "\n";
  const transcript = new Transcript();
  if (last("n")) {
    if (operands.length === 1) end = "";
    else {
      transcript.complain(`${programName(call)}: ignoring --no-newline with multiple arguments`);
    }
  }
  let code = 0;
  for (const name of operands) {
    const { path, error } = existence
      ? canonicalize(name, call, host, { existence })
      : target(name, call, host);
    if (path !== undefined) {
      transcript.printText(path + end);
      continue;
    }
    code = 1;
    if (verbose) transcript.complain(`${programName(call)}: ${quotedIfNeeded(name)}: ${error}`);
  }
  return transcript.answer(code);
}

/** What POSIX asks for since coreutils 9.8, whatever the options say. */
function isVerbose(call: Call): boolean {
  return call.env.get("POSIXLY_CORRECT") !== undefined && isSince(8, call);
}

/** readlink(2) */
function target(name: string, call: Call, host: Host): Canonical {
  if (name === "") return { error: "No such file or directory" };
  const path = absolute(name, call).replace(/(.)\/+$/, "$1");
  const followed = name.endsWith("/");
  const status = followed ? host.stat(path) : host.lstat(path);
  if (!status) return { error: whyMissing(path, host) };
  if (followed && !isDirectory(status)) return { error: notDirectory };
  return isLink(status) ? { path: linkTarget(path, host) } : { error: "Invalid argument" };
}

/** readlink(1) */
export const readlink: LookupEntry = {
  name: "readlink",
  package: "coreutils",
  presumed: true,
  rules: buildRules,
  summary: "every option",
  source: "readlink(2)",
  answer,
};
