// SPDX-License-Identifier: Apache-2.0

/** The variables of a line: what it sets lies over the environment that it was started with. @module */
import { type Environment, Pass } from "../lookups/types.ts";

interface Variable {
  /** Undefined: unset by the line. */
  readonly value: string | undefined;
  readonly exported: boolean;
}

/** Names with a meaning of their own to the loader or the shell. */
const own = /^(LD_|BASH|SHELLOPTS$|POSIXLY_CORRECT$|E?UID$|PPID$|IFS$|PWD$|OLDPWD$|_$|OPT)/;

/** Variables of a shell; as an environment, what its commands inherit. */
export class Variables implements Environment {
  readonly #base: Environment;
  readonly #changed: Map<string, Variable>;

  /** Starts with an environment. */
  constructor(base: Environment, changed: ReadonlyMap<string, Variable> = new Map()) {
    this.#base = base;
    this.#changed = new Map(changed);
  }

  /** A copy, which changes apart: a subshell, or one command's own environment. */
  copy(): Variables {
    return new Variables(this.#base, this.#changed);
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
    const kept = this.#base.entries().filter(([name]) => !this.#changed.has(name));
    for (const [name, { value, exported }] of this.#changed) {
      if (exported && value !== undefined) kept.push([name, value]);
    }
    return kept;
  }

  /** Assigns; what was in the environment stays exported. */
  set(name: string, value: string, exported?: "exported"): void {
    requireOrdinary(name);
    const known = this.#changed.get(name);
    const was = known ? known.exported : this.#base.get(name) !== undefined;
    this.#changed.set(name, { value, exported: was || exported !== undefined });
  }

  /** Exports a variable that may have been assigned before. */
  export(name: string): void {
    requireOrdinary(name);
    const known = this.#changed.get(name);
    if (known) this.#changed.set(name, { value: known.value, exported: true });
    else if (this.#base.get(name) === undefined) {
      this.#changed.set(name, { value: undefined, exported: true });
    }
  }

  /** Unsets a variable. */
  unset(name: string): void {
    requireOrdinary(name);
    this.#changed.set(name, { value: undefined, exported: false });
  }
}

/** Whether a shell or the loader gives a variable a meaning of its own. */
export function isOwnVariable(name: string): boolean {
  return own.test(name);
}

/**
 * What a command is given of a shell's variables. Of those that the shells add (PWD, SHLVL, _), and of
 * names that they do not take, only a real shell can tell.
 */
export function asExported(variables: Environment): Environment {
  return {
    get(name) {
      const isAdded = name === "SHLVL" || (own.test(name) && !name.startsWith("LD_"));
      if (isAdded || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        throw new Pass(`shell variable ${name}`);
      }
      return variables.get(name);
    },
    entries() {
      throw new Pass("shell environment");
    },
  };
}

function requireOrdinary(name: string): void {
  if (own.test(name)) throw new Pass(`shell variable ${name}`);
}
