// SPDX-License-Identifier: Apache-2.0

/** Redirections: nothing is written to a file, and only what the policy shows is read. @module */
import { absolute } from "../lookups/canonical.ts";
import { inputOf } from "../lookups/input.ts";
import { mayRead } from "../lookups/policy.ts";
import { encode } from "../lookups/text.ts";
import { Pass } from "../lookups/types.ts";
import { Exit } from "./control.ts";
import { type Around, directoryOf, failure, write } from "./evaluation.ts";
import { expandText, type Surroundings } from "./expand.ts";
import { Output, type Source, sourceOf } from "./output.ts";
import { surroundingsOf } from "./surroundings.ts";
import type { Redirect, Word } from "./tree.ts";

/** What surrounds a command with redirections; the status of a failure, whose message is written. */
export function redirected(
  redirects: readonly Redirect[],
  around: Around,
  line: number | undefined,
): Around | number {
  try {
    return led(redirects, around, line);
  } catch (thrown) {
    // which process of bash's ends then, and how
    if (thrown instanceof Exit && around.evaluation.shell === "bash") {
      throw new Pass("shell redirection message");
    }
    throw thrown;
  }
}

function led(
  redirects: readonly Redirect[],
  around: Around,
  line: number | undefined,
): Around | number {
  let inner = around;
  const surroundings = surroundingsOf(around, line);
  for (const { fd, to } of redirects) {
    if (to === "null" && fd === 0) inner = { ...inner, source: sourceOf({ kind: "null" }) };
    else if (typeof to === "object" && "text" in to) {
      const text = documentOf(to.text, inner, line);
      if (typeof text === "number") return text;
      inner = { ...inner, source: sourceOf(inputOf(encode(text))) };
    } else if (typeof to === "object" && to.mode === "<") {
      const name = expandText(to.file, surroundings);
      const source = opened(name, around);
      if (!source) return missing(name, inner, line);
      inner = { ...inner, source };
    } else {
      const outputs = [...inner.outputs];
      outputs[fd] = target(to, inner, surroundings);
      // what asks where it leads is told that it is a pipe, which no reader ends
      const isPiped = inner.isPiped && (fd !== 1 || outputs[1] === inner.outputs[1]);
      inner = { ...inner, outputs, isPiped };
    }
  }
  return inner;
}

/** The text of a here-document; the status of a failure, which to dash is the redirection's alone. */
function documentOf(word: Word, around: Around, line: number | undefined): string | number {
  try {
    return expandText(word, surroundingsOf(around, line));
  } catch (thrown) {
    if (thrown instanceof Exit && around.evaluation.shell === "sh") return thrown.status;
    throw thrown;
  }
}

/** A file's content; undefined where there is no such file. */
function opened(name: string, around: Around): Source | undefined {
  if (name === "/dev/null") return sourceOf({ kind: "null" });
  const { knowledge, host } = around.evaluation;
  const path = absolute(name, { cwd: directoryOf(around) });
  if (name === "" || !mayRead(path, knowledge.policy, host)) throw new Pass(`policy ${path}`);
  const bytes = host.read(path);
  if (bytes) return sourceOf(inputOf(bytes));
  // another message where a file stands in the place of a directory
  if (!host.stat(path.slice(0, path.lastIndexOf("/")) || "/")) throw new Pass(`missing ${path}`);
  return undefined;
}

function missing(name: string, around: Around, line: number | undefined): number {
  const [status, message] = around.evaluation.shell === "bash"
    ? [1, `${name}: No such file or directory`]
    : [2, `cannot open ${name}: No such file`];
  write(failure(status, message, around, line), around);
  return status;
}

function target(
  to: Exclude<Redirect["to"], { text: Word }>,
  { outputs }: Around,
  surroundings: Surroundings,
): Output {
  if (typeof to === "number") {
    const output = outputs[to];
    if (!output) throw new Pass("shell descriptor");
    return output;
  }
  if (to !== "null" && expandText(to.file, surroundings) !== "/dev/null") {
    throw new Pass("shell redirection");
  }
  return new Output("null");
}
