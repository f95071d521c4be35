// SPDX-License-Identifier: Apache-2.0

/** test(1) of GNU coreutils, and the same under the name `[` (src/test.c). @module */
import { buildRules } from "./build.ts";
import { evaluateExpression, ExpressionError } from "./expression.ts";
import { programName } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { quote } from "./quote.ts";
import { failed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

function answer(call: Call, host: Host): Answer {
  return evaluated(call, call.args.length, host);
}

function answerBracket(call: Call, host: Host): Answer {
  const { args } = call;
  if (args.length === 1 && /^--(help|version)$/.test(args[0]!)) {
    throw new Pass(`option ${args[0]}`);
  }
  if (args.at(-1) !== "]") return complaint(new ExpressionError("missing %s", "]"), call, host);
  return evaluated(call, args.length - 1, host);
}

function evaluated(call: Call, count: number, host: Host): Answer {
  const around = {
    place: call,
    host,
    get comparesText() {
      return call.build !== "debian-12" && call.build !== "ubuntu-24.04";
    },
  };
  try {
    return failed(evaluateExpression(call.args, count, around) ? 0 : 1, "");
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return complaint(thrown, call, host);
    throw thrown;
  }
}

function complaint({ message, words }: ExpressionError, call: Call, host: Host): Answer {
  const language = locale(call, host);
  const rest = [...words];
  const text = message.replaceAll("%s", () => quote(rest.shift()!, language));
  return failed(2, `${programName(call)}: ${text}\n`);
}

/** test(1) */
export const test: LookupEntry = {
  name: "test",
  package: "coreutils",
  presumed: true,
  rules: buildRules,
  summary: "every expression but < and >, and terminals that are this process' own",
  source: "stat(2), access(2)",
  answer,
};

/** test(1) as `[` */
export const bracket: LookupEntry = { ...test, name: "[", answer: answerBracket };
