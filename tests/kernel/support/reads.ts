// SPDX-License-Identifier: Apache-2.0

/** Every way to read a file, and what came of each. @module */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createReadStream, readFile, readFileSync } from "node:fs";
import { open, readFile as readFileLater } from "node:fs/promises";
import { Worker } from "node:worker_threads";

/** Ways to read a text, by name. */
type Ways = Readonly<Record<string, (path: string) => string | Promise<string>>>;

/** What came of one way: it `read` something, was `denied`, or the error. */
export type Outcomes = Readonly<Record<string, string>>;

async function collect(chunks: AsyncIterable<unknown>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

interface BunFile {
  readonly text: () => Promise<string>;
  readonly bytes: () => Promise<Uint8Array>;
  readonly stream: () => ReadableStream;
}

const bun = (globalThis as Record<string, unknown>)["Bun"] as
  | { readonly file: (path: string) => BunFile }
  | undefined;

/** Ways on which the calling thread opens the file itself. */
export const synchronous: Ways = {
  "readFileSync": (path) => readFileSync(path, "utf8"),
  ...bun
    ? { "Bun.file stream": (path) => new Response(bun.file(path).stream()).text() }
    : { "Deno.readTextFileSync": (path) => Deno.readTextFileSync(path) },
};

/** Ways on which other threads of the runtime open it. */
export const asynchronous: Ways = {
  "fs/promises readFile": (path) => readFileLater(path, "utf8"),
  "readFile with a callback": (path) =>
    new Promise((resolve, reject) => {
      readFile(path, "utf8", (error, text) => error ? reject(error) : resolve(text));
    }),
  "fs/promises open and read": async (path) => {
    const file = await open(path);
    try {
      return await file.readFile("utf8");
    } finally {
      await file.close();
    }
  },
  "createReadStream": (path) => collect(createReadStream(path, "utf8")),
  ...bun
    ? {
      "Bun.file text": (path) => bun.file(path).text(),
      "Bun.file bytes": async (path) => String(await bun.file(path).bytes()),
    }
    : {
      "Deno.readTextFile": (path) => Deno.readTextFile(path),
      "Deno.open and readable": async (path) =>
        await new Response((await Deno.open(path)).readable).text(),
    },
};

/** Ways that a child goes. */
export const children: Ways = {
  "spawnSync cat": (path) => {
    const { stdout, stderr } = spawnSync("cat", [path], { encoding: "utf8" });
    if (stdout === "") throw new Error(stderr);
    return stdout;
  },
  "spawn cat": async (path) => {
    const child = spawn("cat", [path], { stdio: ["ignore", "pipe", "pipe"] });
    const [stdout, stderr] = await Promise.all([child.stdout, child.stderr].map(collect));
    if (stdout === "") throw new Error(stderr);
    return stdout!;
  },
};

/** Goes all ways. */
export async function outcomes(ways: Ways, path: string): Promise<Outcomes> {
  const found: Record<string, string> = {};
  for (const [name, read] of Object.entries(ways)) {
    try {
      found[name] = await read(path) === "" ? "nothing" : "read";
    } catch (error) {
      const isDenied = /EACCES|Permission ?denied/i.test(String(error));
      found[name] = isDenied ? "denied" : String(error);
    }
  }
  return found;
}

/** What it would be if all ways came to the same. */
export function all(ways: Ways, outcome: "read" | "denied"): Outcomes {
  return Object.fromEntries(Object.keys(ways).map((name) => [name, outcome]));
}

/** A worker that reads for us. */
export interface Reader {
  /** Goes all of the worker's own ways, synchronous and asynchronous. */
  readonly read: (
    path: string,
  ) => Promise<readonly [synchronous: Outcomes, asynchronous: Outcomes]>;
  /** Ends it. */
  readonly end: () => Promise<unknown>;
}

/** Starts a worker that reads. */
export async function startReader(): Promise<Reader> {
  const worker = new Worker(new URL("./reading_worker.ts", import.meta.url));
  await once(worker, "message");
  return {
    async read(path) {
      const answer = once(worker, "message");
      worker.postMessage(path);
      return (await answer)[0];
    },
    end: () => worker.terminate(),
  };
}
