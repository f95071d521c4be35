// SPDX-License-Identifier: Apache-2.0

/** tr(1) of GNU coreutils (src/tr.c), which knows bytes and no characters. @module */
import { textOf } from "./filter.ts";
import { type OptionTable, parseOptions, programName, usageError, usageHint } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { readInput } from "./operand.ts";
import { quote } from "./quote.ts";
import { bytesOfLatin1, encode, failed, latin1, nothing } from "./text.ts";
import { type CharacterSet, everyByte, parseSet } from "./tr_set.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "+AcCdst",
  long: [
    ["complement", "c"],
    ["delete", "d"],
    ["squeeze-repeats", "s"],
    ["truncate-set1", "t"],
  ],
};

/** What is done with the characters. */
interface Settings {
  readonly complement: boolean;
  readonly remove: boolean;
  readonly squeeze: boolean;
  readonly truncate: boolean;
}

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  const has = (keys: string) => given.some(({ key }) => keys.includes(key));
  if (has("A")) throw new Pass("option -A");
  if (error !== undefined) return usageError(call, error);
  const settings = {
    complement: has("cC"),
    remove: has("d"),
    squeeze: has("s"),
    truncate: has("t"),
  };
  const wrong = wrongOperands(operands, settings, call, host);
  if (wrong) return wrong;
  const [first, second] = operands.map((each) => parseSet(latin1(encode(each))));
  const filter = filterOf(first!, second, settings);
  const stdout = bytesOfLatin1(filter(textOf(readInput(call), call)));
  return { code: 0, stdout, stderr: nothing };
}

function wrongOperands(
  operands: readonly string[],
  { remove, squeeze }: Settings,
  call: Call,
  host: Host,
): Answer | undefined {
  const least = remove === squeeze ? 2 : 1;
  const most = remove && !squeeze ? 1 : 2;
  const shown = (name: string) => quote(name, locale(call, host));
  if (operands.length === 0) return usageError(call, "missing operand");
  if (operands.length < least) {
    const reason = remove ? "both deleting and squeezing repeats" : "translating";
    return explained(
      call,
      `missing operand after ${shown(operands[0]!)}`,
      `Two strings must be given when ${reason}.`,
    );
  }
  if (operands.length <= most) return undefined;
  const message = `extra operand ${shown(operands[most]!)}`;
  const reason = "Only one string may be given when deleting without squeezing repeats.";
  return operands.length === 2 ? explained(call, message, reason) : usageError(call, message);
}

function explained(call: Call, message: string, reason: string): Answer {
  return failed(1, `${programName(call)}: ${message}\n${reason}\n${usageHint(call)}`);
}

function filterOf(
  first: CharacterSet,
  second: CharacterSet | undefined,
  settings: Settings,
): (text: string) => string {
  const { complement, remove, squeeze } = settings;
  // only the second set knows repetitions
  if (first.repeats) throw new Pass("set");
  const chosen = complement ? outside(first.text) : first.text;
  if (second && !remove) {
    const target = aligned(first, chosen, second, settings);
    const translated = translation(chosen, target);
    return squeeze ? (text) => squeezed(translated(text), target) : translated;
  }
  if (second?.repeats) throw new Pass("set");
  const removed = (text: string) => text.replace(anyOf(chosen), "");
  if (!remove) return (text) => squeezed(text, chosen);
  return second ? (text) => squeezed(removed(text), second.text) : removed;
}

function outside(text: string): string {
  return [...everyByte].filter((each) => !text.includes(each)).join("");
}

/** The second set, as long as the first. */
function aligned(
  first: CharacterSet,
  chosen: string,
  second: CharacterSet,
  { complement, truncate }: Settings,
): string {
  const { caseAt, hasClass, endsWithClass, fillAt } = second;
  let { text } = second;
  if (hasClass || (text === "" && !truncate)) throw new Pass("set");
  if (fillAt !== undefined) {
    const more = Math.max(0, chosen.length - text.length + 1);
    // none at all, where the others are enough
    text = text.slice(0, fillAt) + text[fillAt]!.repeat(more) + text.slice(fillAt + 1);
    if (caseAt.length > 0 || truncate) throw new Pass("set");
  }
  if (caseAt.length > 0 && complement) throw new Pass("set");
  // letters of one case stand for those of the other, pair by pair
  if (caseAt.some((at) => !first.caseAt.includes(at))) throw new Pass("set");
  if (text.length < chosen.length && !truncate) {
    if (endsWithClass) throw new Pass("set");
    text = text.padEnd(chosen.length, text.at(-1)!);
  }
  const isOne = [...text].every((each) => each === text[0]);
  if (complement && (first.hasClass || first.caseAt.length > 0) && !isOne) throw new Pass("set");
  return text;
}

/** Of characters that are named twice the last counts. */
function translation(from: string, to: string): (text: string) => string {
  const table = new Map<string, string>();
  for (let at = 0; at < from.length && at < to.length; at++) table.set(from[at]!, to[at]!);
  const any = anyOf(from);
  return (text) => text.replace(any, (found) => table.get(found) ?? found);
}

/** Finds characters of a set. */
function anyOf(set: string): RegExp {
  return set === "" ? /(?!)/g : new RegExp(`[${codes(set)}]`, "g");
}

function squeezed(text: string, set: string): string {
  return set === "" ? text : text.replace(new RegExp(`([${codes(set)}])\\1+`, "g"), "$1");
}

function codes(set: string): string {
  return [...set].map((each) => `\\x${each.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");
}

/** tr(1) */
export const tr: LookupEntry = {
  name: "tr",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option; sets without equivalences",
  source: "its input",
  answer,
};
