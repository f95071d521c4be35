// SPDX-License-Identifier: Apache-2.0

/** What becomes of all that real packages ask. @module */
import { existsSync } from "node:fs";
import { commandName } from "../../lookups/command_name.ts";
import { lookups } from "../../lookups/table.ts";
import type { Answer } from "../../lookups/types.ts";
import { type Asked, commandOf, environment, outcomeOf } from "./corpus.ts";
import { programsOf } from "./commands.ts";

/** What became of one of them. */
export type Verdict =
  | "answered"
  /** The policy for files and variables withholds it; `files: "all"` answers. */
  | "policy"
  /** It reads what its caller writes later, or what this process inherited. */
  | "input"
  /** It names a command that is not answered yet, and would be run. */
  | "unknown"
  /** It should be answered. */
  | "passed";

/** One of them, and what became of it. */
export interface Judged {
  readonly asked: Asked;
  readonly verdict: Verdict;
  /** Why it passed; nothing where it was answered. */
  readonly reason: string;
  /** The answer, under the policy that gives it. */
  readonly answer: Answer | undefined;
}

/** Judges one. */
export function judge(asked: Asked): Judged {
  const outcome = outcomeOf(asked, "system");
  if (outcome.kind === "answered") {
    return { asked, verdict: "answered", reason: "", answer: outcome.answer };
  }
  const { reason } = outcome;
  const unknown = programs(asked).filter((name) => !lookups.has(name));
  if (unknown.length > 0) {
    return { asked, verdict: "unknown", reason: `unknown ${unknown.join(" ")}`, answer: undefined };
  }
  const free = outcomeOf(asked, "all");
  if (free.kind === "answered") return { asked, verdict: "policy", reason, answer: free.answer };
  const verdict = /^(input (stream|inherit)|terminal \d)$/.test(free.reason) ? "input" : "passed";
  return { asked, verdict, reason: free.reason, answer: undefined };
}

function programs(asked: Asked): string[] {
  const [file] = commandOf(asked);
  if (asked.line === undefined) return [commandName(file)];
  const named = programsOf(asked.line, file.endsWith("bash") ? "bash" : "sh") ?? [];
  // what is not installed is answered as the shell does
  return named.filter(isInstalled);
}

function isInstalled(name: string): boolean {
  return environment["PATH"]!.split(":").some((folder) => existsSync(`${folder}/${name}`));
}

/** The part of those that use only what is answered which is evaluated in-process. */
export function share(judged: readonly Judged[]): number {
  const count = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict).length;
  return count("answered") / (count("answered") + count("passed"));
}
