// SPDX-License-Identifier: Apache-2.0

/**
 * Compiles `ffi/threads/switch.c` for both machines into the modules that embed it, the same bytes
 * wherever Debian 12's compilers are used: `apt-get install gcc-12 gcc-12-aarch64-linux-gnu`.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { root } from "./runtimes.ts";

/** A machine that the routine is built for. */
export interface Machine {
  /** Its name, as in the module's. */
  readonly name: "x86_64" | "aarch64";
  /** What the names of Debian's tools for it start with. */
  readonly tools: string;
  /** Options of this machine's compiler. */
  readonly options: readonly string[];
}

/** The machines. */
export const machines: readonly Machine[] = [
  {
    name: "x86_64",
    tools: "x86_64-linux-gnu",
    options: ["-fcf-protection=none", "-mno-red-zone"],
  },
  // outlined atomics would be calls into libgcc
  { name: "aarch64", tools: "aarch64-linux-gnu", options: ["-mno-outline-atomics"] },
];

/** The version whose output is embedded. */
const compilerVersion = "12.2.0";

const source = join(root, "ffi/threads");

const options = [
  "-Os",
  "-std=gnu11",
  "-ffreestanding",
  "-nostdlib",
  "-fPIE",
  "-fvisibility=hidden",
  "-fno-stack-protector",
  "-fno-asynchronous-unwind-tables",
  "-fno-unwind-tables",
  // no loop becomes a call of memcpy, no switch a table that would need relocations
  "-fno-tree-loop-distribute-patterns",
  "-fno-builtin",
  "-fno-jump-tables",
  // handlers interrupt code that may be using vector registers
  "-mgeneral-regs-only",
  "-Wall",
  "-Wextra",
  "-Werror",
];

/** Whether the pinned compiler for a machine is installed. */
export function hasCompiler({ tools }: Machine): boolean {
  try {
    const version = execFileSync(`${tools}-gcc-12`, ["-dumpfullversion"], { encoding: "utf8" });
    return version.trim() === compilerVersion;
  } catch {
    return false;
  }
}

/** Compiles the routine for a machine; its bytes. */
export function compile({ tools, options: own }: Machine): Uint8Array {
  const directory = mkdtempSync(join(tmpdir(), "monkeys-native-"));
  try {
    const at = (name: string) => join(directory, name);
    const run = (tool: string, ...args: string[]) => execFileSync(`${tools}-${tool}`, args);
    run("gcc-12", ...options, ...own, "-c", join(source, "switch.c"), "-o", at("switch.o"));
    run("ld", "-T", join(source, "switch.lds"), "-o", at("switch.elf"), at("switch.o"));
    run("objcopy", "-O", "binary", "-j", ".text", at("switch.elf"), at("switch.bin"));
    return readFileSync(at("switch.bin"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The text of the module that embeds the routine. */
export function moduleText({ name }: Machine, code: Uint8Array): string {
  const lines = Buffer.from(code).toString("base64").match(/.{1,90}/g) ?? [];
  return `// SPDX-License-Identifier: Apache-2.0

/** switch.c for ${name}, made by \`deno task build:native\`. @module */

/** The code, in base64. */
export const code: string = \`
${lines.join("\n")}
\`;

/** The SHA-256 of the code, in hexadecimal digits. */
export const sha256: string = "${createHash("sha256").update(code).digest("hex")}";
`;
}

/** Where the module lies. */
export function modulePath({ name }: Machine): string {
  return join(source, `blob_${name}.ts`);
}

function main(): void {
  for (const machine of machines) {
    if (!hasCompiler(machine)) {
      console.error(`Cannot find ${machine.tools}-gcc-12 ${compilerVersion}: install Debian 12's`);
      process.exitCode = 1;
      continue;
    }
    const code = compile(machine);
    writeFileSync(modulePath(machine), moduleText(machine, code));
    console.log(`${modulePath(machine)}: ${code.length} bytes`);
  }
}

if (import.meta.main) main();
