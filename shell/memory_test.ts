// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { enable, stats } from "../patches/mod.ts";
import { childProcess } from "../tests/support/side_by_side.ts";

const skip = existsSync("/sbin/ldconfig") ? false : "ldconfig is not installed";

test(
  "a line asked again is answered alike, whatever the program did to the bytes",
  { skip },
  () => {
    enable();
    const { answered } = stats();
    const ask = () =>
      childProcess.spawnSync("/bin/sh", ["-c", "/sbin/ldconfig -p | sort | grep lib"]).stdout;
    const first = ask();
    const text = String(first);
    first.fill(0);
    assert.equal(String(ask()), text);
    assert.equal(stats().answered - answered, 2);
  },
);
