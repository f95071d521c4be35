// SPDX-License-Identifier: Apache-2.0

/** Commands that the shells bring themselves, in dash's and bash's words. @module */
import type { Host } from "../lookups/host.ts";
import { failed, nothing } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import type { BuiltinCall } from "./builtin_call.ts";
import { command, type } from "./describe.ts";
import { cd, pwd } from "./directory.ts";
import { echo } from "./echo.ts";
import { exit, jump, returnFrom } from "./leave.ts";
import { set, shift } from "./options.ts";
import { printf } from "./printf.ts";
import { read } from "./read.ts";
import { test } from "./test_builtin.ts";
import { exportVariables, local, readonly, unsetVariables } from "./variable_builtins.ts";

const success: Answer = { code: 0, stdout: nothing, stderr: nothing };

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
      exportVariables(call);
      return success;
    case "unset":
      unsetVariables(call);
      return success;
    case "readonly":
      readonly(call);
      return success;
    case "local":
      local(call);
      return success;
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
      set(call);
      return success;
    case "shift":
      return shift(call);
    case "exit":
      return exit(call);
    case "return":
      return returnFrom(call);
    case "break":
    case "continue":
      jump(name, call);
      return success;
    default:
      throw new Pass(`builtin ${name}`);
  }
}
