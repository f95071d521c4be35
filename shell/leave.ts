// SPDX-License-Identifier: Apache-2.0

/** Builtins that leave a shell, a function or a loop. @module */
import { Pass } from "../lookups/types.ts";
import type { BuiltinCall } from "./builtin_call.ts";
import { Exit, LoopJump, Return } from "./control.ts";

/** Runs `exit`. */
export function exit(call: BuiltinCall): never {
  throw new Exit(givenStatus(call));
}

/** Runs `return`. */
export function returnFrom(call: BuiltinCall): never {
  if (!call.inFunction) throw new Pass("builtin return");
  throw new Return(givenStatus(call));
}

/** The status that is given, or the last one. */
function givenStatus({ args, state }: BuiltinCall): number {
  const [status, ...more] = args;
  if (status === undefined) {
    state.requireCertain();
    return state.status;
  }
  if (more.length > 0 || !/^\d{1,3}$/.test(status) || Number(status) > 255) {
    throw new Pass("builtin exit");
  }
  return Number(status);
}

/** Runs `break` or `continue`; in dash nothing happens where there is no loop. */
export function jump(kind: "break" | "continue", { args, shell, loops }: BuiltinCall): void {
  const [levels = "1", ...more] = args;
  if (more.length > 0 || !/^[1-9]\d?$/.test(levels)) throw new Pass(`builtin ${kind}`);
  // bash warns where there is no loop
  if (loops === undefined || (loops === 0 && shell === "bash")) throw new Pass(`builtin ${kind}`);
  if (loops > 0) throw new LoopJump(kind, Math.min(Number(levels), loops));
}
