// SPDX-License-Identifier: Apache-2.0

/** cd and pwd of dash, and what bash's do alike; the directory as a shell names it. @module */
import { absolute, isDirectory, physicalDirectory, whyMissing } from "../lookups/canonical.ts";
import type { Host } from "../lookups/host.ts";
import { failed, printed } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import { type BuiltinCall, complaint } from "./builtin_call.ts";

/** What the name of a directory depends on. */
export type Whereabouts = Pick<BuiltinCall, "state" | "cwd">;

/** The working directory as the shell names it: PWD, where that is true. */
export function workingDirectory({ state, cwd }: Whereabouts, host: Host): string {
  if (state.directory) return state.directory.path;
  const path = state.variables.inherited("PWD");
  if (path?.startsWith("/")) {
    const there = host.stat(path);
    const here = host.stat(cwd);
    if (there && here && there.dev === here.dev && there.ino === here.ino) {
      // bash takes no dots, dash does
      if (/\/(\.\.?)?(\/|$)/.test(path) && path !== "/") throw new Pass("shell directory");
      return path;
    }
  }
  return physicalDirectory({ cwd }, host);
}

/** Runs `pwd`. */
export function pwd(call: BuiltinCall, host: Host): Answer {
  if (call.args.length > 0) throw new Pass("builtin pwd");
  return printed(`${workingDirectory(call, host)}\n`);
}

/** Runs `cd`. */
export function cd(call: BuiltinCall, host: Host): Answer {
  const { args, state, shell } = call;
  const operands = args[0] === "--" ? args.slice(1) : args;
  if (operands.length > 1) throw new Pass("builtin cd");
  const target = targetOf(operands[0], call);
  const current = workingDirectory(call, host);
  const whole = absolute(target, { cwd: current });
  // two slashes in front are another root to the standard
  if (whole.startsWith("//") || whole.includes("\0")) throw new Pass("builtin cd");
  if (shell === "bash") requireDirectories(whole, host);
  const path = plain(whole);
  const status = host.stat(path);
  if (!status || !isDirectory(status)) {
    if (shell === "bash") {
      const why = status ? "Not a directory" : whyMissing(path, host);
      return failed(1, complaint(call, "cd", `${target}: ${why}`));
    }
    return failed(2, complaint(call, "cd", `can't cd to ${target}`));
  }
  if (!host.isExecutable(path)) throw new Pass(`denied-read ${path}`);
  state.directory = { path, previous: current };
  return printed(operands[0] === "-" ? `${path}\n` : "");
}

function targetOf(operand: string | undefined, { state, variables }: BuiltinCall): string {
  if (operand === undefined) {
    const home = variables.changed("HOME") ?? { value: variables.inherited("HOME") };
    // dash goes where it is, and bash complains
    if (!home.value) throw new Pass("builtin cd");
    return home.value;
  }
  if (operand === "-") {
    if (!state.directory) throw new Pass("builtin cd -");
    return state.directory.previous;
  }
  if (/^(-|$)/.test(operand)) throw new Pass("builtin cd");
  if (!/^(\/|\.\.?(\/|$))/.test(operand) && variables.inherited("CDPATH")) {
    throw new Pass("builtin cd CDPATH");
  }
  return operand;
}

/** bash looks at what stands before two dots, and dash does not. */
function requireDirectories(path: string, host: Host): void {
  for (let at = path.indexOf("/.."); at >= 0; at = path.indexOf("/..", at + 1)) {
    const before = plain(path.slice(0, at));
    const status = host.stat(before);
    if (!status || !isDirectory(status)) throw new Pass("builtin cd");
  }
}

/** A name without dots; two of them take the name before them away, links or not. */
function plain(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
