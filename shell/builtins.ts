// SPDX-License-Identifier: Apache-2.0

/** Commands that the shells bring themselves, in dash's and bash's words. @module */
import type { Host } from "../lookups/host.ts";
import { resolve } from "../lookups/resolve.ts";
import { isPresumed } from "../lookups/run.ts";
import { bytesOfLatin1, encode, failed, latin1, nothing, printed } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import type { BuiltinCall, ShellName } from "./builtin_call.ts";
import { interpret } from "./escapes.ts";
import { printf } from "./printf.ts";
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

function command({ shell, args, variables, cwd, knowledge }: BuiltinCall, host: Host): Answer {
  const [option, name] = args;
  if (args.length !== 2 || option !== "-v" || !/^[A-Za-z0-9_.+-]+$/.test(name!)) {
    throw new Pass("builtin command");
  }
  if (name!.startsWith("-") || keyword.test(name!)) throw new Pass("builtin command");
  if (isBuiltin(name!, shell)) return printed(`${name}\n`);
  const found = resolve({ file: name!, env: variables, cwd }, host);
  if (found.kind !== "missing") {
    return { code: 0, stdout: encode(`${found.path}\n`), stderr: nothing };
  }
  // what would be answered when it is executed is not missing
  if (isPresumed(knowledge.find(name!), host)) throw new Pass(`presumed ${name}`);
  return failed(shell === "bash" ? 1 : 127, "");
}

const keyword =
  /^(if|then|else|elif|fi|for|while|until|do|done|case|esac|in|function|select|time|coproc)$/;
