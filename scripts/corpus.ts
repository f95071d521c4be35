// SPDX-License-Identifier: Apache-2.0

/** Prints what becomes of what real packages ask, line by line, and the totals. @module */
import { type Asked, corpus } from "../tests/corpus/corpus.ts";
import { judge, type Judged, share, type Verdict } from "../tests/corpus/judge.ts";

const meanings: Readonly<Record<Verdict, string>> = {
  answered: "evaluated in-process",
  policy: 'withheld by the policy; files: "all" answers',
  input: "reads an input that is not known before the call",
  unknown: "names a command that is not answered",
  passed: "passed",
};

function shown({ line, argv }: Asked): string {
  const text = line === undefined ? JSON.stringify(argv) : line.replace(/\s+/g, " ");
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

function row({ asked, reason, answer, verdict }: Judged): string {
  const { from, class: kind } = asked;
  const others = from.length > 1 ? ` and ${from.length - 1} more` : "";
  const code = verdict === "policy" ? `, then ${answer!.code}` : "";
  const why = reason === "" ? "" : `\n      ${reason}${code}`;
  return `  ${kind}  ${shown(asked)}\n      ${from[0]}${others}${why}`;
}

const judged = corpus().map(judge);
for (const [verdict, meaning] of Object.entries(meanings)) {
  const some = judged.filter((each) => each.verdict === verdict);
  console.log(`${meaning}: ${some.length}`);
  console.log(some.map((each) => `${row(each)}\n`).join(""));
}
console.log(`of ${judged.length} lines and argument lists`);
for (const [verdict, meaning] of Object.entries(meanings)) {
  const some = judged.filter((each) => each.verdict === verdict);
  const [lines, lists] = [true, false].map((isLine) =>
    some.filter(({ asked }) => (asked.line !== undefined) === isLine).length
  );
  console.log(`  ${String(some.length).padStart(4)}  ${meaning} (${lines} lines, ${lists} lists)`);
}
const percent = (100 * share(judged)).toFixed(1);
console.log(`of those that use only what is answered, ${percent} % are evaluated in-process`);
