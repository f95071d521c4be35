// SPDX-License-Identifier: Apache-2.0

/**
 * A server for Deno that starts, reads its secret, listens, and then confines itself: every thread,
 * so that what is read asynchronously is denied as well.
 *
 * `aa-exec -p example_starting -- deno run -A examples/deno_serve.ts`
 *
 * @module
 */
import { changeProfile } from "../mod.ts";

const secretFile = "/etc/example/secret";
const secret = (await Deno.readTextFile(secretFile)).trim();

const server = Deno.serve({ hostname: "127.0.0.1", port: 0 }, async (request) => {
  if (new URL(request.url).pathname === "/leak") {
    // what an attacker would try
    return new Response(await Deno.readTextFile(secretFile).catch((error) => error.name));
  }
  return new Response(`${secret.length} characters are known`);
});

// before anything that was not there at the start is imported or received
const { label, mode, threads } = changeProfile("example_serving");
console.log(`${server.addr.port} ${threads} threads are confined by ${label} (${mode})`);
