// SPDX-License-Identifier: Apache-2.0

/** What the user set, by code or by environment, and which of both holds. @module */
import type { Policy } from "../lookups/types.ts";

/** The settings in force. Plain data: it can be posted to workers. */
export interface Settings extends Policy {
  /** Lookups by name; `*` stands for those that are not named; absent means on. */
  readonly lookups: Readonly<Record<string, boolean>>;
  /** What becomes of a call that is not answered. */
  readonly unknown: "pass" | "refuse";
  /** Commands that `refuse` lets pass, by name or by absolute path. */
  readonly allow: readonly string[];
  /** Where each outcome is reported: `stderr`, or the absolute path of a file; `off`: nowhere. */
  readonly trace: string;
  /** Whether a trace shows the arguments' values, which may be secrets. */
  readonly traceArguments: boolean;
}

/** Settings as `patch()` takes them: what is left out stays as it was. */
export type Options = { readonly [K in keyof Settings]?: Settings[K] | undefined };

/** What is in force where nothing was set. */
export const defaults: Settings = {
  files: "system",
  lookups: {},
  unknown: "pass",
  allow: [],
  trace: "off",
  traceArguments: false,
};

/** Whether a lookup is switched on. */
export function isOn({ lookups }: Pick<Settings, "lookups">, name: string): boolean {
  return (Object.hasOwn(lookups, name) ? lookups[name] : lookups["*"]) ?? true;
}

/**
 * Checks values that a user gave.
 *
 * @param nameOf the name of a setting as the user wrote it, for messages
 * @param names of all that answers
 * @throws {TypeError} naming the setting and what it may be
 */
export function validate(
  options: Options,
  nameOf: (key: string) => string,
  names: () => readonly string[],
): void {
  const known = Object.keys(defaults);
  for (const [key, value] of Object.entries(options)) {
    if (!known.includes(key)) {
      throw new TypeError(`Unknown setting "${key}": the settings are ${listed(known)}`);
    }
    if (value === undefined) continue;
    const problem = check(key as keyof Settings, value, names);
    if (problem !== undefined) throw new TypeError(`Cannot set ${nameOf(key)} to ${problem}`);
  }
}

const choices: { readonly [K in keyof Settings]?: readonly unknown[] } = {
  files: ["system", "all"],
  unknown: ["pass", "refuse"],
  traceArguments: [true, false],
};

function check(
  key: keyof Settings,
  value: unknown,
  names: () => readonly string[],
): string | undefined {
  const allowed = choices[key];
  if (allowed) return allowed.includes(value) ? undefined : `${shown(value)}: ${either(allowed)}`;
  if (key === "lookups") return checkLookups(value, names);
  if (key === "trace") {
    if (typeof value === "string" && /^(off|stderr|\/.*[^/])$/s.test(value)) return undefined;
    return `${shown(value)}: allowed are "off", "stderr" and the absolute path of a file`;
  }
  if (Array.isArray(value) && value.every(isCommand)) return undefined;
  return `${shown(value)}: allowed is a list of commands by name or absolute path`;
}

function isCommand(value: unknown): boolean {
  return typeof value === "string" && /^(\/.*)?[^/]+$/s.test(value);
}

function checkLookups(
  value: unknown,
  names: () => readonly string[],
): string | undefined {
  if (typeof value !== "object" || value === null) {
    return `${shown(value)}: allowed is an object of booleans by the names of lookups`;
  }
  const known = names();
  for (const [name, on] of Object.entries(value)) {
    if (name !== "*" && !known.includes(name)) {
      return `${shown(name)}: the lookups are ${listed(known)}`;
    }
    if (typeof on !== "boolean") return `${shown(on)} for "${name}": ${either([true, false])}`;
  }
  return undefined;
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function either(values: readonly unknown[]): string {
  return `allowed are ${values.map(shown).join(" and ")}`;
}

function listed(names: readonly string[]): string {
  return names.toSorted().map((name) => `"${name}"`).join(", ");
}

/** What holds where both code and environment spoke: the environment tightens, and never loosens. */
export function combine(code: Options, environment: Options): Settings {
  // a list beside code's own policy can only shorten it
  const { allow: allowed } = environment;
  const own = code.allow ?? (code.unknown === "refuse" ? [] : undefined);
  return Object.freeze({
    files: environment.files === "system" ? "system" : code.files ?? environment.files ?? "system",
    unknown: environment.unknown === "refuse" ? "refuse" : code.unknown ?? "pass",
    allow: own && allowed ? own.filter((each) => allowed.includes(each)) : own ?? allowed ?? [],
    lookups: stricter(code.lookups ?? {}, environment.lookups ?? {}),
    trace: environment.trace ?? code.trace ?? "off",
    traceArguments: code.traceArguments ?? environment.traceArguments ?? false,
  });
}

function stricter(
  a: Settings["lookups"],
  b: Settings["lookups"],
): Settings["lookups"] {
  const names = new Set(["*", ...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...names].map((name) => [name, isOn({ lookups: a }, name) && isOn({ lookups: b }, name)]),
  );
}
