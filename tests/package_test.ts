// SPDX-License-Identifier: Apache-2.0

/**
 * npm's package as its users install it: from a registry, into an empty project outside the
 * repository.
 *
 * @module
 */
import { build } from "esbuild";
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { bundleFolder, configuration, manifest } from "../scripts/npm/manifest.ts";
import { root, runtimes } from "../scripts/runtimes.ts";
import { type Registry, serveRegistry } from "./support/registry.ts";
import { executions, hasStrace } from "./support/witness.ts";

const isBun = "Bun" in globalThis;
const scratch = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
const tarball = join(scratch, "package.tgz");
const project = join(scratch, "project");
let registry: Registry;

/** Runs a command in the project; its standard output. Not synchronously: the registry is here. */
function run(file: string, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
    const child = spawn(file, args, { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
    const told = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text) => told[stream] += text);
    }
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(told.stdout);
      else reject(new Error(`${file} ${args.join(" ")}: ${code}\n${told.stdout}${told.stderr}`));
    });
  });
}

/** What a program does that asks by two APIs, and once for what only the parser reads. */
const asking = `
  import { spawnSync } from "node:child_process";
  const lines = ["uname -s", "for each in a b; do uname -s; done | head -n 1"];
  const told = lines.map((line) => {
    const { pid, stdout } = spawnSync("/bin/sh", ["-c", line]);
    return [pid > 2 ** 22, String(stdout)];
  });
`;
const answered = [[true, "Linux\n"], [true, "Linux\n"]];

before(async () => {
  execFileSync(runtimes.deno, ["run", "-A", join(root, "scripts/npm/pack.ts"), tarball]);
  registry = await serveRegistry(tarball, manifest("./"));
  mkdirSync(project);
  for (
    const [name, text] of Object.entries({
      ".npmrc": registry.npmrc,
      "package.json": JSON.stringify({ private: true, type: "module" }),
      "ask.mjs": `${asking} console.log(JSON.stringify(told));`,
      "first.mjs": `import "@aa/monkeys/register"; ${asking} console.log(JSON.stringify(told));`,
      // a bundle imports what is outside it first: in Deno a name taken there is the original
      "bundled.mjs": `import "@aa/monkeys/register";
        ${asking.replace(/\{ (\w+) \}/, "child").replace("spawnSync(", "child.spawnSync(")}
        console.log(JSON.stringify(told));`,
      "worker.mjs": `${asking} postMessage(told);`,
      "starter.mjs": `
        const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
        worker.onmessage = ({ data }) => {
          console.log(JSON.stringify(data));
          worker.terminate();
        };`,
    })
  ) writeFileSync(join(project, name), text);
  if (isBun) await run(runtimes.bun, "add", "@aa/monkeys");
  else await run(runtimes.deno, "add", "npm:@aa/monkeys");
});

after(() => {
  registry.close();
  rmSync(scratch, { recursive: true });
});

/** The runtime's own ways of loading the register first. */
const forms: Readonly<Record<string, readonly string[]>> = isBun
  ? { "bun --preload": ["--preload", "@aa/monkeys/register"] }
  : {
    "deno run --preload npm:": ["run", "-A", "--preload", "npm:@aa/monkeys/register"],
    "deno run --preload FILE": [
      ...["run", "-A", "--preload"],
      `./node_modules/@aa/monkeys/${bundleFolder}/register.js`,
    ],
  };

for (const [title, flags] of Object.entries(forms)) {
  test(`${title} of the package answers`, async () => {
    const told = await run(process.execPath, ...flags, "ask.mjs");
    assert.deepEqual(JSON.parse(told), answered);
  });

  test(
    `${title} of the package executes nothing`,
    { skip: hasStrace ? false : "strace is not installed" },
    () => {
      assert.deepEqual(executions([...flags, "ask.mjs"], project).executed, []);
    },
  );

  test(`a worker of a program under ${title} answers`, async () => {
    const told = await run(process.execPath, ...flags, "starter.mjs");
    assert.deepEqual(JSON.parse(told), answered);
  });
}

test(
  "bunfig.toml's preload of the package answers",
  { skip: isBun ? false : "bunfig.toml is Bun's" },
  async () => {
    const file = join(project, "bunfig.toml");
    writeFileSync(file, 'preload = ["@aa/monkeys/register"]\n');
    try {
      assert.deepEqual(JSON.parse(await run(process.execPath, "ask.mjs")), answered);
    } finally {
      rmSync(file);
    }
  },
);

const permitted = isBun ? [] : ["run", "-A"];

test("the package's register as the first import answers", async () => {
  assert.deepEqual(JSON.parse(await run(process.execPath, ...permitted, "first.mjs")), answered);
});

test("a program bundled by esbuild with the register in it answers, wherever it lies", async () => {
  const outfile = join(scratch, "esbuild/program.mjs");
  await build({
    absWorkingDir: project,
    entryPoints: ["bundled.mjs"],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["bun:*"],
    logLevel: "error",
  });
  assert.deepEqual(JSON.parse(await run(process.execPath, ...permitted, outfile)), answered);
});

test("a program bundled by the runtime itself with the register in it answers", async () => {
  const outfile = join(scratch, "own/program.mjs");
  if (isBun) {
    await run(process.execPath, "build", "--target=bun", "--outfile", outfile, "bundled.mjs");
  } else {
    const external = ["--external", "bun:*"];
    await run(process.execPath, "bundle", "--quiet", ...external, "-o", outfile, "bundled.mjs");
  }
  assert.deepEqual(JSON.parse(await run(process.execPath, ...permitted, outfile)), answered);
});

test(
  "a program compiled by Bun with the register in it answers",
  { skip: isBun ? false : "deno compile downloads its runtime" },
  async () => {
    const outfile = join(scratch, "program");
    await run(process.execPath, "build", "--compile", "bundled.mjs", "--outfile", outfile);
    assert.deepEqual(JSON.parse(await run(outfile)), answered);
  },
);

test("types of the package resolve for TypeScript 7 and 6", async () => {
  const source = `
    import "@aa/monkeys/register";
    import { AppArmorError, changeProfile, type Change, findLibrary, stats } from "@aa/monkeys";
    export function confine(): Change | string {
      try {
        return changeProfile("server", { timeout: 1000 });
      } catch (error) {
        return error instanceof AppArmorError ? error.code : "unknown";
      }
    }
    export const library: string | undefined = findLibrary("ssl");
    export const answered: number = stats().answered;
    // @ts-expect-error -- types are there, and hold
    export const wrong: number = findLibrary("ssl");
  `;
  writeFileSync(join(project, "typed.ts"), source);
  for (const [module, moduleResolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
    const compilerOptions = {
      ...{ noEmit: true, strict: true, skipLibCheck: false, types: [], lib: ["esnext"] },
      ...{ target: "es2024", module, moduleResolution },
    };
    const configuration = JSON.stringify({ compilerOptions, files: ["typed.ts"] });
    writeFileSync(join(project, "tsconfig.json"), configuration);
    for (const compiler of ["typescript", "typescript6"]) {
      const tsc = join(root, "node_modules", compiler, "bin/tsc");
      await run(process.execPath, ...permitted, tsc, "-p", ".");
    }
  }
});

test("the package holds what deno.json says, its metadata and nothing of the tests", () => {
  const listed = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).split("\n");
  const files = listed.filter((name) => name !== "" && !name.endsWith("/"))
    .map((name) => name.replace(/^package\//, ""));
  const { include } = configuration.publish;
  const folders = include.map((each) => each.split("/")[0]!.replace(/\.ts$/, ""));
  for (const file of files) {
    const [first] = file.replace(/(\.d\.ts|\.js)$/, "").split("/");
    const isOurs = [...folders, bundleFolder, "package.json"].includes(first!);
    assert.ok(isOurs && !/_test\.|testing\//.test(file), file);
  }
  for (const name of ["mod", "register", "lookups/table", "ffi/threads/blob_aarch64"]) {
    assert.ok(files.includes(`${name}.js`), name);
  }
  const text = execFileSync("tar", ["-xzOf", tarball, "package/package.json"], {
    encoding: "utf8",
  });
  const packed = JSON.parse(text);
  assert.deepEqual(packed, JSON.parse(JSON.stringify(manifest("./"))));
  const { name, version, license, exports } = configuration;
  assert.deepEqual([packed.name, packed.version, packed.license], [name, version, license]);
  assert.deepEqual(Object.keys(packed.exports), Object.keys(exports));
  for (const target of Object.values(packed.exports).flatMap((each) => Object.values(each!))) {
    assert.ok(files.includes(String(target).replace("./", "")), String(target));
  }
  assert.ok(existsSync(join(project, "node_modules/@aa/monkeys/mod.d.ts")));
  const installed = join(project, "node_modules/@aa/monkeys/mod.js");
  assert.doesNotMatch(readFileSync(installed, "utf8"), /sourceMappingURL/);
});
