// SPDX-License-Identifier: Apache-2.0

/** A worker that has nothing but the rules of some lookups, and asks them. @module */
import { parentPort, workerData } from "node:worker_threads";
import { changeProfile } from "../../../apparmor/change_profile.ts";
import { ask, type Result, resultOf } from "../../support/differential.ts";
import type { Group } from "./questions.ts";

/** The answer, or why there was none. */
export type Answered = Result | string;

const { profile, questions } = workerData as Group;
const encoder = new TextEncoder();

// what is loaded on first use is loaded
ask("true", []);
changeProfile(profile, { scope: "thread" });
parentPort!.postMessage(questions.map(({ name, args, input }): Answered => {
  const outcome = ask(name, args, { input: encoder.encode(input) });
  return outcome.kind === "answered"
    ? resultOf(outcome.answer)
    : `${outcome.kind} ${"reason" in outcome ? outcome.reason : ""}`;
}));
