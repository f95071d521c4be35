// SPDX-License-Identifier: Apache-2.0

/**
 * What filters made of an input, for who asks the same of it again: a program that asks
 * `ldconfig -p | sed … | grep …` often gets the same bytes each time, and so the same answer.
 *
 * @module
 */
import { isPlainFilter } from "../lookups/plain_filter.ts";
import type { Found, Request } from "../lookups/run.ts";
import type { Answer, Environment } from "../lookups/types.ts";
import { inputOf } from "../lookups/input.ts";

/** Answers by input, and by all else that they depend on; an input is forgotten with its bytes. */
const known = new WeakMap<Uint8Array, Map<string, Answer>>();

/** Filters of one input that are remembered. */
const most = 8;

/** What filters heed of their environment. */
const heeded: readonly string[] = [
  "LC_ALL",
  "LC_CTYPE",
  "LC_COLLATE",
  "LC_MESSAGES",
  "LC_NUMERIC",
  "LANG",
  "LANGUAGE",
  "POSIXLY_CORRECT",
  "_POSIX2_VERSION",
  "GREP_COLOR",
  "GREP_COLORS",
];

/** What an environment tells filters, in one text. */
export function heededOf(env: Environment): string {
  return heeded.map((name) => env.get(name) ?? "\0").join("\x01");
}

/**
 * Answers a plain filter from memory, or remembers its answer.
 *
 * @param environment what its environment tells it
 */
export function remembered(
  found: Found,
  request: Request,
  environment: () => string,
  run: (request: Request) => Answer,
): Answer {
  const { input, args, mayWait } = request;
  const { entry, path } = found;
  // what comes from outside of the line may be changed there
  if (
    input.kind !== "bytes" || !input.isPipe || entry.everywhere ||
    !isPlainFilter(entry.name, args)
  ) {
    return run(request);
  }
  const { bytes } = input;
  if (bytes.length === 0) return run(request);
  let answers = known.get(bytes);
  if (!answers) known.set(bytes, answers = new Map());
  const key = [entry.name, path, mayWait, environment(), ...args].join("\0");
  const answer = answers.get(key);
  if (answer) return answer;
  const taken = inputOf(bytes, input);
  const fresh = run({ ...request, input: taken, cwd: request.cwd });
  if (fresh.stderr.length === 0 && answers.size < most) answers.set(key, fresh);
  return fresh;
}
