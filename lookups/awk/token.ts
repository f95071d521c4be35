// SPDX-License-Identifier: Apache-2.0

/** What a program in awk is made of. @module */

/** One token. */
export type Token =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly text: string }
  /** A regular expression between slashes. */
  | { readonly kind: "pattern"; readonly text: string }
  /** A name; `called` where a parenthesis follows at once. */
  | { readonly kind: "name"; readonly name: string; readonly called: boolean }
  /** A name of the language: a statement, a function. */
  | { readonly kind: "keyword"; readonly name: string }
  /** `$3`; its number stands for itself. */
  | { readonly kind: "field"; readonly index: number }
  /** An operator, or a sign: `++`, `{`, `;`. */
  | { readonly kind: "sign"; readonly sign: string }
  /** One newline or more, with nothing else between them. */
  | { readonly kind: "newline" }
  | { readonly kind: "end" };

/** Statements, and functions that take a name or a pattern. */
export const keywords: ReadonlySet<string> = new Set(
  ("print printf do while for break continue if else in delete split match BEGIN END exit next " +
    "nextfile return getline sub gsub function length").split(" "),
);

/** Functions whose arguments are expressions, and how many they take. */
export const functions: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ["index", [2, 2]],
  ["substr", [2, 3]],
  ["sprintf", [1, 100]],
  ["sin", [1, 1]],
  ["cos", [1, 1]],
  ["atan2", [2, 2]],
  ["exp", [1, 1]],
  ["log", [1, 1]],
  ["int", [1, 1]],
  ["sqrt", [1, 1]],
  ["toupper", [1, 1]],
  ["tolower", [1, 1]],
  ["fflush", [0, 1]],
]);

/** Functions that reach out of the program, and names of other awks' own: they pass. */
export const foreign: ReadonlySet<string> = new Set(
  ("rand srand close system systime mktime strftime func gensub strtonum asort asorti and or xor " +
    "compl lshift rshift patsplit typeof isarray switch case default include load namespace " +
    "BEGINFILE ENDFILE ENVIRON PROCINFO RT FPAT FIELDWIDTHS IGNORECASE LINT TEXTDOMAIN BINMODE " +
    "ARGIND ERRNO SYMTAB FUNCTAB ARGC ARGV").split(" "),
);
