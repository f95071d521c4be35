// SPDX-License-Identifier: Apache-2.0

/**
 * Every command of the documents, run as a new user would: in an empty directory, with the packages
 * from registries, which stand on this machine. The word behind `sh` says where a command is at
 * home: `deno`, `bun`, `checkout` (a checkout of the project), or `host` (as root on a host with
 * AppArmor: tests/kernel runs those).
 *
 * @module
 */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { manifest } from "../scripts/npm/manifest.ts";
import { root, runtimes } from "../scripts/runtimes.ts";
import { blocksOf, commandsOf, documents } from "./support/documentation.ts";
import { type JsrRegistry, serveJsr } from "./support/jsr_registry.ts";
import { type Registry, serveRegistry } from "./support/registry.ts";

const runtime = "Bun" in globalThis ? "bun" : "deno";
const places = ["deno", "bun", "checkout", "host"];
const scratch = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
let npm: Registry;
let jsr: JsrRegistry;

/** A server of a user's: it starts, asks, and ends; with 1 where a program was executed for it. */
const server = `
  import { spawnSync } from "node:child_process";
  const { pid, stdout } = spawnSync("/bin/sh", ["-c", "getconf GNU_LIBC_VERSION 2>&1 || true"]);
  console.log(String(stdout));
  process.exitCode = pid > 2 ** 22 ? 0 : 1;
`;

before(async () => {
  const tarball = join(scratch, "package.tgz");
  execFileSync(runtimes.deno, ["run", "-A", join(root, "scripts/npm/pack.ts"), tarball]);
  npm = await serveRegistry(tarball, manifest("./"));
  jsr = await serveJsr();
});

after(() => {
  npm.close();
  jsr.close();
  rmSync(scratch, { recursive: true });
});

/** Runs one command as a shell takes it; rejects where it fails. */
function run(command: string, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const folders = Object.values(runtimes).map(dirname);
    const child = spawn("/bin/sh", ["-ec", command], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        PATH: [...folders, process.env["PATH"]].join(delimiter),
        DENO_DIR: join(scratch, "deno"),
        JSR_URL: jsr.url,
        npm_config_yes: "true",
        NO_COLOR: "1",
      },
    });
    let told = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => told += text);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command}: ${code}\n${told}`));
    });
  });
}

for (const document of documents) {
  const blocks = blocksOf(document).filter(({ language }) => language === "sh");

  test(`each command of ${document} says where it is at home`, () => {
    for (const { words, text } of blocks) {
      assert.ok(words.length === 1 && places.includes(words[0]!), `${words}: ${text}`);
    }
  });

  const commands = blocks.filter(({ words }) => words[0] === runtime).flatMap(commandsOf);
  if (commands.length > 0) {
    test(`a new user's commands of ${document} for ${runtime} work`, async () => {
      const directory = join(scratch, document.replaceAll("/", "-"));
      mkdirSync(directory);
      writeFileSync(join(directory, ".npmrc"), npm.npmrc);
      writeFileSync(join(directory, "server.ts"), server);
      for (const { language, words: [name], text } of blocksOf(document)) {
        if (name?.includes(".") && language !== "sh") writeFileSync(join(directory, name), text);
      }
      for (const command of commands) {
        console.log(`${document}: ${command}`);
        await run(command, directory);
      }
    });
  }
}

/** Too long, or what runs this test itself; each is held by a gate of its own. */
const elsewhere: Readonly<Record<string, string>> = {
  "npx deno task test": "what .ci/run calls",
  "deno task test": "what .ci/run calls",
  "bun run test": "what .ci/run calls",
};

test("the tasks that the documents name are there, and run", {
  skip: runtime === "deno" ? false : "they are Deno's tasks",
}, async () => {
  const { tasks } = JSON.parse(readFileSync(join(root, "deno.json"), "utf8"));
  const commands = documents.flatMap((document) =>
    blocksOf(document).filter(({ words }) => words[0] === "checkout").flatMap(commandsOf)
  );
  for (const command of new Set(commands)) {
    const [, task] = /\btask ([\w:]+)/.exec(command) ?? [];
    assert.ok(task === undefined || task in tasks, command);
    if (command in elsewhere) continue;
    console.log(command);
    await run(command, root);
  }
  assert.match(readFileSync(join(root, ".ci/run"), "utf8"), /^npx --yes deno task --quiet test$/m);
});
