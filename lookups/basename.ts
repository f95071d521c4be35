// SPDX-License-Identifier: Apache-2.0

/** basename(1) of GNU coreutils (src/basename.c). @module */
import { type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { quote } from "./quote.ts";
import { printed } from "./text.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";

const options: OptionTable = {
  short: "+as:z",
  long: [["multiple", "a"], ["suffix", "s", "required"], ["zero", "z"]],
};

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  const language = locale(call, host);
  if (error !== undefined) return usageError(call, error);
  const has = (key: string) => given.some((option) => option.key === key);
  const several = has("a") || has("s");
  if (operands.length === 0) return usageError(call, "missing operand");
  if (!several && operands.length > 2) {
    return usageError(call, `extra operand ${quote(operands[2]!, language)}`);
  }
  const suffix = several
    ? given.findLast(({ key }) => key === "s")?.value ?? ""
    : operands[1] ?? "";
  const names = (several ? operands : operands.slice(0, 1)).map((each) => lastPart(each, suffix));
  const end = has("z") ? "\0" : "\n";
  return printed(names.map((name) => name + end).join(""));
}

function lastPart(path: string, suffix: string): string {
  const name = path.replace(/\/+$/, "");
  // slashes alone are the root
  if (name === "") return path === "" ? "" : "/";
  const last = name.slice(name.lastIndexOf("/") + 1);
  return last !== suffix && last.endsWith(suffix)
    ? last.slice(0, last.length - suffix.length)
    : last;
}

/** basename(1) */
export const basename: LookupEntry = {
  name: "basename",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option",
  source: "its arguments",
  answer,
};
