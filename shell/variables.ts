// SPDX-License-Identifier: Apache-2.0

/** The variables of a line: what it sets lies over the environment that it was started with. @module */
import { type Environment, Pass } from "../lookups/types.ts";

interface Variable {
  /** Undefined: unset by the line. */
  readonly value: string | undefined;
  readonly exported: boolean;
  /** Whether the line made it, and it is behind those that were there before. */
  readonly isNew: boolean;
}

/** Names with a meaning of their own to the loader or the shell. */
const own = new RegExp(
  "^(LD_|BASH|OPT|HIST|COMP_|EPOCH|PROMPT_|READLINE_|" +
    "(SHELLOPTS|POSIXLY_CORRECT|E?UID|PPID|PWD|OLDPWD|_|PS[0-4]|LINENO|S?RANDOM|SECONDS|FUNCNAME|" +
    "FUNCNEST|GROUPS|DIRSTACK|PIPESTATUS|MAPFILE|REPLY|COPROC|TIMEFORMAT|TMOUT|GLOBIGNORE|" +
    "EXECIGNORE|FIGNORE|INPUTRC|IGNOREEOF|CHILD_MAX|MAIL(CHECK|PATH)?|CDPATH|" +
    "histchars|auto_resume)$)",
);

/** IFS as a shell starts with it, whatever the environment says. */
export const defaultSeparators = " \t\n";

/** Variables of a shell; as an environment, what its commands inherit. */
export class Variables implements Environment {
  readonly #base: Environment;
  readonly #changed: Map<string, Variable> = new Map();
  readonly #protected: Set<string> = new Set();

  /** Starts with an environment. */
  constructor(base: Environment) {
    this.#base = base;
  }

  /** A copy, which changes apart: a subshell, or one command's own environment. */
  copy(): Variables {
    const copy = new Variables(this.#base);
    for (const [name, variable] of this.#changed) copy.#changed.set(name, variable);
    for (const name of this.#protected) copy.#protected.add(name);
    return copy;
  }

  /** Whether they are what the line was started with. */
  get isUntouched(): boolean {
    return this.#changed.size === 0;
  }

  get(name: string): string | undefined {
    const variable = this.#changed.get(name);
    if (!variable) return this.#base.get(name);
    return variable.exported ? variable.value : undefined;
  }

  /** What the line itself made of a variable, exported or not; undefined: it left it alone. */
  changed(name: string): { readonly value: string | undefined } | undefined {
    return this.#changed.get(name);
  }

  entries(): [name: string, value: string][] {
    const changed = (isNew: boolean) =>
      new Map([...this.#changed].filter(([, variable]) => variable.isNew === isNew));
    const old = changed(false);
    const made = changed(true);
    const shown = (name: string, { exported, value }: Variable): [string, string][] =>
      exported && value !== undefined ? [[name, value]] : [];
    return [
      ...this.#base.entries().filter(([name]) => !made.has(name)).flatMap(([name, value]) =>
        shown(name, old.get(name) ?? { value, exported: true, isNew: false })
      ),
      ...[...made].flatMap(([name, variable]) => shown(name, variable)),
    ];
  }

  /** Assigns; what was in the environment stays exported. */
  set(name: string, value: string, exported?: "exported"): void {
    this.#requireOrdinary(name);
    if (name === "IFS") {
      if (exported !== undefined) throw new Pass("shell variable IFS");
      this.#changed.set(name, { value, exported: false, isNew: true });
      return;
    }
    const known = this.#changed.get(name);
    const was = known ? known.exported : this.#base.get(name) !== undefined;
    // what was unset is made anew
    if (known?.value === undefined && known?.exported === false) this.#changed.delete(name);
    const isNew = known ? known.isNew : !was;
    this.#changed.set(name, { value, exported: was || exported !== undefined, isNew });
  }

  /** Exports a variable that may have been assigned before. */
  export(name: string): void {
    this.#requireOrdinary(name);
    if (name === "IFS") throw new Pass("shell variable IFS");
    const known = this.#changed.get(name);
    if (known) this.#changed.set(name, { ...known, exported: true });
    else if (this.#base.get(name) === undefined) {
      this.#changed.set(name, { value: undefined, exported: true, isNew: true });
    }
  }

  /** The value that the line was started with. */
  inherited(name: string): string | undefined {
    return this.#base.get(name);
  }

  /** Gives a variable the state back that it had in a copy made before. */
  restore(name: string, before: Variables): void {
    const known = before.#changed.get(name);
    if (known) this.#changed.set(name, known);
    else this.#changed.delete(name);
  }

  /** Unsets a variable. */
  unset(name: string): void {
    this.#requireOrdinary(name);
    this.#changed.set(name, { value: undefined, exported: false, isNew: true });
  }

  /** Unsets a variable that is local from here on; whether bash hands one on that was exported, passes. */
  hide(name: string): void {
    if (this.get(name) !== undefined) throw new Pass("builtin local");
    this.unset(name);
  }

  /** Makes a variable one that cannot change. */
  protect(name: string): void {
    this.#protected.add(name);
  }

  #requireOrdinary(name: string): void {
    if (own.test(name)) throw new Pass(`shell variable ${name}`);
    // an error that ends dash, and in bash sometimes the line
    if (this.#protected.has(name)) throw new Pass(`shell readonly ${name}`);
  }
}

/** Whether a shell or the loader gives a variable a meaning of its own. */
export function isOwnVariable(name: string): boolean {
  return own.test(name);
}

/** Whether bash would warn of a locale, or follow it. */
export function isForeignLocale(name: string, value: string): boolean {
  return /^(LC_|LANG)/.test(name) && !/^(C|POSIX|C\.(UTF|utf)-?8|)$/.test(value);
}

/** Whether bash gives a variable a value that the environment lacks. */
export function isSetByBash(name: string): boolean {
  return /^(HOST(NAME|TYPE)|OSTYPE|MACHTYPE|SHELL|TERM|PATH|COLUMNS|LINES|SHLVL)$/.test(name);
}
