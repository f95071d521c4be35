// SPDX-License-Identifier: Apache-2.0

/** From a call of a patched API to its outcome. @module */
import { askPermissionsAnew } from "../host/permission.ts";
import { commandName } from "../lookups/command_name.ts";
import { Pass, PassWithin } from "../lookups/types.ts";
import { tryAnswer } from "./answer.ts";
import { deliver } from "./deliver.ts";
import type { Invocation, Outcome } from "./invocation.ts";
import { record } from "./outcomes.ts";
import { state } from "./state.ts";
import { trace } from "./trace.ts";

/**
 * Decides what becomes of a call, and records it; of an answer, what goes to inherited descriptors
 * is written then. Never throws.
 */
export function decide(invocation: Invocation): Outcome {
  if (!state.enabled) return { kind: "passed", reason: "disabled" };
  askPermissionsAnew();
  const outcome = consider(invocation);
  const message = record(invocation, outcome);
  if (state.settings.trace !== "off") trace(message, state.settings);
  // that a shell may not execute a command is the shell's to say
  const answer = outcome.kind === "refused" ? outcome.answer : undefined;
  if (!answer) return outcome;
  deliver(answer, invocation);
  return { kind: "answered", answer };
}

function consider(invocation: Invocation): Outcome {
  try {
    const answer = tryAnswer(invocation);
    if (!answer) return passed(invocation, new Pass("not exact"));
    const isTaken = deliver(answer, invocation);
    if (!isTaken && state.settings.unknown === "pass") throw new Pass("output not taken");
    return { kind: "answered", answer };
  } catch (thrown) {
    if (thrown instanceof Pass) return passed(invocation, thrown);
    // a fault of ours must never become the program's
    return passed(invocation, new Pass(`fault ${thrown}`));
  }
}

function passed(invocation: Invocation, pass: Pass): Outcome {
  const { reason } = pass;
  const { settings } = state;
  if (settings.unknown === "pass") return { kind: "passed", reason };
  const { file } = invocation;
  const name = commandName(file);
  const own = "Bun" in globalThis ? process.execPath : Deno.execPath();
  if (file === own || settings.allow.includes(file) || settings.allow.includes(name)) {
    return { kind: "passed", reason };
  }
  if (!(pass instanceof PassWithin)) return { kind: "refused", reason, command: name };
  return { kind: "refused", reason, command: pass.command, answer: pass.refusal };
}
