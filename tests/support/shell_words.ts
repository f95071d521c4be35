// SPDX-License-Identifier: Apache-2.0

/** Random words of the shell's language. @module */

/** Gives a number below a limit. */
export type Random = (below: number) => number;

/** Variables that lines set. */
export const names: readonly string[] = ["A", "B", "C", "x"];
/** What lines set them to. */
const texts: readonly string[] = [
  "a",
  "b c",
  "",
  " a  b ",
  "x=y",
  "a:b",
  "1",
  "42",
  "-n",
  "a/b/c",
  "foo.tar.gz",
  "é",
];
const patterns = [
  "*",
  "a*",
  "*b",
  "?",
  "[ab]*",
  "*.*",
  "b",
  "a|b",
  "'*'",
  "[!a]*",
  '"$A"',
  "*c",
  "*/",
];

/** Words of one line. */
export class Words {
  readonly #random: Random;
  readonly #shell: "sh" | "bash";
  /** What may still be nested. */
  budget = 12;

  constructor(random: Random, shell: "sh" | "bash") {
    this.#random = random;
    this.#shell = shell;
  }

  /** One of several. */
  pick<T>(from: readonly T[]): T {
    return from[this.#random(from.length)]!;
  }

  /** Once in so many times. */
  chance(of: number): boolean {
    return this.#random(of) === 0;
  }

  /** Up to so many words. */
  list(most: number): string {
    return Array.from({ length: this.#random(most + 1) }, () => this.word()).join(" ");
  }

  /** A variable's name. */
  name(): string {
    return this.pick(names);
  }

  /** A text between quotes. */
  text(): string {
    return `'${this.pick(texts)}'`;
  }

  /** A pattern of `case` and `[[`. */
  pattern(): string {
    return this.pick(this.chance(2) ? patterns.slice(0, 7) : patterns);
  }

  /** A word of a command. */
  word(): string {
    switch (this.#random(11)) {
      case 0:
        return this.pick(["a", "b", "hello", "a-b", "1", "a.b", "é"]);
      case 1:
        return this.text();
      case 2:
        return `"${this.pick(["a b", "", "x"])}"`;
      case 3:
        return `"${this.pick(["", "a"])}${this.expansion()}${this.pick(["", " b"])}"`;
      case 4:
        return `${this.pick(["", "a", "a:"])}${this.expansion()}${this.pick(["", "-b", ":b"])}`;
      case 5:
        return this.expansion() + this.expansion();
      case 6:
        return this.pick([
          "~",
          "~/a",
          "~root",
          "a~",
          '"~"',
          "a\\ b",
          "\\*",
          "\\$A",
          "'a'\"b\"c",
          "'*'",
        ]);
      case 7:
        return this.pick(["{a,b}", "x{1..3}", "{a", "a,b}", "{}", "$'a'", '$"b"']);
      default:
        return this.expansion();
    }
  }

  /** Something with a dollar sign, or backticks. */
  expansion(): string {
    switch (this.#random(6)) {
      case 0:
        if (--this.budget < 0) return "$A";
        return this.#substitution();
      case 1:
        return `$((${this.expression()}))`;
      default:
        return this.parameter();
    }
  }

  #substitution(): string {
    const inner = this.#substituted();
    switch (this.#random(6)) {
      case 0:
      case 1:
        return `\`${inner}\``;
      case 2:
        return `$(echo $(${inner}))`;
      case 3:
        return `\`echo \\\`${inner.replace(/\$/g, "\\$")}\\\`\``;
      default:
        return `$(${inner})`;
    }
  }

  /** Without quotes that would nest in backticks. */
  #substituted(): string {
    const { A, B } = { A: this.name(), B: this.name() };
    return this.pick([
      `echo $${A} $${B}`,
      `printf %s $${A}`,
      "uname -s",
      "false",
      "echo a; exit 3",
      `${A}=1; echo $${A}`,
      "nosuch",
      "cat /etc/hostname | head -n 1",
      "for n in 1 2; do echo $n; done",
      ":",
    ]);
  }

  /** A variable, and what is made of it. */
  parameter(): string {
    const name = this.name();
    switch (this.#random(10)) {
      case 0: {
        const operator = this.pick(["-", ":-", "+", ":+", "=", ":="]);
        const word = this.pick(["a", "", "b c", "$A", "$(uname -s)", "${B:-d e}"]);
        return `\${${name}${operator}${word}}`;
      }
      case 1: {
        const operator = this.pick(["#", "##", "%", "%%"]);
        const pattern = this.pick(["*", "a*", "*.", "b", "?", "*/", "/*", "[a-c]", "'*'", "$A"]);
        return `\${${name}${operator}${pattern}}`;
      }
      case 2:
        return `\${#${name}}`;
      case 3:
        return this.pick(["$?", "$#", "$1", "$2", "$@", "$*", "${1-u}", "$HOME", "$PWD"]);
      case 4:
        return `\${${name}}`;
      case 5:
        return this.chance(12) ? `\${${name}?}` : `$${name}`;
      case 6:
        return this.#shell === "bash" ? this.#bashParameter(name) : `$${name}`;
      default:
        return `$${name}`;
    }
  }

  #bashParameter(name: string): string {
    return this.pick([
      `\${${name}:1}`,
      `\${${name}:0:2}`,
      `\${${name}: -2}`,
      `\${${name}:1:i}`,
      `\${${name}/a/X}`,
      `\${${name}//[a-c]/$B}`,
      `\${${name}/#a}`,
      `\${${name}/%c/'y z'}`,
      `\${${name}^}`,
      `\${${name}^^}`,
      `\${${name},,[A-F]}`,
    ]);
  }

  /** What may stand between `$((` and `))`. */
  expression(): string {
    const operand = () =>
      this.pick(["1", "2", "7", "0x1F", "010", "i", "$((2))", "(3 - 5)", "-4", "!0", "~1"]);
    const operator = this.pick(
      ["+", "-", "*", "/", "%", "<", ">=", "==", "!=", "&&", "||", "&", "|", "^", "<<"],
    );
    switch (this.#random(this.#shell === "bash" ? 6 : 5)) {
      case 0:
        return operand();
      case 1:
        return `i = ${operand()}`;
      case 2:
        return `${operand()} ? ${operand()} : ${operand()}`;
      case 3:
        return `i ${this.pick(["+", "-", "*"])}= ${operand()}`;
      case 5:
        return this.pick(["i++", "--i", "i++ + ++i", "2 ** 3", "-2 ** 2", "i = 1, i + 2", ""]);
      default:
        return `${operand()} ${operator} ${operand()}`;
    }
  }
}
