// SPDX-License-Identifier: Apache-2.0

/** What every program does, one thing at a time, under a profile: `confined.ts TASK`. @module */
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { Worker } from "node:worker_threads";
import type { Busy } from "./busy.ts";

/** How the runtimes' own servers are started, as far as it is needed here. */
interface Runtime {
  readonly serve: (options: { port: number; hostname: string; fetch: () => Response }) => {
    readonly port: number;
    readonly stop: () => void;
  };
}

const bun = (globalThis as Record<string, unknown>)["Bun"] as Runtime | undefined;

const answer = () => new Response("served");

async function ask(port: number): Promise<string> {
  return await (await fetch(`http://127.0.0.1:${port}/`)).text();
}

/** Enough rounds that all of a runtime's compilers take part. */
function compute(): number {
  const fields: { value: number }[] = Array.from({ length: 1000 }, (_, value) => ({ value }));
  let sum = 0;
  for (let round = 0; round < 2000; round++) {
    for (const field of fields) sum = (sum * 31 + field.value) % 65_521;
  }
  return sum;
}

const tasks: Readonly<Record<string, () => unknown>> = {
  hello: () => "hello",
  async server() {
    const server = createServer((_request, response) => response.end("served"));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const text = await ask((server.address() as AddressInfo).port);
    server.close();
    return text;
  },
  async fetch() {
    if (bun) {
      const server = bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
      const text = await ask(server.port);
      server.stop();
      return text;
    }
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, answer);
    const text = await ask(server.addr.port);
    await server.shutdown();
    return text;
  },
  dns: async () => (await lookup("localhost", { family: 4 })).address,
  async worker() {
    const workerData: Busy = ["computing"];
    const worker = new Worker(new URL("./busy.ts", import.meta.url), { workerData });
    await once(worker, "message");
    await worker.terminate();
    return "terminated";
  },
  jit: compute,
  // the first place that none of the rules names
  denied: () => readFileSync("/var/lib/dpkg/status", "utf8").length,
};

console.log(await tasks[process.argv[2]!]!());
process.exit(0);
