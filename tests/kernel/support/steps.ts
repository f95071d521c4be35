// SPDX-License-Identifier: Apache-2.0

/**
 * A process that does what it is told, step by step, and prints what came of each: a line of JSON.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { openSync, readdirSync, readFileSync, readlinkSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import { changeProfile, stackProfile } from "../../../apparmor/change_profile.ts";
import { AppArmorError } from "../../../apparmor/error.ts";
import { execWithProfile, onExec } from "../../../apparmor/exec.ts";
import { changeHat, type Hat } from "../../../apparmor/hat.ts";
import { hats, mayAccess, queryLabel } from "../../../apparmor/query.ts";
import { peerLabel } from "../../../apparmor/peer.ts";
import { confinement, isEnabled, threadLabels } from "../../../apparmor/state.ts";
import type { Busy } from "./busy.ts";
import { withholdLsmCalls } from "./filter.ts";
import { setNoNewPrivileges } from "./privileges.ts";

/** The descriptor of this process' first listening socket, by /proc/net/tcp (proc(5)). */
function listeningDescriptor(): number {
  const listening = new Set(
    readFileSync("/proc/net/tcp", "utf8").split("\n").map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === "0A").map((fields) => `socket:[${fields[9]}]`),
  );
  for (const name of readdirSync("/proc/self/fd")) {
    try {
      if (listening.has(readlinkSync(`/proc/self/fd/${name}`))) return Number(name);
    } catch {
      // the one by which the folder was read
    }
  }
  throw new Error("Nothing listens");
}

/** A step: the name of what is done, and with what. */
export type Step = readonly [name: string, ...args: unknown[]];

/** What came of a step. */
export interface Outcome {
  readonly value?: unknown;
  readonly code?: string;
  readonly errno?: number;
  readonly message?: string;
  readonly threads?: readonly { readonly label: string | undefined }[];
}

const worn: Hat[] = [];
const isOver = new Int32Array(new SharedArrayBuffer(4));
let blocked: Worker | undefined;

// deno-lint-ignore no-explicit-any
const steps: Readonly<Record<string, (...args: any[]) => unknown>> = {
  changeProfile,
  stackProfile,
  onExec,
  execWithProfile,
  hats,
  mayAccess,
  queryLabel,
  confinement,
  isEnabled,
  peerLabel,
  setNoNewPrivileges,
  withholdLsmCalls,
  pid: () => process.pid,
  args: () => process.argv.slice(2).length,
  /** What a start under a profile must keep, and what it must not. */
  self: () => ({
    pid: process.pid,
    args: process.argv.slice(3),
    directory: process.cwd(),
    variable: process.env["MONKEYS"],
    options: process.execArgv.length,
  }),
  async listen() {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  },
  /** Starts anew with the descriptor of a socket that listens. */
  passOn(profile: string) {
    const descriptor = listeningDescriptor();
    writeSync(1, `${JSON.stringify({ value: descriptor })}\n`);
    const args = readFileSync("/proc/self/cmdline", "utf8").split("\0").slice(0, -1);
    if (!args.at(-1)!.startsWith("fd=")) args.push(`fd=${descriptor}`);
    execWithProfile(profile, { descriptors: [descriptor], args });
  },
  async adopt() {
    const fd = Number(process.argv.at(-1)!.slice("fd=".length));
    const server = createServer((_request, response) => response.end(confinement()?.label));
    await once(server.listen({ fd }), "listening");
    const { port } = server.address() as AddressInfo;
    return await (await fetch(`http://127.0.0.1:${port}/`)).text();
  },
  /** Whatever a hat shows of itself. */
  shown: () =>
    `${JSON.stringify(worn.at(-1))} ${inspect(worn.at(-1), { depth: 9, showHidden: true })}`,
  wear: (hat: string) => {
    worn.push(changeHat(hat));
    return worn.at(-1)!.label;
  },
  leave: () => worn.at(-1)!.leave().label,
  withHat: (hat: string) => changeHat(hat, () => Promise.resolve(confinement()?.label)),
  labels: () => [...new Set(threadLabels().map(({ label }) => label))].sort(),
  async worker(state: Busy[0]) {
    const workerData: Busy = [state, isOver];
    blocked = new Worker(new URL("./busy.ts", import.meta.url), { workerData });
    await once(blocked, "message");
  },
  terminate: () => blocked!.terminate(),
  async unblock() {
    const over = once(blocked!, "message");
    Atomics.store(isOver, 0, 1);
    Atomics.notify(isOver, 0);
    await over;
  },
  async concurrently(count: number, profiles: readonly string[]) {
    const url = new URL("./switcher.ts", import.meta.url);
    const answers = Array.from({ length: count }, async () => {
      const [changed] = await once(new Worker(url, { workerData: profiles }), "message");
      return changed as number;
    });
    return (await Promise.all(answers)).reduce((sum, each) => sum + each, 0);
  },
  run: (file: string, ...args: string[]) => spawnSync(file, args, { encoding: "utf8" }).stdout,
  openAll() {
    try {
      for (;;) openSync("/dev/null", "r");
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    }
  },
};

for (const [name, ...args] of JSON.parse(process.argv[2]!) as Step[]) {
  let outcome: Outcome;
  try {
    outcome = { value: await steps[name]!(...args) };
  } catch (error) {
    if (!(error instanceof AppArmorError)) throw error;
    const { code, errno, message, threads } = error;
    outcome = { code, errno, message, threads };
  }
  writeSync(1, `${JSON.stringify(outcome)}\n`);
}
process.exit(0);
