// SPDX-License-Identifier: Apache-2.0

/** locale(1) of the GNU C library (locale/programs/locale.c). @module */
import { buildRules } from "./build.ts";
import { type OptionTable, parseOptions, wholeName } from "./getopt.ts";
import type { Host } from "./host.ts";
import { installedNames, isInstalled, localeRules } from "./installed_locales.ts";
import { locale as messages } from "./locale.ts";
import { type Keyword, keywordOf } from "./locale_keywords.ts";
import { encode } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "acmkv",
  long: [
    ["all-locales", "a"],
    ["charmaps", "m"],
    ["category-name", "c"],
    ["keyword-name", "k"],
    ["verbose", "v"],
    ["usage", "usage"],
  ],
};

/** In the order of printing. */
const categories = ("LC_CTYPE LC_NUMERIC LC_TIME LC_COLLATE LC_MONETARY LC_MESSAGES LC_PAPER " +
  "LC_NAME LC_ADDRESS LC_TELEPHONE LC_MEASUREMENT LC_IDENTIFICATION").split(" ");

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  // argp(3) has messages of its own
  if (error !== undefined) throw new Pass("option error");
  const has = (key: string) => given.some((option) => option.key === key);
  for (const key of ["m", "v", "usage"]) if (has(key)) throw new Pass(`option ${key}`);
  if (call.env.get("LOCPATH") !== undefined) throw new Pass("environment LOCPATH");
  // which leaves LANGUAGE out
  const settings = new Settings(call, host);
  for (const category of ["LC_CTYPE", "LC_MESSAGES"]) settings.require(category, [category]);
  if (has("a")) {
    settings.require("LC_COLLATE", ["LC_COLLATE"]);
    settings.requirePlain("LC_COLLATE");
    return settings.answer(installedNames(host).map((name) => `${name}\n`).join(""));
  }
  settings.require("LC_ALL", categories);
  if (operands.length === 0 && !has("c") && !has("k")) return settings.answer(variables(call));
  return settings.answer(
    operands.map((name) => {
      const { category, value, isText } = keyword(name, settings);
      const shown = isText ? `"${value}"` : value;
      return `${has("c") ? `${category}\n` : ""}${has("k") ? `${name}=${shown}` : value}\n`;
    }).join(""),
  );
}

/** The locale of each category, and complaints of those that are not installed. */
class Settings {
  readonly #call: Call;
  readonly #host: Host;
  readonly #installed = new Map<string, boolean>();
  #stderr = "";

  constructor(call: Call, host: Host) {
    this.#call = call;
    this.#host = host;
  }

  /** The name that the environment gives a category (locale(7)). */
  name(category: string): string {
    const { env } = this.#call;
    return env.get("LC_ALL") || env.get(category) || env.get("LANG") || "C";
  }

  isInstalled(category: string): boolean {
    const name = this.name(category);
    let known = this.#installed.get(name);
    if (known === undefined) this.#installed.set(name, known = isInstalled(name, this.#host));
    return known;
  }

  /** Sets categories; where one is not installed, none of them is. */
  require(shown: string, wanted: readonly string[]): void {
    if (wanted.every((category) => this.isInstalled(category))) return;
    messages(this.#call, this.#host);
    const { env } = this.#call;
    if (env.get("LANGUAGE") && this.isInstalled("LC_MESSAGES")) throw new Pass("locale LANGUAGE");
    this.#stderr += `${
      wholeName(this.#call)
    }: Cannot set ${shown} to default locale: No such file or directory\n`;
  }

  /** Passes where a category is not as in C: other locales order and name things otherwise. */
  requirePlain(category: string): void {
    const name = this.name(category);
    if (this.isInstalled(category) && !/^(C|POSIX|C\.utf-?8)$/i.test(name)) {
      throw new Pass(`locale ${name}`);
    }
  }

  answer(stdout: string): Answer {
    return { code: 0, stdout: encode(stdout), stderr: encode(this.#stderr) };
  }
}

function variables({ env, build }: Call): string {
  if (build === "unknown") throw new Pass("build unknown");
  const all = env.get("LC_ALL") ?? "";
  const language = env.get("LANG") ?? "";
  const lines = categories.map((category) => {
    const value = env.get(category);
    if (all === "" && value !== undefined) return `${category}=${escaped(value)}`;
    return `${category}="${escapedInQuotes(all || language || "POSIX")}"`;
  });
  return [
    `LANG=${escaped(language)}`,
    // a line of Debian's own; the variable is none of POSIX
    ...env.get("POSIXLY_CORRECT") === undefined ? [`LANGUAGE=${env.get("LANGUAGE") ?? ""}`] : [],
    ...lines,
    `LC_ALL=${escaped(all)}`,
    "",
  ].join("\n");
}

function escaped(value: string): string {
  return value.replace(/[~|&;<>()$`\\"' \t\n]/g, "\\$&");
}

function escapedInQuotes(value: string): string {
  return value.replace(/[$`"\\]/g, "\\$&");
}

function keyword(name: string, settings: Settings): Keyword {
  if (name === "charmap") {
    return { category: "LC_CTYPE", value: charmap(settings), isText: true };
  }
  const found = keywordOf(name);
  if (!found) throw new Pass(`keyword ${name}`);
  settings.requirePlain(found.category);
  return found;
}

function charmap(settings: Settings): string {
  const name = settings.name("LC_CTYPE");
  if (!settings.isInstalled("LC_CTYPE") || name === "C" || name === "POSIX") {
    return "ANSI_X3.4-1968";
  }
  if (/\.utf-?8$/i.test(name)) return "UTF-8";
  throw new Pass(`locale ${name}`);
}

/** locale(1) */
export const locale: LookupEntry = {
  name: "locale",
  package: "libc-bin",
  presumed: true,
  rules: [...buildRules, ...localeRules],
  summary: "the variables, -a, charmap, and common keywords of C and C.UTF-8",
  source: "its environment, /usr/lib/locale",
  answer,
};
