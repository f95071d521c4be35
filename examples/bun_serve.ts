// SPDX-License-Identifier: Apache-2.0

/**
 * A server for Bun that starts, reads its secret, listens, and then confines itself: every thread,
 * so that what is read asynchronously is denied as well.
 *
 * `aa-exec -p example_starting -- bun examples/bun_serve.ts`
 *
 * @module
 */
import { changeProfile } from "../mod.ts";

const secretFile = "/etc/example/secret";
const secret = (await Bun.file(secretFile).text()).trim();

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  async fetch(request) {
    if (new URL(request.url).pathname === "/leak") {
      // what an attacker would try
      return new Response(await Bun.file(secretFile).text().catch((error) => error.code));
    }
    return new Response(`${secret.length} characters are known`);
  },
});

// before anything that was not there at the start is imported or received
const { label, mode, threads } = changeProfile("example_serving");
console.log(`${server.port} ${threads} threads are confined by ${label} (${mode})`);
