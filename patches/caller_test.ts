// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { caller, packageOf, siteOf } from "./caller.ts";

test("frames of both runtimes tell the site, and the runtime's own do not", () => {
  assert.equal(siteOf("    at ask (file:///app/main.ts:3:7)"), "/app/main.ts:3:7");
  assert.equal(siteOf("    at /app/a b/main.ts:3:7"), "/app/a b/main.ts:3:7");
  assert.equal(siteOf("    at async https://x.test/m.ts:1:2"), "https://x.test/m.ts:1:2");
  assert.equal(siteOf("    at execSync (node:child_process:12:3)"), undefined);
  assert.equal(siteOf("    at execSync (ext:deno_node/child_process.ts:2:3)"), undefined);
});

test("a package is the innermost below node_modules, whatever the layout", () => {
  assert.equal(packageOf("/a/node_modules/x/lib/m.js:1:1"), "x");
  assert.equal(packageOf("/a/node_modules/@s/x/m.js:1:1"), "@s/x");
  assert.equal(packageOf("/a/node_modules/.deno/x@1.0.0/node_modules/y/m.js:1:1"), "y");
  assert.equal(packageOf("/a/main.js:1:1"), undefined);
});

test("the caller is no frame of this library's", () => {
  // this file lies among the library's own: whoever calls it is of the runtime
  assert.doesNotMatch(caller()?.site ?? "", /caller(_test)?\.ts/);
});
