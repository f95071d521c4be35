// SPDX-License-Identifier: Apache-2.0

/** Every form of call of this runtime, with one command and its arguments. @module */
import process from "node:process";
import { promisify } from "node:util";
import { childProcess } from "./side_by_side.ts";

/** What a call gave; bytes as Latin-1, so that every difference shows. */
export interface Given {
  /** Exit status. */
  readonly code: number | null;
  /** Standard output. */
  readonly stdout: string;
}

/** A form of call: rejects where the command did not start, or as the form does where it failed. */
export type CallForm = (file: string, args: readonly string[]) => Promise<Given>;

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const quiet = ["ignore", "pipe", "ignore"] as const;
const encoding = "latin1";

/** A line of which a shell makes these words again. */
function lineOf(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
}

const node: Record<string, CallForm> = {
  execFileSync: (file, args) => {
    const stdout = childProcess.execFileSync(file, args, { encoding, stdio: [...quiet] });
    return Promise.resolve({ code: 0, stdout });
  },
  spawnSync: (file, args) => {
    const { status: code, stdout, error } = childProcess.spawnSync(file, args, { encoding });
    return error ? Promise.reject(error) : Promise.resolve({ code, stdout });
  },
  execSync: (file, args) => {
    const line = lineOf([file, ...args]);
    const stdout = childProcess.execSync(line, { encoding, stdio: [...quiet] });
    return Promise.resolve({ code: 0, stdout });
  },
  execFile: async (file, args) => {
    const { stdout } = await promisify(childProcess.execFile)(file, args, { encoding });
    return { code: 0, stdout };
  },
  exec: async (file, args) => {
    const { stdout } = await promisify(childProcess.exec)(lineOf([file, ...args]), { encoding });
    return { code: 0, stdout };
  },
  spawn: (file, args) =>
    new Promise((resolve, reject) => {
      const child = childProcess.spawn(file, args, { stdio: [...quiet] });
      let stdout = "";
      child.stdout!.setEncoding(encoding).on("data", (data: string) => stdout += data);
      child.on("error", reject).on("close", (code) => resolve({ code, stdout }));
    }),
};

/** As much of Bun as is asked here. */
interface BunApi {
  spawnSync(words: string[], options: object): { exitCode: number; stdout: Uint8Array };
  spawn(words: string[], options: object): { exited: Promise<number>; stdout: ReadableStream };
  $(parts: TemplateStringsArray, ...values: unknown[]): {
    nothrow(): { quiet(): Promise<{ exitCode: number; stdout: Uint8Array }> };
  };
}

function bunForms({ spawn, spawnSync, $ }: BunApi): Record<string, CallForm> {
  // without an environment, Bun searches the PATH that the process began with
  const options = () => ({ env: process.env, stderr: "ignore" });
  return {
    "Bun.spawnSync": (file, args) => {
      const { exitCode: code, stdout } = spawnSync([file, ...args], options());
      return Promise.resolve({ code, stdout: text(stdout) });
    },
    "Bun.spawn": async (file, args) => {
      const child = spawn([file, ...args], options());
      const stdout = text(new Uint8Array(await new Response(child.stdout).arrayBuffer()));
      return { code: await child.exited, stdout };
    },
    "Bun.$": async (file, args) => {
      const { exitCode: code, stdout } = await $`${file} ${args}`.nothrow().quiet();
      return { code, stdout: text(stdout) };
    },
  };
}

/** What `Deno.Command` takes together, in functions of two arguments. */
interface DenoShortcuts {
  spawn(file: string, args: string[], options: object): Deno.ChildProcess;
  spawnAndWait(file: string, args: string[]): Promise<Deno.CommandOutput>;
  spawnAndWaitSync(file: string, args: string[]): Deno.CommandOutput;
}

function denoForms(shortcuts: DenoShortcuts): Record<string, CallForm> {
  const piped = { stdout: "piped", stderr: "null" } as const;
  const given = ({ code, stdout }: Deno.CommandOutput) => ({ code, stdout: text(stdout) });
  const givenBy = async (child: Deno.ChildProcess) => {
    const stdout = text(new Uint8Array(await new Response(child.stdout).arrayBuffer()));
    return { code: (await child.status).code, stdout };
  };
  return {
    "Deno.Command.outputSync": (file, args) =>
      Promise.resolve(given(new Deno.Command(file, { args: [...args] }).outputSync())),
    "Deno.Command.output": async (file, args) =>
      given(await new Deno.Command(file, { args: [...args] }).output()),
    "Deno.Command.spawn": (file, args) =>
      givenBy(new Deno.Command(file, { args: [...args], ...piped }).spawn()),
    "Deno.spawn": (file, args) => givenBy(shortcuts.spawn(file, [...args], piped)),
    "Deno.spawnAndWait": async (file, args) => given(await shortcuts.spawnAndWait(file, [...args])),
    "Deno.spawnAndWaitSync": (file, args) =>
      Promise.resolve(given(shortcuts.spawnAndWaitSync(file, [...args]))),
  };
}

/**
 * The forms of this runtime by their names, as its APIs are now: to be asked for again where they
 * were replaced.
 */
export function callForms(): Readonly<Record<string, CallForm>> {
  const { Bun: bun, Deno: deno } = globalThis as unknown as { Bun?: BunApi; Deno?: DenoShortcuts };
  return { ...node, ...(bun ? bunForms(bun) : denoForms(deno!)) };
}

/** Runs with another PATH of this process. */
export async function withPath<T>(path: string, run: () => Promise<T>): Promise<T> {
  const { PATH } = process.env;
  process.env["PATH"] = path;
  try {
    return await run();
  } finally {
    process.env["PATH"] = PATH;
  }
}
