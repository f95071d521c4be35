// SPDX-License-Identifier: Apache-2.0

/**
 * A server for Bun in a container: under no_new_privs no profile can be left, only others be put on
 * top of it.
 *
 * `setpriv --no-new-privs aa-exec -p container_starting -- bun examples/container/server.ts`
 *
 * @module
 */
import { stackProfile } from "@aa/monkeys";

const server = Bun.serve({
  hostname: "0.0.0.0",
  port: Number(Bun.env.PORT ?? 8000),
  fetch: () => new Response("hello\n"),
});

// what both profiles allow is allowed from here on
const { stack, mode, threads } = stackProfile("container_serving");
console.log(`${server.port} ${threads} threads are confined by ${stack.join(" and ")} (${mode})`);
