// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { compare } from "../tests/support/differential.ts";
import { linkedTree } from "../tests/support/linked_tree.ts";

const directory = linkedTree();
after(() => rmSync(directory, { recursive: true }));

const path = { PATH: "/usr/bin:/bin" };

test("pwd is answered as the command does, wherever it is asked", () => {
  for (const cwd of ["/", "/bin", directory, join(directory, "folder-link"), "/usr/../usr/bin/"]) {
    for (const PWD of [cwd, "/bin", "", "bin", `${cwd}/.`, `${cwd}/../x`, "/nothing"]) {
      for (const args of [[], ["-L"], ["-P"], ["-LP"], ["--logical"]]) {
        const env = { ...path, PWD };
        assert.equal(compare("/bin/pwd", args, { cwd, env }).kind, "answered");
        const posix = { ...env, POSIXLY_CORRECT: "1" };
        assert.equal(compare("/bin/pwd", args, { cwd, env: posix }).kind, "answered");
      }
    }
  }
});

test("pwd takes no operands, and says so", () => {
  for (const args of [["a"], ["-x"], ["--physical=1"], ["-P", "a"]]) {
    assert.equal(compare("pwd", args).kind, "answered");
  }
});
