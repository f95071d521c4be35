// SPDX-License-Identifier: Apache-2.0

/**
 * Worker processes with a profile each, as gunicorn's `post_fork` and celery's
 * `worker_process_init` gave them: a child of fork(3) confines itself before it takes work. Threads
 * of one process cannot differ that way, for they share memory, descriptors and fate.
 *
 * `aa-exec -p example_starting -- deno run -A examples/cluster.ts`, or with `bun`.
 *
 * @module
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { changeProfile, confinement } from "../mod.ts";

const profiles = ["example_images", "example_mail"];
const profile = process.argv[2];

if (profile === undefined) {
  const children = profiles.map((name) => fork(fileURLToPath(import.meta.url), [name]));
  const told = await Promise.all(children.map((child) => once(child, "message")));
  for (const [message] of told) console.log(message);
  console.log(`parent ${confinement()?.label}`);
  for (const child of children) child.kill();
} else {
  const server = createServer((_request, response) => response.end(confinement()?.label));
  server.listen(0, "127.0.0.1", () => {
    const { label, threads } = changeProfile(profile);
    const { port } = server.address() as AddressInfo;
    process.send?.(`${port > 0 && threads > 1 ? "serving" : "broken"} ${label}`);
  });
}
