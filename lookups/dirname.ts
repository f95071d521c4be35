// SPDX-License-Identifier: Apache-2.0

/** dirname(1) of GNU coreutils (src/dirname.c). @module */
import { parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { printed } from "./text.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";

function answer(call: Call, host: Host): Answer {
  const { options, operands, error } = parseOptions(call, { short: "z", long: [["zero", "z"]] });
  locale(call, host);
  if (error !== undefined) return usageError(call, error);
  if (operands.length === 0) return usageError(call, "missing operand");
  const end = options.length > 0 ? "\0" : "\n";
  return printed(operands.map((each) => folderOf(each) + end).join(""));
}

function folderOf(path: string): string {
  const name = path.replace(/\/+$/, "");
  // slashes alone are the root, and so is what is left of the slashes in front of a name
  if (name === "") return path === "" ? "." : "/";
  const slash = name.lastIndexOf("/");
  return slash < 0 ? "." : name.slice(0, slash).replace(/\/+$/, "") || "/";
}

/** dirname(1) */
export const dirname: LookupEntry = {
  name: "dirname",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option",
  source: "its arguments",
  answer,
};
