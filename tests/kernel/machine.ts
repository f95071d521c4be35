// SPDX-License-Identifier: Apache-2.0

/** A throw-away machine with a real AppArmor kernel, emulated in software. @module */
import { spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { buildImage, cache, type Kernel, pack, withoutImage } from "./image.ts";

/** What a machine is to do. */
export interface Job {
  /** A folder whose files lie over the machine's root. */
  readonly overlay?: string;
  /** What sh runs as root, in the root folder; then the machine is switched off. */
  readonly script: string;
  /** Milliseconds until it is switched off all the same; 5 minutes if not given. */
  readonly timeout?: number;
}

/** What came of it. */
export interface Run {
  /** The script's exit status. */
  readonly status: number;
  /** What the script printed, its standard error included. */
  readonly output: string;
  /** What the kernel denied, allowed in complain mode, or was told to audit. */
  readonly audit: readonly string[];
  /** What else the kernel said. */
  readonly console: string;
}

/** In Debian, the package that emulates the machine; the rest is unpacked, not installed. */
const emulator = { program: "qemu-system-x86_64", package: "qemu-system-x86" };

/**
 * Why no machine with a kernel can be had here, undefined where one can. Installs the emulator where it is
 * missing and may be installed.
 */
export function withoutMachine(kernel: Kernel): string | undefined {
  if (process.arch !== "x64") return `no machine for ${process.arch}, only for x64`;
  return withoutEmulator() ?? withoutImage(kernel);
}

function withoutEmulator(): string | undefined {
  if (isInstalled()) return undefined;
  if (process.getuid?.() !== 0) return `"${emulator.package}" must be installed by root`;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) => {
    const { stderr, error } = spawnSync("apt-get", ["-qq", ...args], { env, encoding: "utf8" });
    return error ? `${error}` : stderr;
  };
  const errors = [
    apt("update"),
    apt("install", "-y", "--no-install-recommends", emulator.package),
  ].join(" ");
  return isInstalled() ? undefined : `apt-get cannot install "${emulator.package}": ${errors}`;
}

function isInstalled(): boolean {
  return spawnSync(emulator.program, ["--version"], { stdio: "ignore" }).status === 0;
}

/** Boots a kernel for one job. */
export async function boot(kernel: Kernel, job: Job): Promise<Run> {
  const image = buildImage(kernel);
  // not in /tmp, which may be memory
  const scratch = mkdtempSync(join(cache, "machine-"));
  const at = (name: string) => join(scratch, name);
  try {
    mkdirSync(at("script/machine"), { recursive: true });
    writeFileSync(at("script/machine/script"), job.script);
    const overlays = [...job.overlay === undefined ? [] : [job.overlay], at("script")];
    const own = overlays.map((each, index) => {
      pack(each, at(`overlay-${index}`), image.busybox);
      return at(`overlay-${index}`);
    });
    for (const each of [...image.archives, ...own]) {
      appendFileSync(at("initrd"), readFileSync(each));
    }
    const console = await emulate([
      ...["-kernel", image.kernel, "-initrd", at("initrd")],
      ...["-serial", "stdio", "-serial", `file:${at("output")}`, "-serial", `file:${at("end")}`],
    ], job.timeout ?? 300_000);
    const output = readFileSync(at("output"), "utf8");
    const end = readFileSync(at("end"), "utf8").trim().split("\n");
    const status = /^exit status (\d+)$/.exec(end.pop()!)?.[1];
    if (status === undefined) throw new Error(`The machine did not finish: ${output}\n${console}`);
    return { status: Number(status), output, audit: end, console };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Runs the emulator until the machine is off; what its console showed. */
async function emulate(args: readonly string[], timeout: number): Promise<string> {
  const emulated = spawn(emulator.program, [
    ...["-machine", "q35,accel=tcg", "-cpu", "max", "-smp", "2", "-m", "1280"],
    ...["-display", "none", "-monitor", "none", "-nic", "none", "-no-reboot", ...args],
    "-append",
    "console=ttyS0 quiet loglevel=3 panic=-1 apparmor=1 security=apparmor audit=1 " +
    "audit_backlog_limit=16384 log_buf_len=16M",
  ], { stdio: ["ignore", "pipe", "pipe"], timeout, killSignal: "SIGKILL" });
  let console = "";
  for (const stream of [emulated.stdout, emulated.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => console += text);
  }
  const ended = Promise.withResolvers<NodeJS.Signals | null>();
  emulated.once("error", ended.reject).once("close", (_code, signal) => ended.resolve(signal));
  const signal = await ended.promise;
  if (signal !== null) throw new Error(`The machine was switched off (${signal}): ${console}`);
  return console.replaceAll("\r", "");
}
