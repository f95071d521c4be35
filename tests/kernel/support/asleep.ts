// SPDX-License-Identifier: Apache-2.0

/**
 * A worker that sleeps where no signal wakes it: its child, which it has lent its memory, waits for
 * somebody to write into a FIFO before it executes anything (posix_spawn(3), vfork(2)).
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { openLibc } from "../../../ffi/libc.ts";
import { place, placeAddresses } from "./memory.ts";
import { threadNumber } from "./signal_mask.ts";

const c = openLibc({
  // int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions)
  posix_spawn_file_actions_init: { parameters: ["u64"], result: "i32" },
  // int posix_spawn_file_actions_addopen(actions, int fd, const char *path, int flags, mode_t mode)
  posix_spawn_file_actions_addopen: {
    parameters: ["u64", "i32", "buffer", "i32", "u32"],
    result: "i32",
  },
  // int posix_spawn(pid_t *pid, const char *path, actions, attributes, char *const argv[], envp[])
  posix_spawn: { parameters: ["buffer", "buffer", "u64", "u64", "u64", "u64"], result: "i32" },
})!;

const text = (value: string) => new TextEncoder().encode(`${value}\0`);
const actions = place(new Uint8Array(256));

c.posix_spawn_file_actions_init(actions);
c.posix_spawn_file_actions_addopen(actions, 0, text(workerData as string), 0, 0);
parentPort!.postMessage(threadNumber());
const program = text("/usr/bin/true");
const failed = c.posix_spawn(
  new Uint8Array(4),
  program,
  actions,
  0n,
  placeAddresses([place(program)]),
  placeAddresses([]),
);
parentPort!.postMessage(failed);
setInterval(() => {}, 1000);
