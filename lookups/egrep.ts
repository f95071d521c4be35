// SPDX-License-Identifier: Apache-2.0

/**
 * egrep(1) and fgrep(1) of GNU grep: scripts that execute `grep` by PATH. Debian's say nothing of their
 * being obsolescent (01-disable-egrep-fgrep-warnings.patch).
 *
 * @module
 */
import { buildRules } from "./build.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

function executes(option: string): (call: Call) => Answer {
  return (call) => {
    // elsewhere they may still say it
    if (!call.build.startsWith("debian")) throw new Pass(`build ${call.build}`);
    const { env, cwd } = call;
    const args = [option, ...call.args];
    const answer = call.execute({ file: "grep", argv0: "grep", args, env, cwd });
    // the shell would say so
    if (!answer) throw new Pass("missing grep");
    return answer;
  };
}

/** egrep(1) */
export const egrep: LookupEntry = {
  name: "egrep",
  package: "grep",
  presumed: false,
  rules: buildRules,
  summary: "as grep -E",
  source: "files",
  answer: executes("-E"),
};

/** fgrep(1) */
export const fgrep: LookupEntry = {
  name: "fgrep",
  package: "grep",
  presumed: false,
  rules: buildRules,
  summary: "as grep -F",
  source: "files",
  answer: executes("-F"),
};
