// SPDX-License-Identifier: Apache-2.0

/** The register of a program that imports it by a web address, as from JSR. @module */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { root, runtimes } from "../scripts/runtimes.ts";

const skip = "Bun" in globalThis ? "Bun imports nothing by a web address" : false;

const asking = `import { spawnSync } from "node:child_process";
  const lines = ["uname -s", "for each in a b; do uname -s; done | head -n 1"];
  const told = lines.map((line) => {
    const { pid, stdout } = spawnSync("/bin/sh", ["-c", line]);
    return [pid > 2 ** 22, String(stdout)];
  });`;
const files = {
  "worker.mjs": `${asking} postMessage(told);`,
  "child.mjs": `${asking}
    process.send(told, () => setTimeout(() => process.disconnect(), 50));`,
  "main.mjs": `${asking}
    import { fork } from "node:child_process";
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
    const inWorker = await new Promise((resolve) => worker.onmessage = ({ data }) => resolve(data));
    worker.terminate();
    const inChild = await new Promise((resolve) => fork("./child.mjs").on("message", resolve));
    console.log(JSON.stringify([told, inWorker, inChild]));`,
};

/** What a command prints. Not synchronously: the server is here. */
function output(args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, DENO_DIR: join(cwd, "cache"), NO_COLOR: "1" };
    const child = spawn(runtimes.deno, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const told = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text) => told[stream] += text);
    }
    child.on("error", reject);
    child.on("close", (code) => code === 0 ? resolve(told.stdout) : reject(new Error(told.stderr)));
  });
}

test("a register of a web address answers, in workers too; a child of fork() is as ever", {
  skip,
}, async () => {
  const server = createServer(({ url }, response) => {
    const isScript = /^\/[\w/]+\.[jt]s$/.test(url!);
    if (!isScript) return response.writeHead(404).end();
    const type = url!.endsWith(".ts") ? "application/typescript" : "text/javascript";
    response.setHeader("content-type", type).end(readFileSync(join(root, url!)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    const register = `http://127.0.0.1:${port}/register.ts`;
    const flags = ["run", "-A", "--quiet", "--no-check", "--preload", register];
    const answered = [[true, "Linux\n"], [true, "Linux\n"]];
    // its register would be another entry of the program's lock file, which may be frozen
    const executed = [[false, "Linux\n"], [false, "Linux\n"]];
    assert.deepEqual(
      JSON.parse(await output([...flags, "main.mjs"], directory)),
      [answered, answered, executed],
    );
  } finally {
    server.close();
    rmSync(directory, { recursive: true });
  }
});
