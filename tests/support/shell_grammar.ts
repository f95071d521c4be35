// SPDX-License-Identifier: Apache-2.0

/** Random lines of the shell's language. @module */

/** Gives a number below a limit. */
export type Random = (below: number) => number;

/** A line of sh's language; with bash, of what it adds as well. */
export function grammarLine(random: Random, shell: "sh" | "bash"): string {
  return new Grammar(random, shell).line();
}

const names = ["A", "B", "C", "x"];
const texts = ["a", "b c", "", " a  b ", "x=y", "a:b", "1", "42", "-n", "a/b/c", "foo.tar.gz", "é"];
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

class Grammar {
  readonly #random: Random;
  readonly #shell: "sh" | "bash";
  /** What may still be nested. */
  #budget = 12;
  #loops = 0;
  #inFunction = false;

  constructor(random: Random, shell: "sh" | "bash") {
    this.#random = random;
    this.#shell = shell;
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#random(from.length)]!;
  }

  #chance(of: number): boolean {
    return this.#random(of) === 0;
  }

  line(): string {
    const start: string[] = [];
    for (const name of names) {
      start.push(`${name}=${this.#quote(this.#pick(texts))}`);
    }
    start.push("i=0");
    if (this.#chance(8)) start.push(`IFS=${this.#pick(["':'", "' :'", "''", "':;'"])}`);
    if (this.#chance(8)) start.push("set -- a 'b c' ''");
    if (this.#chance(20) && this.#shell === "sh") start.push("set -e");
    if (this.#chance(8)) start.push(this.#function());
    return [...start, this.#list(1 + this.#random(3))].join(this.#pick(["; ", "\n"]));
  }

  #list(count: number): string {
    let text = "";
    for (let left = count; left > 0; left--) {
      text += this.#pipeline();
      if (left > 1) text += this.#pick(["; ", "; ", " && ", " || ", "\n"]);
    }
    return text;
  }

  #pipeline(): string {
    const begin = this.#chance(12) ? "! " : "";
    const first = this.#command();
    return begin + (this.#chance(8) ? `${first} | ${this.#reader()}` : first);
  }

  #reader(): string {
    return this.#pick([
      "cat",
      "head -n 1",
      "tail -n 1",
      `while read ${this.#name()} B; do ${this.#print()}; done`,
      `while read -r x; do ${this.#print()}; done`,
      `{ read ${this.#name()}; ${this.#print()}; }`,
      "( cat )",
    ]);
  }

  #command(): string {
    if (--this.#budget < 0) return this.#print();
    switch (this.#random(22)) {
      case 0:
        return this.#if();
      case 1:
        return this.#for();
      case 2:
        return this.#while();
      case 3:
        return this.#case();
      case 4:
        return `{ ${this.#list(2)}; }${this.#redirect()}`;
      case 5:
        return `( ${this.#list(2)} )${this.#redirect()}`;
      case 6:
        return `${this.#name()}=${this.#word()}`;
      case 7:
        return `${this.#name()}=${this.#word()} ${this.#pick(["uname -s", "nosuch", "read A"])}`;
      case 8:
        return this.#hereDocument();
      case 9:
        return this.#pick([
          `[ ${this.#word()} = ${this.#word()} ]`,
          `[ -n "${this.#parameter()}" ]`,
          `test ${this.#expression()} -lt 3`,
          "[ -d /etc ]",
          "[ -f /etc/passwd ]",
        ]);
      case 10:
        return this.#pick(["false", "true", ":", "nosuch-command", "uname -s", "echo $?"]);
      case 11:
        return this.#pick([
          "cd /usr; pwd",
          "cd /usr/../etc && echo $PWD",
          "cd /nosuch",
          "( cd /etc; cd ..; pwd )",
          "pwd",
        ]);
      case 12:
        return this.#pick([
          `command -v ${this.#pick(["ls", "echo", "nosuch", "f", "if"])}`,
          `type ${this.#pick(["dpkg", "echo", "export", "if"])}`,
          "command echo a",
        ]);
      case 13:
        return this.#pick([
          "shift",
          "set -- $A",
          'set -- "$B" c',
          `export ${this.#name()}=${this.#word()}`,
          `unset ${this.#name()}`,
          'eval "echo a"',
        ]);
      case 14:
        if (this.#loops > 0) return this.#pick(["break", "continue", "break 2", "continue 2"]);
        return "exit 3";
      case 15:
        return this.#inFunction ? "return 4" : `f ${this.#word()} ${this.#word()}`;
      case 16:
        if (this.#shell === "sh") return this.#print();
        return this.#pick([
          `[[ ${this.#word()} == ${this.#pick(patterns.slice(0, 7))} ]]`,
          `[[ -n ${this.#word()} && ! -f /etc/passwd ]]`,
          `[[ ${this.#random(5)} -lt 3 || -d /etc ]]`,
        ]);
      case 17:
        return `cat ${this.#pick(["</etc/hostname", "</etc/nosuch-release", "/etc/*-release"])}`;
      default:
        return this.#print() + this.#redirect();
    }
  }

  #print(): string {
    const words = Array.from({ length: 1 + this.#random(3) }, () => this.#word()).join(" ");
    return this.#pick([`echo ${words}`, `printf '<%s>\\n' ${words}`]);
  }

  #redirect(): string {
    return this.#pick([
      "",
      "",
      "",
      " 2>&1",
      " 2>/dev/null",
      " >/dev/null",
      " >&2",
      " 3>&1 1>&2 2>&3",
    ]);
  }

  #if(): string {
    let text = `if ${this.#list(1)}; then ${this.#list(1)}`;
    if (this.#chance(3)) text += `; elif ${this.#list(1)}; then ${this.#list(1)}`;
    if (this.#chance(2)) text += `; else ${this.#list(1)}`;
    return `${text}; fi${this.#redirect()}`;
  }

  #for(): string {
    const words = Array.from({ length: this.#random(4) }, () => this.#word()).join(" ");
    const head = this.#chance(6) ? "for x" : `for ${this.#name()} in ${words}`;
    return `${head}; do ${this.#body()}; done${this.#redirect()}`;
  }

  #while(): string {
    const [kind, operator] = this.#pick([["while", "-lt"], ["until", "-ge"]] as const);
    const body = this.#body();
    return `i=0; ${kind} [ $i ${operator} ${this.#random(4)} ]; do i=$((i+1)); ${body}; done`;
  }

  #body(): string {
    this.#loops++;
    const text = this.#list(1 + this.#random(2));
    this.#loops--;
    return text;
  }

  #case(): string {
    const items = Array.from(
      { length: 1 + this.#random(3) },
      () => `${this.#chance(4) ? "(" : ""}${this.#pick(patterns)}) ${this.#list(1)};;`,
    );
    return `case ${this.#word()} in ${items.join(" ")} esac`;
  }

  #function(): string {
    this.#inFunction = true;
    const loops = this.#loops;
    this.#loops = 0;
    const text = this.#list(2);
    this.#loops = loops;
    this.#inFunction = false;
    return `f() { ${text}; }`;
  }

  #hereDocument(): string {
    const quoted = this.#chance(3);
    const delimiter = quoted ? "'E'" : "E";
    const body = `a ${quoted ? "$A" : this.#expansion()} 'b' "c" \\$x\n\td`;
    return `cat <<${this.#chance(4) ? "-" : ""}${delimiter}\n${body}\nE\n${this.#print()}`;
  }

  #name(): string {
    return this.#pick(names);
  }

  #quote(text: string): string {
    return `'${text}'`;
  }

  #word(): string {
    switch (this.#random(10)) {
      case 0:
        return this.#pick(["a", "b", "hello", "a-b", "1", "a.b", "é"]);
      case 1:
        return this.#quote(this.#pick(texts));
      case 2:
        return `"${this.#pick(["a b", "", "x"])}"`;
      case 3:
        return `"${this.#pick(["", "a"])}${this.#expansion()}${this.#pick(["", " b"])}"`;
      case 4:
        return `${this.#pick(["", "a", "a:"])}${this.#expansion()}${this.#pick(["", "-b", ":b"])}`;
      case 5:
        return this.#expansion() + this.#expansion();
      case 6:
        return this.#pick(["~", "~/a", "a~", '"~"', "a\\ b", "\\*", "\\$A", "'a'\"b\"c", "'*'"]);
      default:
        return this.#expansion();
    }
  }

  #expansion(): string {
    switch (this.#random(6)) {
      case 0:
        if (--this.#budget < 0) return "$A";
        return this.#chance(3) ? `\`${this.#substituted()}\`` : `$(${this.#substituted()})`;
      case 1:
        return `$((${this.#expression()}))`;
      default:
        return this.#parameter();
    }
  }

  /** Without quotes that would nest in backticks. */
  #substituted(): string {
    const { A, B } = { A: this.#name(), B: this.#name() };
    return this.#pick([
      `echo $${A} $${B}`,
      `printf %s $${A}`,
      "uname -s",
      "false",
      "echo a; exit 3",
      `${A}=1; echo $${A}`,
      "nosuch",
      "cat /etc/hostname | head -n 1",
      `for i in 1 2; do echo $i; done`,
      ":",
    ]);
  }

  #parameter(): string {
    const name = this.#name();
    const operator = this.#pick(["-", ":-", "+", ":+", "=", ":="]);
    const cut = this.#pick(["#", "##", "%", "%%"]);
    switch (this.#random(9)) {
      case 0:
        return `\${${name}${operator}${
          this.#pick(["a", "", "b c", "$A", "$(uname -s)", "${B:-d e}"])
        }}`;
      case 1:
        return `\${${name}${cut}${
          this.#pick(["*", "a*", "*.", "b", "?", "*/", "/*", "[a-c]", "'*'", "$A"])
        }}`;
      case 2:
        return `\${#${name}}`;
      case 3:
        return this.#pick(["$?", "$#", "$1", "$2", "$@", "$*", "${1-u}", "$HOME"]);
      case 4:
        return `\${${name}}`;
      case 5:
        return this.#chance(12) ? `\${${name}?}` : `$${name}`;
      default:
        return `$${name}`;
    }
  }

  #expression(): string {
    const operand = () =>
      this.#pick(["1", "2", "7", "0x1F", "010", "i", "$((2))", "(3 - 5)", "-4", "!0", "~1"]);
    const operator = this.#pick(
      ["+", "-", "*", "/", "%", "<", ">=", "==", "!=", "&&", "||", "&", "|", "^", "<<"],
    );
    switch (this.#random(5)) {
      case 0:
        return operand();
      case 1:
        return `i = ${operand()}`;
      case 2:
        return `${operand()} ? ${operand()} : ${operand()}`;
      case 3:
        return `i ${this.#pick(["+", "-", "*"])}= ${operand()}`;
      default:
        return `${operand()} ${operator} ${operand()}`;
    }
  }
}
