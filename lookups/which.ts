// SPDX-License-Identifier: Apache-2.0

/** which(1) of Debian's debianutils: a script of sh, line by line. @module */
import { buildRules } from "./build.ts";
import { accessMode, type Host } from "./host.ts";
import { printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

function answer(call: Call, host: Host): Answer | undefined {
  if (call.build === "unknown") return undefined;
  const { all, names } = parse(call.args);
  const path = call.env.get("PATH");
  // dash then has a path of its own
  if (path === undefined) return undefined;
  const found: string[] = [];
  let missing = names.length === 0;
  for (const name of names) {
    if (/[\n\0]/.test(name)) throw new Pass("argument with a special character");
    const candidates = name.includes("/")
      ? [name]
      : elements(path).map((element) => `${element || "."}/${name}`);
    const hits = candidates.filter((candidate) => isProgram(candidate, call, host));
    if (hits.length === 0) missing = true;
    found.push(...all ? hits : hits.slice(0, 1));
  }
  return { ...printed(found.map((each) => `${each}\n`).join("")), code: missing ? 1 : 0 };
}

/** As getopts of dash: one option, before the first operand. */
function parse(args: readonly string[]): { all: boolean; names: readonly string[] } {
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at]!;
    if (word === "--") {
      at++;
      break;
    }
    if (word === "-" || !word.startsWith("-")) break;
    if (!/^-a+$/.test(word)) throw new Pass(`option ${word}`);
  }
  const all = at > 0 && args.slice(0, at).some((word) => word !== "--");
  return { all, names: args.slice(at) };
}

/** As the script splits PATH: a colon ends an element, and one that ends PATH begins another. */
function elements(path: string): string[] {
  if (path === "") return [];
  const list = (/[^:]:$/.test(path) ? `${path}:` : path).split(":");
  if (list.at(-1) === "") list.pop();
  return list;
}

/** `[ -f FILE ] && [ -x FILE ]` */
function isProgram(file: string, { cwd }: Call, host: Host): boolean {
  const path = file.startsWith("/") ? file : `${cwd}/${file}`;
  if (!host.isExecutable(path)) return false;
  const status = host.stat(path);
  return status !== undefined && (status.mode & 0o170000) === 0o100000 &&
    host.access(path, accessMode.execute);
}

/** which(1) */
export const which: LookupEntry = {
  name: "which",
  package: "debianutils",
  presumed: false,
  rules: buildRules,
  summary: "every option",
  source: "access(2)",
  answer,
};
