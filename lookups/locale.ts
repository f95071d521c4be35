// SPDX-License-Identifier: Apache-2.0

/** The locale that a command would run in, as far as its messages show it. @module */
import type { Host } from "./host.ts";
import { type Call, Pass } from "./types.ts";

/** Locale categories that lookups ask for. */
export type Category = "LC_MESSAGES" | "LC_CTYPE" | "LC_COLLATE" | "LC_NUMERIC" | "LC_TIME";

/** The name of a category's locale: LC_ALL, the category's own variable, LANG, `C` (locale(7)). */
export function localeName(call: Call, category: Category | typeof others[number]): string {
  return call.env.get("LC_ALL") || call.env.get(category) || call.env.get("LANG") || "C";
}

/** What of a locale changes what commands print. */
export interface Locale {
  /** Whether characters are UTF-8; GNU messages then quote ‘so’, otherwise 'so'. */
  readonly utf8: boolean;
}

const ascii: Locale = { utf8: false };
const unicode: Locale = { utf8: true };

/** The other categories, of which none is asked for by itself. */
const others = [
  "LC_MONETARY",
  "LC_PAPER",
  "LC_NAME",
  "LC_ADDRESS",
  "LC_TELEPHONE",
  "LC_MEASUREMENT",
  "LC_IDENTIFICATION",
] as const;
const categories = [
  "LC_CTYPE",
  "LC_NUMERIC",
  "LC_TIME",
  "LC_COLLATE",
  "LC_MESSAGES",
  ...others,
] as const;

/**
 * The locale of a call: C, C.UTF-8, or an English one, whose messages are not translated. A locale
 * that is not installed falls back to C, as setlocale(3) does. Any other passes.
 */
export function locale(call: Call, host: Host): Locale {
  const messages = characterSet(localeName(call, "LC_MESSAGES"), call, host);
  const characters = characterSet(localeName(call, "LC_CTYPE"), call, host);
  if (messages === undefined || characters === undefined || !isWhole(call, host)) return ascii;
  if (call.env.get("LANGUAGE") && localeName(call, "LC_MESSAGES") !== "C") {
    throw new Pass("locale LANGUAGE");
  }
  return characters;
}

/**
 * Whether every category's locale is installed: setlocale(LC_ALL, "") is all or nothing, and one that
 * is not leaves all at C.
 */
function isWhole(call: Call, host: Host): boolean {
  const names = call.env.get("LC_ALL")
    ? [localeName(call, "LC_CTYPE")]
    : categories.map((category) => localeName(call, category));
  return [...new Set(names)].every((name) => installed(name, call, host));
}

/** Passes where a category has rules of its own: not those of C, which C.UTF-8 shares. */
export function requirePlain(call: Call, host: Host, ...categories: readonly Category[]): void {
  for (const category of categories) {
    const name = localeName(call, category);
    if (!isPlain(name) && installed(name, call, host)) throw new Pass(`locale ${name}`);
  }
}

/**
 * The words for days and months: those of C, or English ones, whose order in a whole date is another.
 * Any other locale passes.
 */
export function timeLocale(call: Call, host: Host): "C" | "english" {
  const name = localeName(call, "LC_TIME");
  if (isPlain(name) || !installed(name, call, host) || !isWhole(call, host)) return "C";
  if (isEnglish(name)) return "english";
  throw new Pass(`locale ${name}`);
}

// a language is known by its exact letters, a character set by any (_nl_normalize_codeset)
function isPlain(name: string): boolean {
  return /^(C|POSIX|C\.[Uu][Tt][Ff]-?8)$/.test(name);
}

function isEnglish(name: string): boolean {
  return /^en_US\.[Uu][Tt][Ff]-?8$/.test(name);
}

function characterSet(name: string, call: Call, host: Host): Locale | undefined {
  if (name === "C" || name === "POSIX") return ascii;
  if (!installed(name, call, host)) return undefined;
  if (isPlain(name) || isEnglish(name)) return unicode;
  throw new Pass(`locale ${name}`);
}

function installed(name: string, { env }: Pick<Call, "env">, host: Host): boolean {
  if (name === "C" || name === "POSIX") return true;
  // locales of one's own
  if (env.get("LOCPATH")) throw new Pass("environment LOCPATH");
  if (isPlain(name)) return true;
  const [, language, territory = "", set = "", modifier = ""] =
    /^([^_.@/]+)(_[^.@/]*)?(\.[^@/]*)?(@[^/]*)?$/.exec(name) ?? [];
  // C.UTF-8 answers to C_DE.UTF-8 and C.UTF-8@x as well, and a single word may be an alias
  if (language === undefined || /^(C|POSIX)$/.test(language) || /^[^_.@]{4,}$/.test(name)) {
    throw new Pass(`locale ${name}`);
  }
  // where an archive exists, only reading it would tell: take the name for installed, which passes
  // or, for en_US, is right on every system that has an archive made for it
  if (host.stat("/usr/lib/locale/locale-archive")) return true;
  // what is not there may be there with less in its name (_nl_make_l10nflist)
  const sets = [set, `.${set.toLowerCase().replace(/[^a-z0-9]/g, "")}`, ""];
  const forms = [territory, ""].flatMap((place) =>
    sets.flatMap((each) => [modifier, ""].map((last) => language + place + each + last))
  );
  return [...new Set(forms)].some((each) => host.stat(`/usr/lib/locale/${each}`));
}
