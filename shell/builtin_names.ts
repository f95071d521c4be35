// SPDX-License-Identifier: Apache-2.0

/** The names that the shells answer themselves. @module */
import type { ShellName } from "./builtin_call.ts";

// builtins.def.in of dash 0.5.12, and `compgen -b` of bash 5.2
const common =
  ". : [ alias bg break cd command continue echo eval exec exit export false fg getopts " +
  "hash jobs kill local printf pwd read readonly return set shift test times trap true type " +
  "ulimit umask unalias unset wait";
const bashOnly =
  "bind builtin caller compgen complete compopt declare dirs disown enable fc help " +
  "history let logout mapfile popd pushd readarray shopt source suspend typeset";
let names: Record<ShellName, ReadonlySet<string>> | undefined;

/** Whether a shell answers a name itself. */
export function isBuiltin(name: string, shell: ShellName): boolean {
  names ??= {
    sh: new Set(`${common} chdir`.split(" ")),
    bash: new Set(`${common} ${bashOnly}`.split(" ")),
  };
  return names[shell].has(name);
}

// those whose failure ends dash, of which an assignment in front stays
const special: ReadonlySet<string> = new Set(
  ". : break continue eval exec exit export readonly return set shift times trap unset".split(" "),
);

/** Whether a builtin is a special one. */
export function isSpecial(name: string): boolean {
  return special.has(name);
}

/** Whether an argument `NAME=value` of a builtin is an assignment, and not split. */
export function assigns(name: string): boolean {
  return /^(export|readonly|local)$/.test(name);
}

/** Whether a word begins or continues a compound command. */
export function isKeyword(name: string, shell: ShellName): boolean {
  return /^(if|then|else|elif|fi|for|while|until|do|done|case|esac|in)$/.test(name) ||
    (shell === "bash" && /^(function|select|time|coproc)$/.test(name));
}
