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
  const { args, state, shell, variables } = call;
  const [target = ""] = args;
  // home, back, options, and names that lead through what may be a link
  const isPlain = args.length === 1 && /^[^-]/.test(target) && !/[^/]\/+\.\.|\/\.\.$/.test(target);
  if (!isPlain) throw new Pass("builtin cd");
  if (!/^(\/|\.\.?(\/|$))/.test(target) && variables.inherited("CDPATH")) {
    throw new Pass("builtin cd CDPATH");
  }
  const path = plain(absolute(target, { cwd: workingDirectory(call, host) }));
  const status = host.stat(path);
  if (!status || !isDirectory(status)) {
    if (shell === "bash") {
      const why = status ? "Not a directory" : whyMissing(path, host);
      return failed(1, complaint(call, "cd", `${target}: ${why}`));
    }
    return failed(2, complaint(call, "cd", `can't cd to ${target}`));
  }
  if (!host.isExecutable(path)) throw new Pass(`denied-read ${path}`);
  state.directory = { path };
  return printed("");
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
