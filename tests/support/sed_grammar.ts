// SPDX-License-Identifier: Apache-2.0

/** Random scripts of sed. @module */

/** Gives a number below a limit. */
type Random = (below: number) => number;

/** Options and a script, now and then a wrong one. */
export function sedScript(random: Random): string[] {
  return new Grammar(random).args();
}

const atoms = ["a", "b", "A", ".", "[ab]", "[^a]", "[[:alpha:]]", " ", "1", "\\.", "\\w", "é", "c"];
const repeats = ["", "", "", "*", "*"];
const parts = [
  "x",
  "&",
  "\\1",
  "[&]",
  "\\n",
  "\\t",
  " ",
  "",
  "\\U&",
  "\\u",
  "\\E",
  "\\l\\1",
  "é",
  "\\&",
];

class Grammar {
  readonly #random: Random;
  #isExtended = false;
  #depth = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#random(from.length)]!;
  }

  args(): string[] {
    const options = this.#pick([[], [], [], ["-n"], ["-s"], ["-z"], ["-u"], ["-E"], ["-E", "-n"]]);
    this.#isExtended = options.includes("-E");
    const count = 1 + this.#random(3);
    const commands = Array.from({ length: count }, () => this.#command());
    if (this.#random(12) === 0) {
      return [...options, ...commands.flatMap((each) => ["-e", each])];
    }
    const script = commands.join(this.#pick([";", "; ", "\n"]));
    if (this.#random(25) > 0) return [...options, script];
    // a byte that is missing makes most scripts wrong
    const at = this.#random(script.length);
    return [...options, script.slice(0, at) + script.slice(at + 1)];
  }

  #pattern(): string {
    const atom = () => this.#pick(atoms) + this.#pick(repeats);
    const many = (count: number) => Array.from({ length: count }, atom).join("");
    const [open, close, or, plus] = this.#isExtended
      ? ["(", ")", "|", "+"]
      : ["\\(", "\\)", "\\|", "\\+"];
    const start = this.#pick(["", "", "", "", "^"]);
    const end = this.#pick(["", "", "", "", "$"]);
    const body = this.#pick([
      () => many(1 + this.#random(2)),
      () => `${open}${many(1)}${close}${many(this.#random(2))}`,
      () => `${open}${many(1)}${or}${many(1)}${close}`,
      () => `${many(1)}${or}${many(1)}`,
      () => `${this.#pick(["a", "[ab]"])}${plus}`,
      () => "",
    ])();
    return start + body + end;
  }

  #address(): string {
    return this.#pick([
      () => "",
      () => "",
      () => String(1 + this.#random(4)),
      () => "$",
      () => `/${this.#pattern()}/${this.#pick(["", "", "I", "M"])}`,
      () => `\\,${this.#pattern()},`,
      () => `${this.#random(3)}~${this.#random(3)}`,
      () => `${1 + this.#random(3)},${this.#random(5)}`,
      () => `${1 + this.#random(3)},+${this.#random(3)}`,
      () => `${1 + this.#random(3)},~${this.#random(4)}`,
      () => `/${this.#pattern()}/,/${this.#pattern()}/`,
      () => `/${this.#pattern()}/,${1 + this.#random(4)}`,
      () => `0,/${this.#pattern()}/`,
      () => `2,$`,
    ])() + this.#pick(["", "", "", "!"]);
  }

  #command(): string {
    return this.#address() + this.#pick(["", "", " "]) + this.#action();
  }

  #action(): string {
    return this.#pick([
      () => this.#substitution(),
      () => this.#substitution(),
      () => this.#substitution(),
      () => this.#pick([..."pdDnNgGhHxzF=PlqQ"]),
      () => this.#pick([..."pdDnNgGhHxPl"]),
      () => `${this.#pick(["q", "Q", "l"])}${this.#random(9)}`,
      () => `${this.#pick([..."aic"])}${this.#pick([" ", "\\\n", "\\", ""])}te\\tx\\\\t\n`,
      () => this.#pick(["y/abc/bca/", "y/aé/éa/", "y/ab\\n/xy:/", "y,\\,,;,"]),
      () => `${this.#pick(["b", "t", "T"])}\n`,
      () => `s/a/b/${this.#pick(["", "g"])};${this.#pick(["t", "T"])}e;s/$/!/;:e`,
      () => ":a;s/^.\\{1,5\\}$/&_/;ta",
      () => "w /dev/stdout\n",
      () => this.#block(),
    ])();
  }

  #block(): string {
    if (this.#depth > 1) return "p";
    this.#depth++;
    const block = `{${this.#command()};${this.#command()}\n}`;
    this.#depth--;
    return block;
  }

  #substitution(): string {
    const text = () => Array.from({ length: this.#random(4) }, () => this.#pick(parts)).join("");
    const flags = this.#pick(["", "", "", "g", "p", "2", "I", "2g", "gp", "M", "w /dev/stdout\n"]);
    const delimiter = this.#pick(["/", "/", ",", "|"]);
    const pattern = this.#pattern();
    // a delimiter that means something in the pattern is another one
    const used = `${pattern}`.includes(delimiter) ? "/" : delimiter;
    return `s${used}${pattern}${used}${text()}${used}${flags}`;
  }
}
