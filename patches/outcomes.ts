// SPDX-License-Identifier: Apache-2.0

/** What became of calls: counted, and published to who asks. @module */
import type { Channel } from "node:diagnostics_channel";
import { commandName } from "../lookups/command_name.ts";
import { say } from "./diagnostic.ts";
import type { Invocation, Outcome } from "./invocation.ts";
import { type OutcomeCount, state } from "./state.ts";

/** The channel of node:diagnostics_channel on which each outcome is published. */
export const channelName = "@aa/monkeys:outcome";

/** What is published on the channel. */
export interface OutcomeMessage {
  /** The API that was called: `node:child_process.execSync`. */
  readonly api: string;
  /** The command as the program named it. */
  readonly file: string;
  /** The arguments after `argv[0]`, as they are: subscribers decide what they show. */
  readonly args: readonly string[];
  /** What became of the call. */
  readonly outcome: OutcomeCount["outcome"];
  /** Why it was not answered. */
  readonly reason: string | undefined;
}

/** What became of this thread's calls so far. */
export interface Stats {
  /** Calls that were answered in-process. */
  readonly answered: number;
  /** Calls that were left to the originals. */
  readonly passed: number;
  /** Calls that the policy refused. */
  readonly refused: number;
  /** The same by command, outcome and reason. */
  readonly outcomes: readonly Readonly<OutcomeCount>[];
  /** Workers that started unpatched, by reason. */
  readonly unpatchedWorkers: Readonly<Record<string, number>>;
}

/** Names and reasons hold paths: past this many kinds, new ones share one row for each outcome. */
const mostKinds = 1000;

let channel: Channel | undefined;

/**
 * Records one outcome: counts it, publishes it, and reports a refusal on standard error.
 *
 * @returns what was published
 */
export function record(
  { api, file, args }: Pick<Invocation, "api" | "file" | "args">,
  outcome: Outcome,
): OutcomeMessage {
  const reason = outcome.kind === "answered" ? undefined : outcome.reason;
  const name = commandName(file);
  const command = outcome.kind === "refused" ? outcome.command : name;
  count(command, outcome.kind, reason);
  if (outcome.kind === "refused") {
    const asked = command === name ? `"${file}"` : `"${command}" in a line of "${file}"`;
    say(`refused ${asked}: ${reason}`);
  }
  const message = { api, file, args, outcome: outcome.kind, reason };
  publish(message);
  return message;
}

function count(command: string, outcome: OutcomeCount["outcome"], reason: string | undefined) {
  const { counts } = state;
  const key = `${outcome}\0${command}\0${reason ?? ""}`;
  const known = counts.get(key);
  if (known) known.count++;
  else if (counts.size < mostKinds) counts.set(key, { command, outcome, reason, count: 1 });
  else countOther(outcome);
}

function countOther(outcome: OutcomeCount["outcome"]): void {
  const key = `${outcome}\0`;
  const other = state.counts.get(key);
  if (other) other.count++;
  else state.counts.set(key, { command: "(other)", outcome, reason: "(other)", count: 1 });
}

function publish(message: OutcomeMessage): void {
  // not at import: in Deno it brings the Node layer, where nothing else did
  channel ??= process.getBuiltinModule("node:diagnostics_channel").channel(channelName);
  if (!channel.hasSubscribers) return;
  channel.publish(message);
}

/** What became of this thread's calls so far. */
export function stats(): Stats {
  const totals = { answered: 0, passed: 0, refused: 0 };
  const outcomes = [...state.counts.values()].map((each) => ({ ...each }));
  for (const { outcome, count } of outcomes) totals[outcome] += count;
  return { ...totals, outcomes, unpatchedWorkers: Object.fromEntries(state.unpatchedWorkers) };
}
