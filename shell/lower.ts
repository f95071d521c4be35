// SPDX-License-Identifier: Apache-2.0

/**
 * Lines that the splitter does not take, from the parser's tree to the evaluator's. The parser knows
 * bash's language: what dash reads otherwise passes.
 *
 * @module
 */
import type {
  Assignment,
  CommandArgument,
  CommandExpansionPart,
  CommandNode,
  CompoundCommand,
  For as ParsedFor,
  Redirection,
  Statement,
  TestExpression,
  Word as ParsedWord,
} from "unbash";
import { Pass } from "../lookups/types.ts";
import { isBuiltin } from "./builtins.ts";
import type { ShellName } from "./builtin_call.ts";
import { lowerHereDocument, type Lowering, lowerValue, lowerWord } from "./lower_word.ts";
import { parseScript } from "./parser.ts";
import type { Command, ListItem, Redirect, SimpleCommand, Test, Word } from "./tree.ts";

/** Parses a line; throws a Pass where it is not of the language that is evaluated. */
export function parseLine(line: string, shell: ShellName): ListItem[] {
  if (/[\0\r]/.test(line)) throw new Pass("shell syntax");
  const { commands, shebang } = parseScript(line);
  if (shebang !== undefined) throw new Pass("shell syntax");
  return new Lowerer(line, shell).statements(commands);
}

const name = /^[A-Za-z_][A-Za-z0-9_]*$/;

class Lowerer implements Lowering {
  readonly shell: ShellName;
  /** The text that positions count in; undefined: they count in none that is known. */
  readonly #source: string | undefined;
  readonly #depth: number;

  constructor(source: string | undefined, shell: ShellName, depth = 0) {
    // nobody writes lines like this
    if (depth > 100) throw new Pass("shell depth");
    this.#source = source;
    this.shell = shell;
    this.#depth = depth;
  }

  statements(statements: readonly Statement[]): ListItem[] {
    return statements.flatMap((each) => this.#statement(each));
  }

  list({ script, text }: CommandExpansionPart, inHereDocument: boolean): ListItem[] {
    if (!script || (script.errors && script.errors.length > 0)) throw new Pass("shell syntax");
    // `$(<file)`
    if (this.shell === "bash" && /^(\$\(|`)\s*</.test(text)) throw new Pass("shell substitution");
    // dash begins to count anew within backticks, bash counts a here-document's as its command's
    const isLike = text.startsWith("$") && !(inHereDocument && this.shell === "bash");
    const isCounted = script.source === undefined && (isLike || !this.#source?.includes("\n"));
    const source = isCounted ? this.#source : undefined;
    return new Lowerer(source, this.shell, this.#depth + 1).statements(script.commands);
  }

  #inner(list: { readonly commands: readonly Statement[] }): ListItem[] {
    return new Lowerer(this.#source, this.shell, this.#depth + 1).statements(list.commands);
  }

  #statement({ command, background }: Statement): ListItem[] {
    if (background) {
      return [{
        after: ";",
        negated: false,
        pipeline: [{ kind: "background", redirects: [] }],
      }];
    }
    if (command.type !== "AndOr") return [this.#pipeline(command, ";")];
    return command.commands.map((each, index) =>
      this.#pipeline(each, index === 0 ? ";" : command.operators[index - 1]!)
    );
  }

  #pipeline(
    node: Statement["command"],
    after: ListItem["after"],
  ): ListItem {
    if (node.type === "AndOr") throw new Pass("shell syntax");
    if (node.type !== "Pipeline") {
      return { after, negated: false, pipeline: [this.#command(node)] };
    }
    const { prefixes, commands, operators } = node;
    if (prefixes.length > 1 || prefixes[0]?.type === "Time" || operators.includes("|&")) {
      throw new Pass("shell syntax of bash");
    }
    return {
      after,
      negated: prefixes.length === 1,
      pipeline: commands.map((each) => this.#command(each)),
    };
  }

  #command(node: CommandNode): Command {
    switch (node.type) {
      case "Command":
        return this.#simple(node.pos, node.name, node.prefix, node.suffix);
      case "Redirected":
        return {
          ...this.#compound(node.command),
          redirects: node.redirects.flatMap((each) => this.#redirect(each)),
        };
      case "Function":
        return this.#function(node.name.text, node.pos, node.body);
      case "Coproc":
        throw new Pass("shell syntax of bash");
      default:
        return this.#compound(node);
    }
  }

  #function(
    named: string,
    pos: number,
    body: Extract<CommandNode, { type: "Function" }>["body"],
  ): Command {
    // `function NAME` is bash's alone
    const isCommon = name.test(named) && !isBuiltin(named, this.shell) &&
      /^\w+[ \t]*\(/.test(this.#source?.slice(pos) ?? "");
    if (!isCommon || body.type === "CompoundList") throw new Pass("shell function");
    return { kind: "function", name: named, body: this.#command(body), redirects: [] };
  }

  #compound(node: CompoundCommand): Command {
    const redirects: readonly Redirect[] = [];
    switch (node.type) {
      case "Subshell":
      case "BraceGroup":
        return {
          kind: "group",
          items: this.#inner(node.body),
          isSubshell: node.type === "Subshell",
          redirects,
        };
      case "If": {
        const { clause, then, elif } = node;
        let otherwise = node.else ? this.#inner(node.else) : [];
        for (const each of [...elif].reverse()) {
          otherwise = [{
            after: ";",
            negated: false,
            pipeline: [{
              kind: "if",
              condition: this.#inner(each.clause),
              then: this.#inner(each.then),
              else: otherwise,
              redirects,
            }],
          }];
        }
        return {
          kind: "if",
          condition: this.#inner(clause),
          then: this.#inner(then),
          else: otherwise,
          redirects,
        };
      }
      case "For":
        return this.#for(node);
      case "While":
        return {
          kind: "while",
          condition: this.#inner(node.clause),
          holds: node.kind === "while",
          body: this.#inner(node.body),
          redirects,
        };
      case "Case":
        return {
          kind: "case",
          word: this.#word(node.word),
          items: node.items.map(({ pattern, body, terminator }) => {
            if (terminator !== undefined && terminator !== ";;") {
              throw new Pass("shell syntax of bash");
            }
            return { patterns: pattern.map((each) => this.#word(each)), body: this.#inner(body) };
          }),
          redirects,
        };
      case "TestCommand":
        // a command's name to dash, and `&&` in it ends that command
        if (this.shell !== "bash") throw new Pass("shell syntax of bash");
        return { kind: "condition", test: this.#test(node.expression), redirects };
      default:
        throw new Pass("shell syntax of bash");
    }
  }

  #for({ name: variable, wordlist, body }: ParsedFor): Command {
    if (!name.test(variable.text)) throw new Pass("shell syntax");
    return {
      kind: "for",
      name: variable.text,
      words: wordlist?.map((each) => this.#word(each)),
      body: this.#inner(body),
      redirects: [],
    };
  }

  #test(node: TestExpression): Test {
    switch (node.type) {
      case "TestLogical":
        return {
          kind: node.operator === "&&" ? "and" : "or",
          operands: node.operands.map((each) => this.#test(each)),
        };
      case "TestNot": {
        const operand = this.#test(node.operand);
        return node.negations.length % 2 === 0 ? operand : { kind: "not", operand };
      }
      case "TestGroup":
        return this.#test(node.expression);
      case "TestUnary":
        return { kind: "unary", operator: node.operator, operand: this.#word(node.operand) };
      case "TestBinary":
        return {
          kind: "binary",
          operator: node.operator,
          left: this.#word(node.left),
          right: this.#word(node.right),
        };
    }
  }

  #simple(
    pos: number,
    command: ParsedWord | undefined,
    prefix: readonly (Assignment | Redirection)[],
    suffix: readonly (CommandArgument | Redirection)[],
  ): SimpleCommand {
    const assignments: [string, Word][] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (const each of prefix) {
      if (each.type === "Assignment") assignments.push(this.#assignment(each));
      else redirects.push(...this.#redirect(each));
    }
    if (command) words.push(this.#word(command));
    for (const each of suffix) {
      if (each.type === "Word") words.push(this.#argument(each));
      else if (each.type === "Assignment") {
        const [variable, value] = this.#assignment(each);
        words.push(joined(`${variable}=`, value));
      } else redirects.push(...this.#redirect(each));
    }
    return { kind: "simple", line: this.#line(pos), assignments, words, redirects };
  }

  /** An argument; bash takes `~` behind an equals sign for a home directory. */
  #argument(word: ParsedWord): Word {
    if (/^[A-Za-z_]\w*=.*~/.test(word.text)) throw new Pass("shell ~");
    return this.#word(word);
  }

  #assignment({ name: variable, append, index, value }: Assignment): [string, Word] {
    if (append || index || value.type !== "Word") throw new Pass("shell syntax of bash");
    return [variable, lowerValue(value, this)];
  }

  #word(word: ParsedWord): Word {
    return lowerWord(word, this);
  }

  #line(pos: number): number | undefined {
    return this.#source?.slice(0, pos).split("\n").length;
  }

  #redirect(node: Redirection): Redirect[] {
    const { descriptor } = node;
    if (descriptor && (descriptor.type !== "FileDescriptor" || descriptor.value > 9)) {
      throw new Pass("shell descriptor");
    }
    const given = descriptor?.value;
    if (node.type === "HereString") throw new Pass("shell syntax of bash");
    if (node.type === "HereDoc") {
      if ((given ?? 0) !== 0) throw new Pass("shell descriptor");
      return [{ fd: 0, to: { text: lowerHereDocument(node, this) } }];
    }
    const { operator, target } = node;
    if (!target) throw new Pass("shell syntax");
    const word = this.#word(target);
    switch (operator) {
      case "<":
        if ((given ?? 0) !== 0) throw new Pass("shell descriptor");
        return [{ fd: 0, to: word === "/dev/null" ? "null" : { mode: "<", file: word } }];
      case ">":
      case ">>":
      case ">|":
        return [{ fd: given ?? 1, to: written(word) }];
      case ">&":
        if (typeof word !== "string" || !/^\d$/.test(word)) throw new Pass("shell descriptor");
        return [{ fd: given ?? 1, to: Number(word) }];
      case "&>":
      case "&>>":
        // the command in the background to dash
        if (this.shell !== "bash") throw new Pass("shell syntax of bash");
        return [{ fd: 1, to: written(word) }, { fd: 2, to: 1 }];
      default:
        throw new Pass("shell redirection");
    }
  }
}

function written(word: Word): Redirect["to"] {
  return word === "/dev/null" ? "null" : { mode: ">", file: word };
}

function joined(text: string, value: Word): Word {
  return typeof value === "string" ? text + value : [text, ...value];
}
