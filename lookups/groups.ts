// SPDX-License-Identifier: Apache-2.0

/** groups(1) of GNU coreutils: `id -Gn`, with the user's name in front where one is asked. @module */
import { buildRules } from "./build.ts";
import { accountRules } from "./accounts.ts";
import { parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { id } from "./id.ts";
import { locale } from "./locale.ts";
import { concat, encode, failed, nothing } from "./text.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";

function answer(call: Call, host: Host): Answer | undefined {
  const { operands, error } = parseOptions(call, { short: "" });
  locale(call, host);
  if (error !== undefined) return usageError(call, error);
  if (operands.length === 0) return id.answer(asked(call, ["-Gn"]), host);
  let whole: Answer = failed(0, "");
  for (const name of operands) {
    const one = id.answer(asked(call, ["-Gn", "--", name]), host);
    if (!one) return undefined;
    const head = one.code === 0 ? encode(`${name} : `) : nothing;
    whole = {
      code: whole.code || one.code,
      stdout: concat([whole.stdout, head, one.stdout]),
      stderr: concat([whole.stderr, one.stderr]),
      merged: concat([
        whole.merged ?? nothing,
        head,
        one.merged ?? concat([one.stderr, one.stdout]),
      ]),
    };
  }
  return whole;
}

/** The same call, asked of another command. */
function asked(call: Call, args: readonly string[]): Call {
  // own properties only: the build and the directory are looked for when they are asked
  return {
    ...call,
    args,
    get build() {
      return call.build;
    },
    get cwd() {
      return call.cwd;
    },
  };
}

/** groups(1) */
export const groups: LookupEntry = {
  name: "groups",
  package: "coreutils",
  presumed: true,
  rules: [...accountRules, ...buildRules],
  summary: "every option, users of /etc/passwd",
  source: "/etc/group, getgroups(2)",
  answer,
};
