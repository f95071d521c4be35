// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { changeProfile, stackProfile } from "./change_profile.ts";
import { AppArmorError } from "./error.ts";
import { peerLabel } from "./peer.ts";
import { confinement, isEnabled, threadLabels } from "./state.ts";

const isThere = isEnabled() !== false;

test("without AppArmor all states are values", { skip: isThere }, () => {
  assert.equal(confinement(), undefined);
  assert.equal(peerLabel(0), undefined);
  const threads = threadLabels();
  assert.ok(threads.length > 1);
  assert.ok(threads.every(({ label, name }) => label === undefined && name !== ""));
});

test("without AppArmor a change fails and says so", { skip: isThere }, () => {
  for (const scope of ["process", "thread"] as const) {
    for (const [operation, act] of Object.entries({ changeProfile, stackProfile })) {
      assert.throws(() => act("server", { scope }), (error) => {
        assert.ok(error instanceof AppArmorError);
        assert.equal(error.code, "ERR_NOT_ENABLED");
        assert.equal(error.operation, operation);
        assert.equal(error.profile, "server");
        assert.deepEqual(error.threads, []);
        return true;
      });
    }
  }
});

test("a name or a time that cannot be meant is refused before the kernel is asked", () => {
  assert.throws(() => changeProfile("unconfined"), TypeError);
  assert.throws(() => stackProfile("&a"), TypeError);
  for (const timeout of [-1, NaN, 2 ** 32]) {
    assert.throws(() => changeProfile("server", { timeout }), /Cannot use timeout/);
  }
});
