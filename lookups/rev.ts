// SPDX-License-Identifier: Apache-2.0

/** rev(1) of util-linux (text-utils/rev.c), for facts of the system. @module */
import { textOf } from "./filter.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { readOperand } from "./operand.ts";
import { bytesOfLatin1, decodeExactly, printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

function answer(call: Call, host: Host): Answer {
  if (call.args.some((each) => each.startsWith("-"))) throw new Pass("option");
  const { utf8 } = locale(call, host);
  const text = (call.args.length > 0 ? call.args : ["-"]).map((name) => {
    const operand = readOperand(name, call, host);
    if (operand.kind === "error") throw new Pass(`missing ${name}`);
    return reversed(textOf(operand.bytes, call), utf8);
  });
  return printed(text.join(""));
}

function reversed(bytes: string, utf8: boolean): string {
  const text = utf8 ? decodeExactly(bytesOfLatin1(bytes)) : bytes;
  // what is no character is another error in each version
  if (text === undefined || text.includes("\0") || (!utf8 && /[^\0-\x7f]/.test(text))) {
    throw new Pass("special input");
  }
  return text.split("\n").map((line) => [...line].toReversed().join("")).join("\n");
}

/** rev(1) */
export const rev: LookupEntry = {
  name: "rev",
  package: "bsdextrautils",
  presumed: false,
  rules: [],
  summary: "no option, facts of the system",
  source: "files",
  answer,
};
