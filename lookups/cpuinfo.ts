// SPDX-License-Identifier: Apache-2.0

/**
 * /proc/cpuinfo of x86, as lscpu(1) reads it (sys-utils/lscpu-cputype.c). What it makes of
 * processors that are not all alike differs by version: such passes.
 *
 * @module
 */
import type { Host } from "./host.ts";
import { decodeExactly } from "./text.ts";
import { Pass } from "./types.ts";

/** What all processors have in common. */
export interface ProcessorKind {
  /** `vendor_id` */
  readonly vendor: string | undefined;
  /** `cpu family` */
  readonly family: string | undefined;
  /** `model`, a number */
  readonly model: string | undefined;
  /** `model name` */
  readonly modelName: string | undefined;
  /** `stepping` */
  readonly stepping: string | undefined;
  /** `address sizes` */
  readonly addressSizes: string | undefined;
  /** `flags` */
  readonly flags: string | undefined;
}

/** What each processor has for itself. */
export interface ProcessorSpeed {
  /** `bogomips` */
  readonly bogomips: string | undefined;
  /** `cpu MHz` */
  readonly mhz: string | undefined;
}

/** What the file tells. */
export interface CpuInfo {
  /** Of all processors. */
  readonly kind: ProcessorKind;
  /** Of each online one, by its number. */
  readonly speeds: ReadonlyMap<number, ProcessorSpeed>;
}

/** Fields of other machines, which lscpu knows as well: not where x86 has been. */
const foreign =
  /^(ASEs implemented|BogoMIPS|CPU .*|Features|cpu|cpu model|family|features|revision|type|vendor|cache\d*)$/;

/** Reads the file; passes where it is not there, or is of another form. */
export function readCpuInfo(host: Host): CpuInfo {
  const bytes = host.read("/proc/cpuinfo");
  const text = bytes && decodeExactly(bytes);
  // its buffer is of 4096 bytes in later versions, and what is not ASCII shows by the locale
  // deno-lint-ignore no-control-regex -- those are what does not show
  if (text === undefined || /[^\n]{4000}|[^\x09\x0a\x20-\x7e]/.test(text)) {
    throw new Pass("/proc/cpuinfo of another form");
  }
  const speeds = new Map<number, ProcessorSpeed>();
  let kind: ProcessorKind | undefined;
  for (const block of text.split(/\n\s*\n/)) {
    const fields = fieldsOf(block);
    const number = fields.get("processor");
    if (number === undefined) continue;
    if (!/^\d{1,5}$/.test(number)) throw new Pass("/proc/cpuinfo of another form");
    speeds.set(Number(number), { bogomips: fields.get("bogomips"), mhz: fields.get("cpu MHz") });
    const own = kindOf(fields);
    kind ??= own;
    if (JSON.stringify(own) !== JSON.stringify(kind)) throw new Pass("processors of several kinds");
  }
  if (!kind) throw new Pass("/proc/cpuinfo of another form");
  return { kind, speeds };
}

function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const [, name, value] = /^\s*([^:]*?)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    // a field without a value is none
    if (name === undefined || value === "") continue;
    if (foreign.test(name)) throw new Pass("/proc/cpuinfo of another machine");
    fields.set(name, value!);
  }
  return fields;
}

function kindOf(fields: ReadonlyMap<string, string>): ProcessorKind {
  return {
    vendor: fields.get("vendor_id"),
    family: fields.get("cpu family"),
    model: fields.get("model"),
    modelName: fields.get("model name"),
    stepping: fields.get("stepping"),
    addressSizes: fields.get("address sizes"),
    flags: fields.get("flags"),
  };
}
