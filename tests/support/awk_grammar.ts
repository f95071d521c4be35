// SPDX-License-Identifier: Apache-2.0

/** Random programs in awk, which end, and inputs on which they stumble. @module */

/** A number below a limit. */
export type Random = (below: number) => number;

const numbers = [..."0123579", "10", "0.5", "1e3", ".25", "100000", "1234567", "2147483647", "3.0"];
const texts = [
  ...["", "a", "b", "x y", "10", "9", "0x1F", "1e2", " 3 ", "+4", "-0", ".", "a.b", "abc", "1a"],
  ...[
    "\\t",
    "\\n",
    "\\\\",
    '\\"',
    "a\\/b",
    "\\101",
    "\\x41",
    "%",
    ":",
    "foo bar baz",
    "\\.",
    "AbC",
  ],
];
const patterns = [
  ...[
    "a",
    "b+",
    "^a",
    "a$",
    "[ab]",
    "[^a]",
    "a|b",
    "(a|b)c",
    "x*",
    ".",
    "a.c",
    "^$",
    "[0-9]+",
    "o*",
  ],
  ...["[[:alpha:]]+", "[[:space:]]", "\\.", "\\/", "a?b", "(ab)*", "^[^:]*:", "[a-c]$", ",", " +"],
  ...["[]x]", "[a-]", "\\$", "[.]", "ab|cd|e", "^(a|bc)+$", "\\t", "[\\/]", "a{2}", "(x|y)?z"],
];
const patternAtoms = [
  ...[
    "a",
    "b",
    "ab",
    "o",
    "x",
    ".",
    "[ab]",
    "[^a]",
    "[0-9]",
    ":",
    " ",
    "\\.",
    "[[:alpha:]]",
    "aab",
  ],
  ...["[a-f]", "[^ :]", "\\t", "(a|ab)", "fo", "[]a]", "[^]a]", "[-a]", "1", "[.0-9]", "{", "b}"],
];
const formats = [
  ...["%s", "%d", "%5d|", "%-5s|", "%05d", "%.2f", "%c", "%x", "%o", "%e", "%g", "%.3s", "%5.1f%%"],
  ...["%i", "%u", "%X", "%G", "%E", "%+d", "% d", "%#x", "%#o", "%-8.3e|", "%3c", "%s %s", "%.10g"],
  ...["%d:%s", "%s\\n", "%.0f", "%08.3f", "%10s|", "%.s", "%.0s", "% s", "%*d", "%-*s", "%.*f"],
];
const scalars = ["x", "y", "z", "n"];
const arrays = ["a", "b"];
const specials = ["NR", "NF", "FNR", "RSTART", "RLENGTH", "FILENAME", "OFS"];

/** Makes programs. */
export class AwkGrammar {
  readonly #random: Random;
  #depth = 0;
  #functions: { name: string; parameters: number }[] = [];
  #inFunction = false;
  #loops = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A program. */
  program(): string {
    const parts: string[] = [];
    this.#functions = [];
    if (this.#chance(5)) parts.push(this.#function());
    if (this.#chance(3)) parts.push(`BEGIN ${this.#block()}`);
    for (let count = this.#random(3); count > 0; count--) parts.push(this.#rule());
    if (parts.length === 0 || this.#chance(3)) parts.push(`END ${this.#block()}`);
    return parts.join(this.#pick(["\n", "\n\n"]));
  }

  #chance(one: number): boolean {
    return this.#random(one) === 0;
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#random(from.length)]!;
  }

  #function(): string {
    const parameters = 1 + this.#random(2);
    const names = ["p", "q"].slice(0, parameters);
    this.#inFunction = true;
    const body = this.#block();
    this.#inFunction = false;
    this.#functions.push({ name: "f", parameters });
    return `function f(${names.join(", ")}) ${body}`;
  }

  #rule(): string {
    const kind = this.#random(10);
    if (kind < 3) return this.#block();
    if (kind < 4) return `${this.expression()}, ${this.expression()} ${this.#block()}`;
    if (kind < 6) return `${this.#pattern()} ${this.#block()}`;
    if (kind < 7) return this.#pattern();
    return this.#chance(2) ? `${this.expression()} ${this.#block()}` : this.expression();
  }

  #block(): string {
    const statements = Array.from({ length: 1 + this.#random(3) }, () => this.#statement());
    return `{ ${statements.join(this.#pick(["; ", ";\n", "\n"]))} }`;
  }

  #statement(): string {
    this.#depth++;
    const text = this.#depth > 3 ? this.#simple() : this.#any();
    this.#depth--;
    return text;
  }

  #any(): string {
    switch (this.#random(14)) {
      case 0:
        return `if (${this.expression()}) ${this.#statement()}`;
      case 1:
        return `if (${this.expression()}) ${this.#block()} else ${this.#statement()}`;
      case 2: {
        const name = `i${this.#loops++}`;
        const text = `for (${name} = 0; ${name} < ${
          1 + this.#random(4)
        }; ${name}++) ${this.#loopBody()}`;
        this.#loops--;
        return text;
      }
      case 3:
        return `for (k in ${this.#array()}) ${this.#loopBody()}`;
      case 4: {
        const name = `i${this.#loops++}`;
        const text = `${name} = ${
          this.#random(3)
        }; do { ${this.#statement()} } while (${name}++ < 3)`;
        this.#loops--;
        return text;
      }
      default:
        return this.#simple();
    }
  }

  #loopBody(): string {
    if (this.#chance(5)) {
      return `{ ${this.#statement()}; if (${this.expression()}) ${
        this.#pick(["break", "continue"])
      }; ${this.#statement()} }`;
    }
    return this.#chance(2) ? this.#block() : this.#statement();
  }

  #simple(): string {
    switch (this.#random(12)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return `print ${this.#printed()}`;
      case 4:
        return `printf ${this.#formatted()}`;
      case 5:
        return `delete ${this.#array()}${this.#chance(3) ? "" : `[${this.expression()}]`}`;
      case 6:
        if (this.#inFunction) return `return ${this.expression()}`;
        return this.#chance(8) ? `exit ${this.#pick(["", "1", "x"])}` : `print`;
      case 7:
        return `${this.#array()}[${this.expression()}] = ${this.expression()}`;
      case 8:
        return `${this.#place()} = ${this.expression()}`;
      default:
        return this.expression();
    }
  }

  #printed(): string {
    const list = Array.from({ length: this.#random(4) }, () => this.#argument());
    const text = this.#chance(4) && list.length > 0 ? `(${list.join(", ")})` : list.join(", ");
    return this.#chance(12) ? `${text} > "/dev/stderr"` : text;
  }

  /** An expression that a `>` in it does not end. */
  #argument(): string {
    const text = this.expression();
    return /[>|]/.test(text) ? `(${text})` : text;
  }

  #formatted(): string {
    const format = this.#pick(formats);
    const count = (format.match(/%[^%]|\*/g) ?? []).length;
    const args = Array.from(
      { length: count },
      (_, index) => format.includes("*") && index === 0 ? `${this.#random(8)}` : this.#argument(),
    );
    return [`"${format}\\n"`, ...args].join(", ");
  }

  #array(): string {
    return this.#pick(arrays);
  }

  #pattern(): string {
    return `/${this.#chance(8) ? this.#composed(2) : this.#pick(patterns)}/`;
  }

  /** A pattern of parts. */
  #composed(depth: number): string {
    const parts = Array.from({ length: 1 + this.#random(3) }, () => {
      const atom = depth > 0 && this.#chance(4)
        ? `(${this.#composed(depth - 1)})`
        : this.#pick(patternAtoms);
      return atom + this.#pick(["", "", "", "*", "+", "?"]);
    });
    const text = (this.#chance(8) ? "^" : "") + parts.join("") + (this.#chance(8) ? "$" : "");
    return this.#chance(5) ? `${text}|${this.#pick(patternAtoms)}` : text;
  }

  #field(): string {
    return this.#pick(["$0", "$1", "$2", "$3", "$NF", "$5", "$(NF-1)", "$x", "$n", "$1", "$2"]);
  }

  #place(): string {
    switch (this.#random(6)) {
      case 0:
        return this.#field();
      case 1:
        return `${this.#array()}[${this.#atom()}]`;
      case 2:
        return this.#chance(4) ? this.#pick(["NF", "OFS", "FS", "NR", "SUBSEP"]) : "x";
      default:
        return this.#variable();
    }
  }

  #variable(): string {
    return this.#inFunction && this.#chance(2) ? "p" : this.#pick(scalars);
  }

  #atom(): string {
    switch (this.#random(9)) {
      case 0:
        return this.#pick(numbers);
      case 1:
        return `"${this.#pick(texts)}"`;
      case 2:
      case 3:
      case 4:
        return this.#field();
      case 5:
        return `${this.#array()}[${this.#chance(2) ? this.#pick(numbers) : this.#variable()}]`;
      case 6:
        return this.#pick(specials);
      default:
        return this.#variable();
    }
  }

  /** An expression. */
  expression(): string {
    this.#depth++;
    const text = this.#depth > 5 || this.#chance(3) ? this.#atom() : this.#compound();
    this.#depth--;
    return text;
  }

  #compound(): string {
    const some = () => this.expression();
    switch (this.#random(22)) {
      case 0:
      case 1:
        return `${some()} ${this.#pick(["+", "-", "*"])} ${some()}`;
      case 2:
        return `${some()} ${this.#pick(["/", "%"])} ${this.#pick(["2", "3", "7", "0.3", "10"])}`;
      case 3:
      case 4:
        return `${some()} ${this.#pick(["==", "!=", "<", "<=", ">=", ">"])} ${some()}`;
      case 5:
        return `${some()} ${this.#pick(["~", "!~"])} ${
          this.#chance(4) ? this.#atom() : this.#pattern()
        }`;
      case 6:
        return `${some()} ${this.#pick(["&&", "||"])} ${some()}`;
      case 7:
        return `(${some()} ? ${some()} : ${some()})`;
      case 8:
      case 9:
        return `${some()} ${this.#pick(["", " "])}${this.#atom()}`;
      case 10:
        return `${this.#pick(["!", "-", "+"])}${this.#atom()}`;
      case 11:
        return this.#chance(2)
          ? `${this.#place()}${this.#pick(["++", "--"])}`
          : `${this.#pick(["++", "--"])}${this.#place()}`;
      case 12:
        return `(${this.#place()} ${this.#pick(["=", "+=", "-=", "*=", "%="])} ${some()})`;
      case 13:
        return `(${some()} in ${this.#array()})`;
      case 14:
        return `(${some()})`;
      case 15:
        return `((${some()}, ${some()}) in ${this.#array()})`;
      case 16:
        return `${this.#pick(["length", "toupper", "tolower", "int"])}(${some()})`;
      case 17:
        return `substr(${some()}, ${some()}${this.#chance(2) ? `, ${some()}` : ""})`;
      case 18:
        return this.#chance(2)
          ? `index(${some()}, ${some()})`
          : `match(${some()}, ${this.#pattern()})`;
      case 19:
        return `split(${some()}, ${this.#array()}${
          this.#chance(2) ? `, ${this.#chance(2) ? this.#pattern() : `"${this.#pick(texts)}"`}` : ""
        })`;
      case 20: {
        const replacement = this.#pick([
          '"-"',
          '"<&>"',
          '"\\\\&"',
          '""',
          '"&&"',
          "x",
          '"a\\\\\\\\b"',
        ]);
        const target = this.#chance(2) ? "" : `, ${this.#place()}`;
        return `${this.#pick(["sub", "gsub"])}(${this.#pattern()}, ${replacement}${target})`;
      }
      default: {
        if (this.#functions.length > 0 && this.#chance(2)) {
          const { name, parameters } = this.#functions[0]!;
          return `${name}(${Array.from({ length: parameters }, some).join(", ")})`;
        }
        return this.#chance(3) ? `sprintf(${this.#formatted()})` : this.#atom();
      }
    }
  }

  /** An input. */
  input(): string {
    const words = [
      ...[
        "a",
        "b",
        "abc",
        "ab",
        "foo",
        "10",
        "9",
        "-3",
        "0x1F",
        "1e2",
        "3.5",
        "x:y",
        "a,b",
        "",
        " ",
      ],
      ...["root:x:0", "aab", "\t", "\xc3\xa9", "\xff", "+4", "0", "o", "007", ".5", "2147483648"],
    ];
    const lines = Array.from(
      { length: this.#random(5) },
      () =>
        Array.from({ length: this.#random(5) }, () => this.#pick(words)).join(
          this.#pick([" ", "  ", ":", "\t"]),
        ),
    );
    return lines.join("\n") + (this.#chance(3) ? "" : "\n");
  }

  /** A whole command line: options, and a program. */
  line(): string[] {
    const options = this.#options();
    const program = this.program();
    const ends = program.startsWith("-") && !options.includes("--") ? ["--"] : [];
    return [...options, ...ends, program];
  }

  #options(): string[] {
    if (!this.#chance(3)) return [];
    return this.#pick([
      ...[["-F", ":"], ["-F:"], ["-F", "\\t"], ["-F", "[:,]"], ["-F", " "], ["-F", "|"], ["-F."]],
      ...[["-v", "x=3"], ["-v", "x=abc"], ["-vy= 10"], ["-v", "OFS=-"], ["-F", "ab*"], [
        "-F",
        ", *",
      ]],
      ...[["-v", "OFMT=%.3g"], ["-v", "CONVFMT=%.2f"], ["-v", "n=2", "--"], ["-F", ""]],
    ]);
  }
}
