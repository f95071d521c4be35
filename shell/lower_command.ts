// SPDX-License-Identifier: Apache-2.0

/** Commands of the parser, as the evaluator takes them. @module */
import type {
  Assignment,
  Case as ParsedCase,
  Command as ParsedCommand,
  CommandNode,
  CompoundCommand,
  Elif,
  For as ParsedFor,
  Function as ParsedFunction,
  If as ParsedIf,
  Pipeline,
  Statement,
} from "unbash";
import { Pass } from "../lookups/types.ts";
import { isBuiltin } from "./builtin_names.ts";
import { lowerTest } from "./lower_condition.ts";
import type { Lowering } from "./lower.ts";
import { lowerRedirect } from "./lower_redirect.ts";
import { lowerExpression, lowerValue, lowerWord, lowerWords } from "./lower_word.ts";
import type { Command, If, ListItem, Redirect, SimpleCommand, Word } from "./tree.ts";

const name = /^[A-Za-z_][A-Za-z0-9_]*$/;
const none: readonly Redirect[] = [];

/** The items of a list that a statement makes. */
export function lowerStatement({ command, background }: Statement, lowering: Lowering): ListItem[] {
  if (background) return [only({ kind: "background", redirects: none })];
  if (command.type !== "AndOr") return [lowerPipeline(command, ";", lowering)];
  return command.commands.map((each, index) =>
    lowerPipeline(each, index === 0 ? ";" : command.operators[index - 1]!, lowering)
  );
}

/** A list of one command. */
function only(command: Command): ListItem {
  return { after: ";", negated: false, pipeline: [command] };
}

function lowerPipeline(
  node: CommandNode | Pipeline,
  after: ListItem["after"],
  lowering: Lowering,
): ListItem {
  if (node.type !== "Pipeline") {
    return { after, negated: false, pipeline: [lowerCommand(node, lowering)] };
  }
  const { prefixes, commands, operators } = node;
  if (prefixes.length > 1 || prefixes[0]?.type === "Time") throw new Pass("shell syntax of bash");
  const pipeline = commands.map((each, index) => {
    const command = lowerCommand(each, lowering);
    if (operators[index] !== "|&") return command;
    // two operators to dash
    if (lowering.shell !== "bash") throw new Pass("shell syntax of bash");
    return { ...command, redirects: [...command.redirects, { fd: 2, to: 1 }] };
  });
  return { after, negated: prefixes.length === 1, pipeline };
}

function lowerCommand(node: CommandNode, lowering: Lowering): Command {
  switch (node.type) {
    case "Command":
      return lowerSimple(node, lowering);
    case "Redirected":
      return {
        ...lowerCompound(node.command, lowering),
        redirects: node.redirects.flatMap((each) => lowerRedirect(each, lowering)),
      };
    case "Function":
      return lowerFunction(node, lowering);
    case "Coproc":
      throw new Pass("shell syntax of bash");
    default:
      return lowerCompound(node, lowering);
  }
}

function lowerFunction(node: ParsedFunction, lowering: Lowering): Command {
  const { name: { text }, body, pos } = node;
  // `function NAME` is bash's alone
  const isCommon = /^\w+[ \t]*\(/.test(lowering.source?.slice(pos) ?? "");
  const isPlain = name.test(text) && !isBuiltin(text, lowering.shell);
  if (!isPlain || !(isCommon || lowering.shell === "bash") || body.type === "CompoundList") {
    throw new Pass("shell function");
  }
  return { kind: "function", name: text, body: lowerCommand(body, lowering), redirects: none };
}

function lowerCompound(node: CompoundCommand, lowering: Lowering): Command {
  switch (node.type) {
    case "Subshell":
    case "BraceGroup":
      return {
        kind: "group",
        items: lowering.inner(node.body),
        isSubshell: node.type === "Subshell",
        redirects: none,
      };
    case "If":
      return lowerIf(node, node.elif, node.else, lowering);
    case "For":
      return lowerFor(node, lowering);
    case "While":
      return {
        kind: "while",
        condition: lowering.inner(node.clause),
        holds: node.kind === "while",
        body: lowering.inner(node.body),
        redirects: none,
      };
    case "Case":
      return lowerCase(node, lowering);
  }
  // names of commands to dash, and what stands in them may end those
  if (lowering.shell !== "bash") throw new Pass("shell syntax of bash");
  switch (node.type) {
    case "TestCommand":
      return { kind: "condition", test: lowerTest(node.expression, lowering), redirects: none };
    case "ArithmeticCommand":
      return {
        kind: "arithmetic command",
        expression: lowerExpression(node.body, lowering),
        redirects: none,
      };
    default:
      throw new Pass("shell syntax of bash");
  }
}

function lowerIf(
  { clause, then }: Pick<ParsedIf, "clause" | "then">,
  [next, ...rest]: readonly Elif[],
  otherwise: ParsedIf["else"],
  lowering: Lowering,
): If {
  const inner = next
    ? [only(lowerIf(next, rest, otherwise, lowering))]
    : otherwise
    ? lowering.inner(otherwise)
    : [];
  return {
    kind: "if",
    condition: lowering.inner(clause),
    then: lowering.inner(then),
    else: inner,
    redirects: none,
  };
}

function lowerFor({ name: variable, wordlist, body }: ParsedFor, lowering: Lowering): Command {
  if (!name.test(variable.text)) throw new Pass("shell syntax");
  return {
    kind: "for",
    name: variable.text,
    words: wordlist?.flatMap((each) => lowerWords(each, lowering)),
    body: lowering.inner(body),
    redirects: none,
  };
}

function lowerCase({ word, items }: ParsedCase, lowering: Lowering): Command {
  return {
    kind: "case",
    word: lowerWord(word, lowering),
    items: items.map(({ pattern, body, terminator }) => {
      if (terminator !== undefined && terminator !== ";;") throw new Pass("shell syntax of bash");
      const patterns = pattern.map((each) => lowerWord(each, lowering));
      return { patterns, body: lowering.inner(body) };
    }),
    redirects: none,
  };
}

function lowerSimple(node: ParsedCommand, lowering: Lowering): SimpleCommand {
  const assignments: [string, Word][] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  for (const each of node.prefix) {
    if (each.type === "Assignment") assignments.push(lowerAssignment(each, lowering));
    else redirects.push(...lowerRedirect(each, lowering));
  }
  if (node.name) words.push(...lowerWords(node.name, lowering));
  for (const each of node.suffix) {
    if (each.type === "Word") {
      // bash takes `~` behind an equals sign for a home directory
      if (/^[A-Za-z_]\w*=.*~/.test(each.text)) throw new Pass("shell ~");
      words.push(...lowerWords(each, lowering));
    } else if (each.type === "Assignment") {
      const [variable, value] = lowerAssignment(each, lowering);
      words.push(joined(`${variable}=`, value));
    } else redirects.push(...lowerRedirect(each, lowering));
  }
  return { kind: "simple", line: lowering.line(node.pos), assignments, words, redirects };
}

function lowerAssignment(
  { name: variable, append, index, value }: Assignment,
  lowering: Lowering,
): [string, Word] {
  if (append || index || value.type !== "Word") throw new Pass("shell syntax of bash");
  return [variable, lowerValue(value, lowering)];
}

function joined(text: string, value: Word): Word {
  return typeof value === "string" ? text + value : [text, ...value];
}
