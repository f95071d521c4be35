// SPDX-License-Identifier: Apache-2.0

/** nl(1) of GNU coreutils (src/nl.c), for facts of the system. @module */
import { eachText, linesOf } from "./filter.ts";
import { type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "h:b:f:v:i:pl:s:w:n:d:",
  long: [
    ["header-numbering", "h", "required"],
    ["body-numbering", "b", "required"],
    ["footer-numbering", "f", "required"],
    ["starting-line-number", "v", "required"],
    ["line-increment", "i", "required"],
    ["no-renumber", "p"],
    ["join-blank-lines", "l", "required"],
    ["number-separator", "s", "required"],
    ["number-width", "w", "required"],
    ["number-format", "n", "required"],
    ["section-delimiter", "d", "required"],
  ],
};

/** Lines that begin a header, a body or a footer. */
const section = /^(\\:){1,3}$/;

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  locale(call, host);
  for (const { key } of given) if (!"bvispwn".includes(key)) throw new Pass(`option -${key}`);
  const value = (key: string, pattern: RegExp, normal: string) => {
    const values = given.filter((each) => each.key === key).map((each) => each.value!);
    // one that is none has a message, whether or not another follows
    if (!values.every((each) => pattern.test(each))) throw new Pass(`option -${key}`);
    return values.at(-1) ?? normal;
  };
  const style = value("b", /^[atn]$/, "t");
  const format = value("n", /^(ln|rn|rz)$/, "rn");
  const separator = value("s", /^[ -~\t]*$/, "\t");
  const width = Number(value("w", /^[1-9]\d{0,2}$/, "6"));
  const increment = Number(value("i", /^\d{1,6}$/, "1"));
  let number = Number(value("v", /^\d{1,6}$/, "1"));
  if (error !== undefined) return usageError(call, error);
  const transcript = new Transcript();
  const code = eachText(operands, call, host, transcript, (text) => {
    for (const line of linesOf(text)) {
      if (section.test(line)) throw new Pass("section");
      const isNumbered = style === "a" || (style === "t" && line !== "");
      const label = isNumbered ? laid(number, format, width) + separator : undefined;
      if (isNumbered) number += increment;
      transcript.print(`${label ?? " ".repeat(width + separator.length)}${line}\n`);
    }
  });
  return transcript.answer(code);
}

function laid(number: number, format: string, width: number): string {
  const digits = String(number);
  if (format === "ln") return digits.padEnd(width);
  return digits.padStart(width, format === "rz" ? "0" : " ");
}

/** nl(1) */
export const nl: LookupEntry = {
  name: "nl",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "-b -i -n -p -s -v -w without patterns and sections, facts of the system",
  source: "files",
  answer,
};
