// SPDX-License-Identifier: Apache-2.0

/** Patches node:child_process in Deno, before it is first evaluated as an ES module. @module */
import type * as Original from "node:child_process";
import { type Spawn, spawnChild } from "./node_spawn.ts";
import { askSync, outputOf } from "./node_sync.ts";
import { state } from "./state.ts";

// deno-lint-ignore ban-types -- a wrapper keeps whatever function it wraps
type AnyFunction = Function;

const mark = Symbol.for("@aa/monkeys.original");

/** Replaces what all calls of node:child_process go through. Idempotent. */
export function patchNodeChildProcess(): void {
  const module = process.getBuiltinModule("node:child_process") as typeof Original;
  const prototype = module.ChildProcess.prototype as unknown as { spawn: Spawn };
  replace(
    prototype,
    "spawn",
    "node:child_process.ChildProcess.prototype.spawn",
    (original) =>
      function (this: Original.ChildProcess, options: Parameters<Spawn>[0]) {
        return spawnChild(this, options, original as Spawn);
      },
  );
  patchSync(module);
}

function patchSync(module: typeof Original): void {
  replace(
    module,
    "spawnSync",
    "node:child_process.spawnSync",
    (original) =>
      function (this: unknown, ...given: unknown[]) {
        const [file] = given;
        const { args, options } = split(given);
        return askSync("node:child_process.spawnSync", file, args, options) ??
          original.apply(this, given);
      },
  );
  replace(
    module,
    "execFileSync",
    "node:child_process.execFileSync",
    (original) =>
      function (this: unknown, ...given: unknown[]) {
        const [file, second, third] = given;
        // the original takes it for a callback
        if (third != null && !Array.isArray(second) && second != null) {
          return original.apply(this, given);
        }
        const { args, options } = split(given);
        const result = askSync("node:child_process.execFileSync", file, args, options);
        if (!result) return original.apply(this, given);
        const { argv0, stdio } = options as { argv0?: string; stdio?: unknown };
        return outputOf(result, [argv0 || file, ...args as string[]].join(" "), !stdio);
      },
  );
  replace(
    module,
    "execSync",
    "node:child_process.execSync",
    (original) =>
      function (this: unknown, ...given: unknown[]) {
        const [command, options = {}] = given;
        if (options === null || typeof options !== "object") return original.apply(this, given);
        const { shell, stdio } = options as { shell?: unknown; stdio?: unknown };
        const through = {
          __proto__: null,
          ...options,
          shell: typeof shell === "string" ? shell : true,
        };
        const result = askSync("node:child_process.execSync", command, [], through);
        return result ? outputOf(result, String(command), !stdio) : original.apply(this, given);
      },
  );
}

function split([, second, third]: unknown[]): { args: unknown; options: unknown } {
  if (Array.isArray(second)) return { args: second, options: third === undefined ? {} : third };
  if (second == null) return { args: [], options: third === undefined ? {} : third };
  return { args: [], options: second };
}

function replace<Key extends string>(
  holder: { [Name in Key]: unknown },
  name: Key,
  api: string,
  wrap: (original: AnyFunction) => AnyFunction,
): void {
  const original = holder[name] as AnyFunction;
  if (mark in original) return;
  const wrapper = wrap(original);
  Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
  Object.defineProperty(wrapper, mark, { value: original });
  state.originals.set(api, original);
  holder[name] = wrapper as { [Name in Key]: unknown }[Key];
}
