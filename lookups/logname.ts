// SPDX-License-Identifier: Apache-2.0

/** logname(1) of GNU coreutils, by getlogin(3) of the GNU C library. @module */
import { accountRules, findUser } from "./accounts.ts";
import { parseOptions, programName, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { isTerminal } from "./predicate.ts";
import { quote } from "./quote.ts";
import { decode, failed, printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

/** Who logged in: set once, and inherited by every child. */
const loginId = "/proc/self/loginuid";
/** (uid_t) -1: nobody did. */
const unset = 0xffffffff;
/** Longer names are not what getlogin(3) has room for. */
const longestName = 32;

function answer(call: Call, host: Host): Answer {
  const { operands, error } = parseOptions(call, { short: "" });
  if (error !== undefined || operands.length > 0) {
    const language = locale(call, host);
    return usageError(call, error ?? `extra operand ${quote(operands[0]!, language)}`);
  }
  const name = loginName(call, host);
  if (name !== undefined) return printed(`${name}\n`);
  locale(call, host);
  return failed(1, `${programName(call)}: no login name\n`);
}

/** sysdeps/unix/sysv/linux/getlogin_r.c, and where that cannot tell, the terminal's line of utmp(5). */
function loginName(call: Call, host: Host): string | undefined {
  const bytes = host.read(loginId);
  if (bytes) {
    const text = decode(bytes).trim();
    if (!/^\d{1,10}$/.test(text)) throw new Pass(`content of ${loginId}`);
    if (Number(text) === unset) return undefined;
    const user = findUser(host, ({ uid }) => uid === Number(text));
    if (user && user.name.length > longestName) throw new Pass("long name");
    if (user) return user.name;
  }
  if (isTerminal(0n, call)) throw new Pass("terminal 0");
  return undefined;
}

/** logname(1) */
export const logname: LookupEntry = {
  name: "logname",
  package: "coreutils",
  presumed: true,
  rules: [
    "/etc/os-release r,",
    "/proc/*/loginuid r,",
    "/usr/lib/os-release r,",
    ...accountRules.filter((rule) => !rule.includes("group")),
  ],
  summary: "every option, where standard input is no terminal for sure",
  source: "/proc/self/loginuid, /etc/passwd",
  answer,
};
