// SPDX-License-Identifier: Apache-2.0

/** getconf(1) of the GNU C library (posix/getconf.c). @module */
import { absolute } from "./canonical.ts";
import { type ConfigurationVariable, findVariable, variables } from "./getconf_variables.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { failed, printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";
import { glibcVersion } from "./versions.ts";

function answer(call: Call, host: Host): Answer | undefined {
  if (call.build === "unknown") return undefined;
  const [first] = call.args;
  if (first === "--help" || first === "--version") throw new Pass(`option ${first}`);
  const args = withoutSpecification(call.args);
  if (args[0] === "-a") return args.length > 2 ? usage(call, host) : list(call, host, args[1]);
  const [name, path, ...rest] = args[0] === "--" ? args.slice(1) : args;
  if (name === undefined || rest.length > 0) return usage(call, host);
  const variable = findVariable(name, glibcVersion(call));
  if (!variable) return complaint(call, host, 2, `Unrecognized variable \`${name}'`);
  if ((variable.source === "pathconf") !== (path !== undefined)) return usage(call, host);
  const told = tell(variable, path, call, host);
  if ("error" in told) return complaint(call, host, 3, `pathconf: ${path}: ${told.error}`);
  if (told.value === undefined) requireEnglish(call, host);
  return printed(`${told.value ?? "undefined"}\n`);
}

/** `-v SPEC`: every environment is defined where programs are compiled, and SPEC says nothing. */
function withoutSpecification(args: readonly string[]): readonly string[] {
  const [first] = args;
  if (!first?.startsWith("-v")) return args;
  return first === "-v" ? args.slice(2) : args.slice(1);
}

function list(call: Call, host: Host, path = "/"): Answer {
  const version = glibcVersion(call);
  const width = version < 43 ? 35 : 36;
  let text = "";
  for (const variable of variables(version)) {
    const told = tell(variable, path, call, host);
    text += `${variable.name.padEnd(width)}${"error" in told ? "" : told.value ?? ""}\n`;
  }
  return printed(text);
}

/** A value, undefined where there is no limit; or what is wrong with the path. */
type Told = { readonly value: string | undefined } | { readonly error: string };

/** `_PC_LINK_MAX` */
const linkMax = 0;
/** `_SC_ULONG_MAX` */
const ulongMax = 117;

function tell(
  { source, number }: ConfigurationVariable,
  path: string | undefined,
  call: Call,
  host: Host,
): Told {
  switch (source) {
    case "limit":
      return { value: `${number}` };
    case "confstr":
      return { value: host.confstr(number) };
    case "sysconf": {
      const value = host.sysconf(number);
      // (unsigned long) -1
      if (value === -1n) return { value: number === ulongMax ? `${2n ** 64n - 1n}` : undefined };
      return { value: `${value}` };
    }
    case "pathconf": {
      // which ext it is, the C library then looks for in /proc/mounts
      if (number === linkMax && !host.isExecutable("/sys/dev/block")) {
        throw new Pass("LINK_MAX without /sys");
      }
      const value = host.pathconf(path === "" ? "" : absolute(path!, call), number);
      if (typeof value === "string") return { error: value };
      return { value: value === -1n ? undefined : `${value}` };
    }
  }
}

function usage(call: Call, host: Host): Answer {
  requireEnglish(call, host);
  const name = call.argv0.slice(call.argv0.lastIndexOf("/") + 1);
  return failed(
    2,
    `Usage: ${name} [-v specification] variable_name [pathname]\n       ${name} -a [pathname]\n`,
  );
}

function complaint(call: Call, host: Host, code: number, message: string): Answer {
  requireEnglish(call, host);
  return failed(code, `${call.argv0}: ${message}\n`);
}

function requireEnglish(call: Call, host: Host): void {
  locale(call, host);
  // categories are set one by one, so another one that is missing does not keep the messages at C
  if (call.env.get("LANGUAGE")) throw new Pass("locale LANGUAGE");
}

/** getconf(1) */
export const getconf: LookupEntry = {
  name: "getconf",
  package: "libc-bin",
  presumed: true,
  rules: [
    "/etc/os-release r,",
    "/proc/sys/kernel/ngroups_max r,",
    "/sys/devices/system/cpu/** r,",
    "/usr/lib/os-release r,",
  ],
  summary: "every variable, -v, -a",
  source: "sysconf(3), confstr(3), pathconf(3)",
  answer,
};
