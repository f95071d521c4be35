// SPDX-License-Identifier: Apache-2.0

/** `export`, `unset`, `readonly` and `local`. @module */
import { Pass } from "../lookups/types.ts";
import type { BuiltinCall } from "./builtin_call.ts";
import { isForeignLocale } from "./variables.ts";

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

type Given = readonly [name: string, value: string | undefined];

/** What the arguments assign; listings, options and other names pass. */
function given({ args }: BuiltinCall, builtin: string): Given[] {
  if (args.length === 0) throw new Pass(`builtin ${builtin}`);
  return args.map((arg) => {
    const equals = arg.indexOf("=");
    const name = equals < 0 ? arg : arg.slice(0, equals);
    if (!variableName.test(name)) throw new Pass(`builtin ${builtin}`);
    return [name, equals < 0 ? undefined : arg.slice(equals + 1)];
  });
}

/** bash follows its own locale, and warns of one that is not installed. */
function requireKnownLocale([name, value]: Given, { shell }: BuiltinCall): void {
  if (shell === "bash" && value !== undefined && isForeignLocale(name, value)) {
    throw new Pass(`locale ${value}`);
  }
}

/** Runs `export`. */
export function exportVariables(call: BuiltinCall): void {
  const { variables } = call;
  for (const each of given(call, "export")) {
    requireKnownLocale(each, call);
    const [name, value] = each;
    if (value === undefined) variables.export(name);
    else variables.set(name, value, "exported");
  }
}

/** Runs `unset`. */
export function unsetVariables(call: BuiltinCall): void {
  const names = call.args[0] === "-v" ? call.args.slice(1) : call.args;
  for (const name of names) {
    if (!variableName.test(name)) throw new Pass("builtin unset");
    // bash looks for a function then
    if (call.state.functions.has(name)) throw new Pass("builtin unset");
    call.variables.unset(name);
  }
}

/** Runs `readonly`. */
export function readonly(call: BuiltinCall): void {
  const { variables } = call;
  for (const each of given(call, "readonly")) {
    requireKnownLocale(each, call);
    const [name, value] = each;
    if (value !== undefined) variables.set(name, value);
    variables.protect(name);
  }
}

/** Runs `local`. */
export function local(call: BuiltinCall): void {
  const { state, variables, shell } = call;
  const { locals } = state;
  if (!locals) throw new Pass("builtin local");
  for (const each of given(call, "local")) {
    requireKnownLocale(each, call);
    const [name, value] = each;
    if (!locals.has(name)) {
      locals.set(name, variables.copy());
      // dash keeps the value that it has, and bash begins with none
      if (shell === "bash") variables.hide(name);
    }
    if (value !== undefined) variables.set(name, value);
  }
}
