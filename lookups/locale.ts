// SPDX-License-Identifier: Apache-2.0

/** The locale that a command would run in, as far as its messages show it. @module */
import type { Host } from "./host.ts";
import { type Call, Pass } from "./types.ts";

/** Locale categories that lookups ask for. */
export type Category = "LC_MESSAGES" | "LC_CTYPE" | "LC_COLLATE" | "LC_NUMERIC" | "LC_TIME";

/** The name of a category's locale: LC_ALL, the category's own variable, LANG, `C` (locale(7)). */
export function localeName(call: Call, category: Category): string {
  return call.env.get("LC_ALL") || call.env.get(category) || call.env.get("LANG") || "C";
}

/** What of a locale changes what commands print. */
export interface Locale {
  /** Whether characters are UTF-8; GNU messages then quote ‘so’, otherwise 'so'. */
  readonly utf8: boolean;
}

const ascii: Locale = { utf8: false };
const unicode: Locale = { utf8: true };

/**
 * The locale of a call: C, C.UTF-8, or an English one, whose messages are not translated. A locale
 * that is not installed falls back to C, as setlocale(3) does. Any other passes.
 */
export function locale(call: Call, host: Host): Locale {
  const messages = characterSet(localeName(call, "LC_MESSAGES"), host);
  const characters = characterSet(localeName(call, "LC_CTYPE"), host);
  // setlocale(LC_ALL, "") is all or nothing: one category that is not installed leaves all at C
  if (messages === undefined || characters === undefined) return ascii;
  if (call.env.get("LANGUAGE") && localeName(call, "LC_MESSAGES") !== "C") {
    throw new Pass("locale LANGUAGE");
  }
  return characters;
}

/** Passes where a category has rules of its own: not those of C, which C.UTF-8 shares. */
export function requirePlain(call: Call, host: Host, ...categories: readonly Category[]): void {
  for (const category of categories) {
    const name = localeName(call, category);
    if (/^(C|POSIX|C\.utf-?8)$/i.test(name)) continue;
    if (name.includes("/") || installed(name, host)) throw new Pass(`locale ${name}`);
  }
}

/**
 * The words for days and months: those of C, or English ones, whose order in a whole date is another.
 * Any other locale passes.
 */
export function timeLocale(call: Call, host: Host): "C" | "english" {
  const name = localeName(call, "LC_TIME");
  if (/^(C|POSIX|C\.utf-?8)$/i.test(name)) return "C";
  if (name.includes("/")) throw new Pass(`locale ${name}`);
  if (!installed(name, host)) return "C";
  if (/^en_US\.utf-?8$/i.test(name)) return "english";
  throw new Pass(`locale ${name}`);
}

function characterSet(name: string, host: Host): Locale | undefined {
  if (name === "C" || name === "POSIX") return ascii;
  if (/^C\.(utf-?8)$/i.test(name)) return unicode;
  if (name.includes("/")) throw new Pass(`locale ${name}`);
  if (!installed(name, host)) return undefined;
  if (/^en_US\.utf-?8$/i.test(name)) return unicode;
  throw new Pass(`locale ${name}`);
}

function installed(name: string, host: Host): boolean {
  // where an archive exists, only reading it would tell: take the name for installed, which passes
  // or, for en_US, is right on every system that has an archive made for it
  if (host.stat("/usr/lib/locale/locale-archive")) return true;
  const normalised = name.replace(
    /\.(.*)$/,
    (_, set: string) => `.${set.toLowerCase().replace(/[^a-z0-9]/g, "")}`,
  );
  return [name, normalised].some((each) => host.stat(`/usr/lib/locale/${each}`));
}
