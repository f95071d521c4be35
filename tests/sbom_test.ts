// SPDX-License-Identifier: Apache-2.0

/** The bill of materials. @module */
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root, runtimes } from "../scripts/runtimes.ts";

interface Component {
  readonly name: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
}

test("the bill of materials is CycloneDX's, and names the parser, the native code and the files", async () => {
  const licence = join(root, "LICENSE");
  const { stdout, stderr } = spawnSync(
    runtimes.deno,
    ["run", "-A", "--quiet", join(root, "scripts/sbom.ts"), licence],
    { encoding: "utf8" },
  );
  const fault = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(stdout);
  assert.equal(fault, null, `${JSON.stringify(fault)}\n${stderr}`);
  const { components } = JSON.parse(stdout) as { components: readonly Component[] };
  assert.deepEqual(
    components.map(({ name, hashes }) => `${name} ${hashes[0]!.alg}`),
    [
      "unbash SHA-512",
      "switch.c for x86_64 SHA-256",
      "switch.c for aarch64 SHA-256",
      "LICENSE SHA-256",
    ],
  );
  assert.equal(
    components.at(-1)!.hashes[0]!.content,
    createHash("sha256").update(readFileSync(licence)).digest("hex"),
  );
});
