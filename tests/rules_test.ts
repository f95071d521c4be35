// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { lookups } from "../lookups/table.ts";
import { root, runtimes } from "../scripts/runtimes.ts";

test("the abstraction holds the rules of every lookup, and names the lookup beside them", () => {
  const script = join(root, "scripts/rules.ts");
  const { stdout } = spawnSync(runtimes.deno, ["run", script], { encoding: "utf8" });
  const kept = readFileSync(join(root, "profiles/abstractions/aa-monkeys"), "utf8");
  assert.equal(kept, stdout, 'run "deno task rules > profiles/abstractions/aa-monkeys"');
  const lines = kept.split("\n").filter((line) => /^ {2}/.test(line));
  assert.equal(new Set(lines.map((line) => line.split(",")[0])).size, lines.length);
  for (const { name, rules } of lookups.values()) {
    for (const rule of rules) {
      const text = rule.replace(/^\/proc\//, "@{PROC}/").replace(/^\/sys\//, "@{sys}/");
      const line = lines.find((each) => each.trim().startsWith(text));
      assert.ok(line?.split("# ")[1]?.split(" ").includes(name), `${rule} of ${name}`);
    }
  }
});

test("the lists of lookups, in docs/ and in README.md, are what they say of themselves", () => {
  const script = join(root, "scripts/lookups.ts");
  const { status, stdout } = spawnSync(runtimes.deno, ["run", "-A", script, "--check"], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stdout);
});

test("every rule has the form of apparmor.d(5): a path, its modes, a comma", () => {
  for (const { name, rules } of lookups.values()) {
    for (const rule of rules) {
      assert.match(rule, /^(\/\S+ r|capability \w+|network \w+( \w+)?),$/, `a rule of ${name}`);
    }
  }
});
