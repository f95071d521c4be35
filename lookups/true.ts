// SPDX-License-Identifier: Apache-2.0

/** true(1) of GNU coreutils. @module */
import { nothing } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

function answer(call: Call): Answer {
  const [first] = call.args;
  // only a sole argument can be an option, and never an abbreviated one (coreutils src/true.c)
  if (call.args.length === 1 && (first === "--help" || first === "--version")) {
    throw new Pass(`option ${first}`);
  }
  return { code: 0, stdout: nothing, stderr: nothing };
}

/** true(1) */
export const trueCommand: LookupEntry = {
  name: "true",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "everything but --help and --version",
  source: "nothing",
  answer,
};
