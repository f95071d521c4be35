// SPDX-License-Identifier: Apache-2.0

/** Hats, worn by the whole process. @module */
import assert from "node:assert/strict";
import type { Cases } from "../case.ts";
import { run } from "../support/process.ts";

const brief = ({ value, code }: { value?: unknown; code?: string }) => code ?? value;

/** The cases. */
export const cases: Cases = {
  "a hat is put on every thread, and left by every thread"() {
    const { outcomes } = run("monkeys_hats", [
      ["worker", "idle"],
      ["wear", "upload"],
      ["labels"],
      ["leave"],
      ["labels"],
      ["leave"],
      ["withHat", "other"],
      ["labels"],
    ]);
    assert.deepEqual(outcomes.slice(1).map(brief), [
      "monkeys_hats//upload",
      ["monkeys_hats//upload (enforce)"],
      "monkeys_hats",
      ["monkeys_hats (enforce)"],
      "ERR_LEFT",
      "monkeys_hats//other",
      ["monkeys_hats (enforce)"],
    ]);
  },
  "the token that leads back is not shown"() {
    const { outcomes: [, shown] } = run("monkeys_hats", [["wear", "upload"], ["shown"]]);
    assert.match(String(shown?.value), /monkeys_hats\/\/upload/);
    assert.doesNotMatch(String(shown?.value), /[0-9a-f]{16}/);
  },
  "who comes with another token is refused and lives"() {
    const { outcomes, status } = run("monkeys_hats", [
      ["wear", "upload"],
      ["wear", "other"],
      ["labels"],
    ]);
    assert.deepEqual(outcomes.map(brief), [
      "monkeys_hats//upload",
      "ERR_IN_HAT",
      ["monkeys_hats//upload (enforce)"],
    ]);
    assert.equal(status, 0);
  },
  "a hat that is not there is told from a profile that has none"() {
    const { outcomes: [missing, list] } = run("monkeys_hats", [["wear", "nothing"], ["hats"]]);
    assert.equal(missing?.code, "ENOENT");
    assert.deepEqual(list?.value, ["other", "upload"]);
    assert.equal(run("monkeys_a", [["wear", "upload"]]).outcomes[0]?.code, "ECHILD");
    const { outcomes: [unconfined] } = run(undefined, [["wear", "upload"]]);
    assert.equal(unconfined?.code, "EPERM");
    assert.match(unconfined!.message!, /unconfined/);
  },
};
