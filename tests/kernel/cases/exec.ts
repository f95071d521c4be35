// SPDX-License-Identifier: Apache-2.0

/** Profiles that begin with the next program, and questions to the policy. @module */
import assert from "node:assert/strict";
import type { Cases } from "../case.ts";
import { run } from "../support/process.ts";

/** The cases. */
export const cases: Cases = {
  "a program starts itself anew under the profile, once, as the same process"() {
    const { outcomes, status } = run(undefined, [
      ["pid"],
      ["execWithProfile", "monkeys_a"],
      ["labels"],
      ["args"],
    ]);
    assert.equal(status, 0);
    const [before, after, ...rest] = outcomes.map(({ value }) => value);
    assert.equal(after, before);
    assert.deepEqual(rest, [undefined, ["monkeys_a (enforce)"], 1]);
  },
  "with its arguments, directory and environment, and what it listens on"() {
    const { outcomes } = run(undefined, [
      ["self"],
      ["listen"],
      ["passOn", "monkeys_a"],
      ["labels"],
      ["adopt"],
      ["self"],
    ], { wrapper: ["env", "-C", "/usr/share", "MONKEYS=two words"], args: ["three", "", "words"] });
    const values = outcomes.map(({ value }) => value);
    const { args, ...before } = values[0] as { args: string[] };
    assert.deepEqual(args, ["three", "", "words"]);
    assert.equal((before as unknown as { directory: string }).directory, "/usr/share");
    const [again, port] = [values.at(-1) as { args: string[] }, values[1]];
    assert.ok(Number(port) > 0);
    const { args: more, ...after } = again;
    assert.deepEqual(after, before);
    assert.deepEqual(more.slice(0, 3), args);
    assert.deepEqual(values.slice(-3, -1), [["monkeys_a (enforce)"], "monkeys_a"]);
  },
  "or puts the profile beside its own"() {
    const { outcomes } = run("monkeys_a", [
      ["execWithProfile", "monkeys_b", { stack: true }],
      ["labels"],
    ]);
    assert.match(String(outcomes.at(-1)?.value), /^monkeys_[ab]\/\/&monkeys_[ab] \(enforce\)$/);
  },
  "a profile that is not loaded starts nothing"() {
    const { outcomes } = run(undefined, [["execWithProfile", "monkeys_missing"], ["labels"]]);
    assert.equal(outcomes[0]?.code, "ENOENT");
    assert.deepEqual(outcomes[1]?.value, ["unconfined"]);
  },
  "children that are started next run under the profile, the process does not"() {
    const { outcomes } = run(undefined, [
      ["onExec", "monkeys_a"],
      ["run", "cat", "/proc/self/attr/current"],
      ["labels"],
    ]);
    assert.equal(outcomes[1]?.value, "monkeys_a (enforce)\n");
    assert.deepEqual(outcomes[2]?.value, ["unconfined"]);
  },
  "the policy tells what a profile may access"() {
    const { outcomes } = run(undefined, [
      ["mayAccess", "/tmp/monkeys-secret", "r", "monkeys_denies_secret"],
      ["mayAccess", "/tmp/other", "rw", "monkeys_denies_secret"],
      ["mayAccess", "/tmp/other", "w", "monkeys_strict"],
      ["mayAccess", "/usr/bin/x", "x", "monkeys_strict"],
      ["mayAccess", "/anything", "r"],
      ["mayAccess", "/anything", "r", "monkeys_missing"],
      ["isEnabled"],
      ["peerLabel", 0],
    ]);
    assert.deepEqual(outcomes.map(({ value }) => value), [
      false,
      true,
      true,
      false,
      true,
      undefined,
      true,
      undefined,
    ]);
  },
};
