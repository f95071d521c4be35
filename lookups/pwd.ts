// SPDX-License-Identifier: Apache-2.0

/** pwd(1) of GNU coreutils, not a shell's own (src/pwd.c). @module */
import { physicalDirectory } from "./canonical.ts";
import { parseOptions, programName, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { Transcript } from "./transcript.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";

function answer(call: Call, host: Host): Answer {
  const { options, operands, error } = parseOptions(call, {
    short: "LP",
    long: [["logical", "L"], ["physical", "P"]],
  });
  locale(call, host);
  if (error !== undefined) return usageError(call, error);
  const way = options.at(-1)?.key ??
    (call.env.get("POSIXLY_CORRECT") === undefined ? "P" : "L");
  const path = way === "L" ? logical(call, host) : undefined;
  const transcript = new Transcript();
  if (operands.length > 0) {
    transcript.complain(`${programName(call)}: ignoring non-option arguments`);
  }
  transcript.printText(`${path ?? physicalDirectory(call, host)}\n`);
  return transcript.answer(0);
}

/** PWD, where it names the working directory without dots. */
function logical(call: Call, host: Host): string | undefined {
  const path = call.env.get("PWD");
  if (!path?.startsWith("/") || /\/\.\.?(\/|$)/.test(path)) return undefined;
  const there = host.stat(path);
  const here = host.stat(call.cwd);
  return there && here && there.dev === here.dev && there.ino === here.ino ? path : undefined;
}

/** pwd(1) */
export const pwd: LookupEntry = {
  name: "pwd",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option",
  source: "getcwd(3)",
  answer,
};
