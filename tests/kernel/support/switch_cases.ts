// SPDX-License-Identifier: Apache-2.0

/** The switch of the whole process, the same cases for each operation. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import type { SwitchRequest } from "../../../ffi/threads/mod.ts";
import type { Cases } from "../case.ts";
import { threadLabels } from "../../../apparmor/state.ts";
import { labels } from "./labels.ts";
import { all, asynchronous, children, outcomes, startReader, synchronous } from "./reads.ts";
import type { Reader } from "./reads.ts";
import { report as tell } from "./report.ts";
import { secret, warmUp, writeSecret } from "./secret.ts";
import { switchTo } from "./switch.ts";

const profile = "monkeys_denies_secret";
const next = "monkeys_denies_secret_too";

/** Cases that move the process twice: out of no confinement, and from one profile to another. */
export function switchCases(operation: SwitchRequest["operation"], without?: string): Cases {
  let worker: Reader;
  const cases: Cases = {
    async "every thread is moved, and its label read back"() {
      writeSecret();
      worker = await startReader();
      await warmUp();
      assert.deepEqual(labels(), ["unconfined"]);
      const report = switchTo(profile, operation);
      assert.equal(report.status, "ok", JSON.stringify(report));
      assert.equal(report.label, `${profile} (enforce)`);
      assert.ok(report.threads >= 4);
      assert.equal(report.verified, report.threads - 1);
      assert.deepEqual(labels(), [report.label]);
      tell("threads after a change of the process", threadLabels());
    },
    async "then every read by the process itself is denied"() {
      assert.deepEqual(await outcomes(synchronous, secret), all(synchronous, "denied"));
      assert.deepEqual(await outcomes(asynchronous, secret), all(asynchronous, "denied"));
    },
    async "a worker that was there before is denied every read"() {
      assert.deepEqual(await worker.read(secret), [
        all(synchronous, "denied"),
        all(asynchronous, "denied"),
      ]);
    },
    async "a worker that is born then is denied every read"() {
      const born = await startReader();
      assert.deepEqual(await born.read(secret), [
        all(synchronous, "denied"),
        all(asynchronous, "denied"),
      ]);
      await born.end();
    },
    async "children are denied, and carry the label"() {
      assert.deepEqual(await outcomes(children, secret), all(children, "denied"));
      const { stdout } = spawnSync("cat", ["/proc/self/attr/apparmor/current"], {
        encoding: "utf8",
      });
      assert.equal(stdout.trim(), `${profile} (enforce)`);
    },
    async "threads that are born then carry the label"() {
      const workers = await Promise.all(Array.from({ length: 2 }, startReader));
      await Promise.all(workers.map((each) => each.read("/etc/passwd")));
      await warmUp();
      assert.deepEqual(labels(), [`${profile} (enforce)`]);
      await Promise.all(workers.map((each) => each.end()));
    },
    "a profile that allows it is left for another by every thread"() {
      const report = switchTo(next, operation);
      assert.equal(report.status, "ok", JSON.stringify(report));
      assert.deepEqual(labels(), [`${next} (enforce)`]);
    },
    async "which denies every read as well"() {
      assert.deepEqual(await outcomes(asynchronous, secret), all(asynchronous, "denied"));
      assert.deepEqual(await worker.read(secret), [
        all(synchronous, "denied"),
        all(asynchronous, "denied"),
      ]);
      await worker.end();
    },
  };
  return Object.fromEntries(
    Object.entries(cases).map(([title, run]) => [title, without ? () => without : run]),
  );
}
