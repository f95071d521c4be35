// SPDX-License-Identifier: Apache-2.0

/** Random lines of the shell's language. @module */
import { filter, producer } from "./shell_filters.ts";
import { names, type Random, Words } from "./shell_words.ts";

/** A line of sh's language; with bash, of what it adds as well. */
export function grammarLine(random: Random, shell: "sh" | "bash"): string {
  return new Grammar(random, shell).line();
}

class Grammar {
  readonly #random: Random;
  readonly #shell: "sh" | "bash";
  readonly #words: Words;
  #loops = 0;
  #counters = 0;
  #inFunction = false;

  constructor(random: Random, shell: "sh" | "bash") {
    this.#random = random;
    this.#shell = shell;
    this.#words = new Words(random, shell);
  }

  line(): string {
    const words = this.#words;
    const start = names.map((name) => `${name}=${words.text()}`);
    start.push("i=0");
    if (words.chance(8)) start.push(`IFS=${words.pick(["':'", "' :'", "''", "':;'"])}`);
    if (words.chance(8)) start.push("set -- a 'b c' ''");
    if (words.chance(16)) start.push(words.pick(["set -e", "set -u", "set -eu"]));
    if (words.chance(8)) start.push(this.#function());
    return [...start, this.#list(1 + this.#random(3))].join(words.pick(["; ", "\n"]));
  }

  #list(count: number): string {
    let text = "";
    for (let left = count; left > 0; left--) {
      text += this.#pipeline();
      if (left > 1) text += this.#words.pick(["; ", "; ", " && ", " || ", "\n"]);
    }
    return text;
  }

  #pipeline(): string {
    const words = this.#words;
    const begin = words.chance(12) ? "! " : "";
    if (words.chance(8)) return begin + this.#filtered();
    const first = this.#command();
    if (words.chance(8)) return `${begin}${first} | ${this.#reader()}`;
    if (this.#shell === "bash" && words.chance(30)) return `${begin}${first} |& ${this.#reader()}`;
    return begin + first;
  }

  /** What prints, and one filter or more. */
  #filtered(): string {
    const words = this.#words;
    const filters = Array.from({ length: 1 + this.#random(3) }, () => filter(words));
    return [producer(words), ...filters].join(" | ");
  }

  #reader(): string {
    const words = this.#words;
    return words.pick([
      "cat",
      "head -n 1",
      filter(words),
      `while read ${words.name()} B; do ${this.#print()}; done`,
      `while read -r x; do ${this.#print()}; done`,
      `while IFS=: read x B C; do ${this.#print()}; done`,
      `{ read ${words.name()}; ${this.#print()}; }`,
      "( cat )",
    ]);
  }

  #command(): string {
    const words = this.#words;
    if (--words.budget < 0) return this.#print();
    switch (this.#random(24)) {
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
        return `${words.name()}=${words.word()}`;
      case 7:
        return `${words.name()}=${words.word()} ${words.pick(["uname -s", "nosuch", "read A"])}`;
      case 8:
        return this.#document();
      case 9:
        return this.#test();
      case 10:
        return words.pick(["false", "true", ":", "nosuch-command", "uname -s", "echo $?"]);
      case 11:
        return this.#directory();
      case 12:
        return this.#description();
      case 13:
        return this.#variable();
      case 14:
        if (this.#loops > 0) return words.pick(["break", "continue", "break 2", "continue 2"]);
        return words.pick(["exit 3", "exit", "exec uname -s", "exec nosuch", "(exit 4)"]);
      case 15:
        return this.#inFunction
          ? words.pick(["return 4", "return", `local ${words.name()}=${words.word()}`, "local x"])
          : `f ${words.word()} ${words.word()}`;
      case 16:
        return this.#shell === "bash" ? this.#bashCommand() : this.#print();
      case 17:
        return `cat ${words.pick(["</etc/hostname", "</etc/nosuch-release", "/etc/*-release"])}`;
      case 18:
        return this.#filtered() + this.#redirect();
      default:
        return this.#print() + this.#redirect();
    }
  }

  #print(): string {
    const words = this.#words;
    const list = `${words.word()} ${words.list(2)}`;
    if (this.#shell === "bash" && words.chance(8)) return `echo -e ${list} 'a\\tb\\0101'`;
    return words.pick([`echo ${list}`, `printf '<%s>\\n' ${list}`]);
  }

  #redirect(): string {
    return this.#words.pick([
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
    const words = this.#words;
    let text = `if ${this.#list(1)}; then ${this.#list(1)}`;
    if (words.chance(3)) text += `; elif ${this.#list(1)}; then ${this.#list(1)}`;
    if (words.chance(2)) text += `; else ${this.#list(1)}`;
    return `${text}; fi${this.#redirect()}`;
  }

  #for(): string {
    const words = this.#words;
    const head = words.chance(6) ? "for x" : `for ${words.name()} in ${words.list(3)}`;
    return `${head}; do ${this.#body()}; done${this.#redirect()}`;
  }

  /** With a counter of its own, which nothing else changes: it ends. */
  #while(): string {
    const [kind, operator] = this.#words.pick([["while", "-lt"], ["until", "-ge"]] as const);
    const counter = `n${this.#counters++}`;
    const limit = this.#random(4);
    const step = `${counter}=$((${counter}+1))`;
    return `{ ${counter}=0; ${kind} [ $${counter} ${operator} ${limit} ]; do ${step}; ` +
      `${this.#body()}; done; }`;
  }

  #body(): string {
    this.#loops++;
    const text = this.#list(1 + this.#random(2));
    this.#loops--;
    return text;
  }

  #case(): string {
    const words = this.#words;
    const items = Array.from(
      { length: 1 + this.#random(3) },
      () => `${words.chance(4) ? "(" : ""}${words.pattern()}) ${this.#list(1)};;`,
    );
    return `case ${words.word()} in ${items.join(" ")} esac`;
  }

  #function(): string {
    this.#inFunction = true;
    const text = this.#list(2);
    this.#inFunction = false;
    const isBash = this.#shell === "bash" && this.#words.chance(4);
    return `${isBash ? "function f" : "f()"} { ${text}; }`;
  }

  #document(): string {
    const words = this.#words;
    if (this.#shell === "bash" && words.chance(3)) return `cat <<<${words.word()}`;
    const quoted = words.chance(3);
    const delimiter = quoted ? "'E'" : "E";
    const body = `a ${quoted ? "$A" : words.expansion()} 'b' "c" \\$x\n\td`;
    return `cat <<${words.chance(4) ? "-" : ""}${delimiter}\n${body}\nE\n${this.#print()}`;
  }

  #test(): string {
    const words = this.#words;
    return words.pick([
      `[ ${words.word()} = ${words.word()} ]`,
      `[ -n "${words.parameter()}" ]`,
      `test ${words.expression()} -lt 3`,
      "[ -d /etc ]",
      "[ -f /etc/passwd ]",
      `[ "$${words.name()}" = a -o -z "$B" ]`,
      "[ ! -e /nosuch ]",
    ]);
  }

  #directory(): string {
    return this.#words.pick([
      "cd /usr; pwd",
      "cd /usr/../etc && echo $PWD",
      "cd /nosuch",
      "( cd /etc; cd ..; pwd )",
      "cd /usr; cd - >/dev/null; pwd",
      "cd; pwd",
      "pwd",
    ]);
  }

  #description(): string {
    const words = this.#words;
    return words.pick([
      `command -v ${words.pick(["ls", "echo", "nosuch", "f", "if"])}`,
      `command -V ${words.pick(["dpkg", "echo", "export", "if"])}`,
      `type ${words.pick(["dpkg", "echo", "export", "if"])}`,
      "command echo a",
      "command uname -s",
    ]);
  }

  #variable(): string {
    const words = this.#words;
    return words.pick([
      "shift",
      "set -- $A",
      'set -- "$B" c',
      `export ${words.name()}=${words.word()}`,
      `readonly r${this.#random(3)}=${words.word()}`,
      `unset ${words.name()}`,
      "set +e",
      'eval "echo a"',
    ]);
  }

  #bashCommand(): string {
    const words = this.#words;
    return words.pick([
      `[[ ${words.word()} == ${words.pattern().replace("a|b", "a")} ]]`,
      `[[ -n ${words.word()} && ! -f /etc/passwd ]]`,
      `[[ ${this.#random(5)} -lt 3 || -d /etc ]]`,
      `[[ $A < $B ]]`,
      `((${words.expression()}))`,
      "type -t ls echo if",
      "for n in {1..3}; do echo $n; done",
      "nosuch-command &>/dev/null",
    ]);
  }
}
