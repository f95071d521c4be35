// SPDX-License-Identifier: Apache-2.0

/** `echo` of dash, whose escapes always count, and of bash, which has options for them. @module */
import { bytesOfLatin1, encode, latin1, nothing } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import type { BuiltinCall } from "./builtin_call.ts";
import { interpret, interpretAsBash } from "./escapes.ts";

/** Runs the builtin. */
export function echo({ shell, args }: BuiltinCall): Answer {
  return shell === "bash" ? echoOfBash(args) : echoOfDash(args);
}

function echoOfDash(args: readonly string[]): Answer {
  const silent = args[0] === "-n";
  const text = joined(silent ? args.slice(1) : args);
  if (!text.includes("\\")) return shown(text, silent);
  const interpreted = interpret(text, "sh");
  return shown(interpreted.text, silent || interpreted.isLast);
}

function echoOfBash(args: readonly string[]): Answer {
  let silent = false;
  let interprets = false;
  let count = 0;
  for (const arg of args) {
    if (!/^-[neE]+$/.test(arg)) break;
    count++;
    for (const letter of arg.slice(1)) {
      if (letter === "n") silent = true;
      else interprets = letter === "e";
    }
  }
  const text = joined(args.slice(count));
  if (!interprets || !text.includes("\\")) return shown(text, silent);
  const interpreted = interpretAsBash(text);
  if (!interpreted) throw new Pass("builtin echo escape");
  return shown(interpreted.text, silent || interpreted.isLast);
}

/** As bytes, one character each. */
function joined(words: readonly string[]): string {
  return latin1(encode(words.join(" ")));
}

function shown(bytes: string, silent: boolean): Answer {
  return { code: 0, stdout: bytesOfLatin1(silent ? bytes : `${bytes}\n`), stderr: nothing };
}
