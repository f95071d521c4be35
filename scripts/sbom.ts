// SPDX-License-Identifier: Apache-2.0

/**
 * Prints the software bill of materials of a release, in CycloneDX 1.6: what is carried in, and what
 * is native code, with the hashes that they are held against. `deno task sbom [FILE …]` lists the
 * files of the release as well.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { machines } from "./build_native.ts";
import { configuration } from "./npm/manifest.ts";
import { root } from "./runtimes.ts";

const purlOf = (name: string, version: string) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

const sha256 = (bytes: Uint8Array) => [
  { alg: "SHA-256", content: createHash("sha256").update(bytes).digest("hex") },
];

/** The parser of the shell's language, the one package that is carried in. */
function parser(): object {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const version: string = devDependencies.unbash;
  const lock = JSON.parse(readFileSync(join(root, "deno.lock"), "utf8"));
  const integrity: string = lock.npm[`unbash@${version}`].integrity;
  const installed = JSON.parse(
    readFileSync(join(root, "node_modules/unbash/package.json"), "utf8"),
  );
  return {
    type: "library",
    "bom-ref": purlOf("unbash", version),
    name: "unbash",
    version,
    purl: purlOf("unbash", version),
    description: installed.description,
    licenses: [{ license: { id: installed.license } }],
    hashes: [{
      alg: "SHA-512",
      content: Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex"),
    }],
  };
}

/** The routine that changes a thread's confinement, for one machine. */
async function routine(machine: string): Promise<object> {
  const { code } = await import(`../ffi/threads/blob_${machine}.ts`) as { code: string };
  return {
    type: "file",
    "bom-ref": `ffi/threads/switch.c:${machine}`,
    name: `switch.c for ${machine}`,
    description: "Native code, reproduced byte for byte by deno task build:native",
    hashes: sha256(Buffer.from(code, "base64")),
  };
}

const { name, version, description, license } = configuration;
const purl = purlOf(name, version);
const components = [
  parser(),
  ...await Promise.all(machines.map((each) => routine(each.name))),
  ...process.argv.slice(2).map((path) => ({
    type: "file",
    "bom-ref": `release:${basename(path)}`,
    name: basename(path),
    hashes: sha256(readFileSync(path)),
  })),
];
console.log(JSON.stringify(
  {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "library",
        "bom-ref": purl,
        name,
        version,
        purl,
        description,
        licenses: [{ license: { id: license } }],
      },
    },
    components,
    dependencies: [{
      ref: purl,
      dependsOn: components.map((each) => (each as { "bom-ref": string })["bom-ref"]),
    }],
  },
  undefined,
  2,
));
