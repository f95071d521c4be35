// SPDX-License-Identifier: Apache-2.0

/** Commands that the shells bring themselves, in dash's and bash's words. @module */
import type { Host } from "../lookups/host.ts";
import { resolve } from "../lookups/resolve.ts";
import { isPresumed } from "../lookups/run.ts";
import { bytesOfLatin1, encode, failed, latin1, nothing, printed } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import { type BuiltinCall, complaint, type ShellName } from "./builtin_call.ts";
import { Exit, LoopJump, Return } from "./control.ts";
import { cd, pwd } from "./directory.ts";
import { interpret } from "./escapes.ts";
import { printf } from "./printf.ts";
import { read } from "./read.ts";
import { test } from "./test_builtin.ts";

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

const success: Answer = { code: 0, stdout: nothing, stderr: nothing };
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Runs a builtin; throws a Pass where it is not reproduced. */
export function runBuiltin(name: string, call: BuiltinCall, host: Host): Answer {
  switch (name) {
    case ":":
    case "true":
      return success;
    case "false":
      return failed(1, "");
    case "echo":
      return echo(call);
    case "printf":
      return printf(call);
    case "test":
    case "[":
      return test(name, call, host);
    case "export":
      return exportVariables(call);
    case "unset":
      return unsetVariables(call);
    case "command":
      return command(call, host);
    case "type":
      return type(call, host);
    case "read":
      return read(call);
    case "cd":
      return cd(call, host);
    case "pwd":
      return pwd(call, host);
    case "set":
      return set(call);
    case "shift":
      return shift(call);
    case "exit":
      throw new Exit(givenStatus(call));
    case "return":
      if (!call.inFunction) throw new Pass("builtin return");
      throw new Return(givenStatus(call));
    case "break":
    case "continue":
      return jump(name, call);
    default:
      throw new Pass(`builtin ${name}`);
  }
}

function echo({ shell, args }: BuiltinCall): Answer {
  const first = args[0] ?? "";
  const silent = first === "-n";
  if (shell === "bash" && /^-[neE]+$/.test(first) && !silent) throw new Pass("builtin echo -e");
  const rest = silent ? args.slice(1) : args;
  // a second option is one to bash and a word to dash
  if (silent && /^-[neE]+$/.test(rest[0] ?? "")) throw new Pass("builtin echo -n");
  const text = latin1(encode(rest.join(" ")));
  if (shell === "bash" || !text.includes("\\")) return shown(text, silent);
  // dash interprets escapes always
  const interpreted = interpret(text, shell);
  return shown(interpreted.text, silent || interpreted.isLast);
}

function shown(bytes: string, silent: boolean): Answer {
  return {
    code: 0,
    stdout: bytesOfLatin1(silent ? bytes : `${bytes}\n`),
    stderr: nothing,
  };
}

function exportVariables({ shell, args, variables }: BuiltinCall): Answer {
  if (args.length === 0) throw new Pass("builtin export");
  for (const arg of args) {
    const equals = arg.indexOf("=");
    const name = equals < 0 ? arg : arg.slice(0, equals);
    if (!variableName.test(name)) throw new Pass("builtin export");
    // bash follows its own locale, and warns of one that is not installed
    if (shell === "bash" && /^(LC_|LANG)/.test(name)) throw new Pass("builtin export of a locale");
    if (equals < 0) variables.export(name);
    else variables.set(name, arg.slice(equals + 1), "exported");
  }
  return success;
}

function unsetVariables({ shell, args, variables }: BuiltinCall): Answer {
  for (const name of args) {
    if (!variableName.test(name)) throw new Pass("builtin unset");
    if (shell === "bash" && /^(LC_|LANG)/.test(name)) throw new Pass("builtin unset of a locale");
    variables.unset(name);
  }
  return success;
}

/** The status that `exit` or `return` is given, or the last one. */
function givenStatus({ args, state }: BuiltinCall): number {
  const [status, ...more] = args;
  if (status === undefined) {
    state.requireCertain();
    return state.status;
  }
  if (more.length > 0 || !/^\d{1,3}$/.test(status) || Number(status) > 255) {
    throw new Pass("builtin exit");
  }
  return Number(status);
}

function jump(kind: "break" | "continue", { args, shell, loops }: BuiltinCall): Answer {
  const [levels = "1", ...more] = args;
  if (more.length > 0 || !/^[1-9]\d?$/.test(levels)) throw new Pass(`builtin ${kind}`);
  // bash warns where there is no loop
  if (loops === undefined || (loops === 0 && shell === "bash")) throw new Pass(`builtin ${kind}`);
  if (loops === 0) return success;
  throw new LoopJump(kind, Math.min(Number(levels), loops));
}

function set({ args, state, shell }: BuiltinCall): Answer {
  const [option] = args;
  if (option === "--") state.parameters = args.slice(1);
  else if (args.length === 1 && /^[-+]e$/.test(option!) && shell === "sh") {
    // bash has other views of what ends it
    state.exitsOnError = option === "-e";
  } else if (option !== undefined && /^[^-+]/.test(option)) state.parameters = args;
  else throw new Pass("builtin set");
  return success;
}

function shift({ args, state, shell }: BuiltinCall): Answer {
  const [count = "1", ...more] = args;
  if (more.length > 0 || !/^\d{1,3}$/.test(count)) throw new Pass("builtin shift");
  if (Number(count) > state.parameters.length) {
    if (shell === "bash") return failed(1, "");
    throw new Pass("builtin shift");
  }
  state.parameters = state.parameters.slice(Number(count));
  return success;
}

function type(call: BuiltinCall, host: Host): Answer {
  const { args, shell, state } = call;
  let text = "";
  let errors = "";
  let code = 0;
  for (const name of args) {
    if (!plainName.test(name)) throw new Pass("builtin type");
    if (isKeyword(name, shell)) text += `${name} is a shell keyword\n`;
    else if (state.functions.has(name)) {
      // bash prints it
      if (shell === "bash") throw new Pass("builtin type");
      text += `${name} is a shell function\n`;
    } else if (isBuiltin(name, shell)) {
      const kind = shell === "sh" && isSpecial(name) ? "special shell builtin" : "shell builtin";
      text += `${name} is a ${kind}\n`;
    } else {
      // what was executed is known by another name
      if (state.remembered.has(name)) throw new Pass("builtin type");
      const path = pathOf(name, call, host);
      if (path !== undefined) text += `${name} is ${path}\n`;
      else {
        code = shell === "bash" ? 1 : 127;
        if (shell === "bash") errors += complaint(call, "type", `${name}: not found`);
        else text += `${name}: not found\n`;
      }
    }
  }
  // who writes first depends on the buffer of the output
  if (text !== "" && errors !== "") throw new Pass("builtin type message");
  return { code, stdout: encode(text), stderr: encode(errors) };
}

/** Where a shell finds a command; undefined: nowhere. */
function pathOf(
  name: string,
  { variables, cwd, knowledge, state }: BuiltinCall,
  host: Host,
): string | undefined {
  const found = resolve({ file: name, env: variables, cwd }, host);
  state.remembered.add(name);
  if (found.kind !== "missing") return found.path;
  // what would be answered when it is executed is not missing
  if (isPresumed(knowledge.find(name), host)) throw new Pass(`presumed ${name}`);
  return undefined;
}

const plainName = /^[A-Za-z0-9_.+][A-Za-z0-9_.+-]*$/;

function command(call: BuiltinCall, host: Host): Answer {
  const { shell, args, state } = call;
  const [option, name = ""] = args;
  if (args.length !== 2 || option !== "-v" || !plainName.test(name)) {
    throw new Pass("builtin command");
  }
  if (isKeyword(name, shell) || isBuiltin(name, shell) || state.functions.has(name)) {
    return printed(`${name}\n`);
  }
  const path = pathOf(name, call, host);
  if (path !== undefined) return printed(`${path}\n`);
  return failed(shell === "bash" ? 1 : 127, "");
}

/** Whether a word begins or continues a compound command. */
export function isKeyword(name: string, shell: ShellName): boolean {
  return /^(if|then|else|elif|fi|for|while|until|do|done|case|esac|in)$/.test(name) ||
    (shell === "bash" && /^(function|select|time|coproc)$/.test(name));
}
