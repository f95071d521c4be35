// SPDX-License-Identifier: Apache-2.0

/** What the shells tell of a command's name: `type`, and `command` with options. @module */
import type { Host } from "../lookups/host.ts";
import { resolve } from "../lookups/resolve.ts";
import { isPresumed } from "../lookups/run.ts";
import { encode, failed, printed } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import { type BuiltinCall, complaint, type ShellName } from "./builtin_call.ts";
import { isBuiltin, isKeyword, isSpecial } from "./builtin_names.ts";

type Kind =
  | { readonly is: "keyword" | "function" | "builtin" | "nothing" }
  | { readonly is: "file"; readonly path: string };

const plainName = /^[A-Za-z0-9_.+][A-Za-z0-9_.+-]*$/;

/** Runs `type`. */
export function type(call: BuiltinCall, host: Host): Answer {
  const { args, shell } = call;
  if (shell === "bash" && args[0] === "-t") return typeWord(call, args.slice(1), host);
  return describe("type", args, call, host);
}

/** Runs `command` where an option is given. */
export function command(call: BuiltinCall, host: Host): Answer {
  const [option, ...names] = call.args;
  if (option === "-V" && names.length === 1) return describe("command", names, call, host);
  if (option !== "-v" || names.length !== 1) throw new Pass("builtin command");
  const [name] = names;
  const kind = kindOf(name!, call, host);
  if (kind.is === "nothing") return failed(call.shell === "bash" ? 1 : 127, "");
  return printed(`${kind.is === "file" ? kind.path : name}\n`);
}

/** A sentence for each name. */
function describe(
  builtin: "type" | "command",
  names: readonly string[],
  call: BuiltinCall,
  host: Host,
): Answer {
  const { shell } = call;
  let text = "";
  let errors = "";
  let code = 0;
  for (const name of names) {
    const isRemembered = call.state.remembered.has(name);
    const kind = kindOf(name, call, host);
    switch (kind.is) {
      case "keyword":
        text += `${name} is a shell keyword\n`;
        break;
      case "function":
        // bash prints it
        if (shell === "bash") throw new Pass(`builtin ${builtin}`);
        text += `${name} is a shell function\n`;
        break;
      case "builtin": {
        const isNamed = shell === "sh" && isSpecial(name);
        text += `${name} is a ${isNamed ? "special " : ""}shell builtin\n`;
        break;
      }
      case "file":
        // what was executed is known by another name
        if (isRemembered) throw new Pass(`builtin ${builtin}`);
        text += `${name} is ${kind.path}\n`;
        break;
      case "nothing":
        code = shell === "bash" ? 1 : 127;
        if (shell === "bash") errors += complaint(call, builtin, `${name}: not found`);
        else text += `${name}: not found\n`;
    }
  }
  // who writes first depends on the buffer of the output
  if (text !== "" && errors !== "") throw new Pass(`builtin ${builtin} message`);
  return { code, stdout: encode(text), stderr: encode(errors) };
}

/** A word for each name: `type -t` of bash. */
function typeWord(call: BuiltinCall, names: readonly string[], host: Host): Answer {
  const kinds = names.map((name) => kindOf(name, call, host).is);
  const text = kinds.filter((kind) => kind !== "nothing").map((kind) => `${kind}\n`).join("");
  return { ...printed(text), code: kinds.includes("nothing") ? 1 : 0 };
}

function kindOf(name: string, call: BuiltinCall, host: Host): Kind {
  const { shell, state } = call;
  if (!plainName.test(name)) throw new Pass("builtin type");
  if (isKeyword(name, shell)) return { is: "keyword" };
  if (state.functions.has(name)) return { is: "function" };
  if (isBuiltin(name, shell)) return { is: "builtin" };
  const path = pathOf(name, call, host);
  return path === undefined ? { is: "nothing" } : { is: "file", path };
}

/** Where a shell finds a command; undefined: nowhere. */
function pathOf(
  name: string,
  { variables, cwd, knowledge, state, shell }: BuiltinCall,
  host: Host,
): string | undefined {
  const found = resolve({ file: name, env: variables, cwd }, host);
  state.remembered.add(name);
  if (found.kind === "system") return found.path;
  if (found.kind === "other") return joined(found.entry!, name, shell);
  // what would be answered when it is executed is not missing
  if (isPresumed(knowledge.find(name), host)) throw new Pass(`presumed ${name}`);
  return undefined;
}

/** An entry of PATH before a name, as shells show it (padvance() of dash, sh_makepath() of bash). */
function joined(entry: string, name: string, shell: ShellName): string {
  if (shell === "sh") return entry === "" ? name : `${entry}/${name}`;
  if (entry.startsWith("~")) throw new Pass("PATH of a home");
  return entry === "" ? `./${name}` : `${entry.replace(/\/$/, "")}/${name}`;
}
