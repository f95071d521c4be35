// SPDX-License-Identifier: Apache-2.0

/** The loader's cache, /etc/ld.so.cache (glibc sysdeps/generic/dl-cache.h, elf/cache.c). @module */
import type { Host } from "./host.ts";
import { decodeExactly } from "./text.ts";
import { Pass } from "./types.ts";

/** Where the cache lies. */
export const cachePath = "/etc/ld.so.cache";

/** One library of the cache. */
export interface CachedLibrary {
  /** Its soname. */
  readonly name: string;
  /** Its path. */
  readonly path: string;
  /** Its kind: `FLAG_ELF_LIBC6` and the machine's bits. */
  readonly flags: number;
  /** The subdirectory of glibc-hwcaps that it is for. */
  readonly hardware: string | undefined;
}

/** The cache's content. */
export interface Cache {
  /** Libraries in the cache's order. */
  readonly libraries: readonly CachedLibrary[];
  /** The program that made it, in its own words. */
  readonly generator: string | undefined;
}

const newMagic = "glibc-ld.so.cache1.1";
const oldMagic = "ld.so-1.7.0";
const oldHeaderSize = 16;
const oldEntrySize = 12;
const headerSize = 48;
const entrySize = 24;
const extensionMagic = 0xeaa42174;
/** In the upper half of `hwcap`: the lower half is an index into the extension's names. */
const namedHardware = 0x4000_0000;

/** Reads the cache; undefined where there is none. A form that is not known passes. */
export function readCache(host: Host): Cache | undefined {
  const bytes = host.read(cachePath);
  return bytes && parseCache(bytes);
}

/** Parses a cache; both of its forms may stand in one file, the old one in front. */
export function parseCache(bytes: Uint8Array): Cache {
  const isOld = beginsWith(bytes, oldMagic) && bytes.length >= oldHeaderSize;
  const start = isOld ? endOfOldForm(bytes) : 0;
  const cache = bytes.subarray((start + 7) & ~7);
  if (isOld && !beginsWith(cache, newMagic)) return parseOldForm(bytes, start);
  if (!beginsWith(cache, newMagic) || cache.length < headerSize) throw unknown();
  const view = new DataView(cache.buffer, cache.byteOffset, cache.length);
  const count = view.getUint32(20, true);
  // the byte order: 0 where an old version did not tell, 2 is little-endian
  if ((cache[28]! & 3) !== 0 && (cache[28]! & 3) !== 2) throw unknown();
  if (headerSize + count * entrySize > cache.length) throw unknown();
  const { generator, hardware } = readExtensions(bytes, view.getUint32(32, true));
  const libraries = Array.from({ length: count }, (_, index): CachedLibrary => {
    const entry = headerSize + index * entrySize;
    // what an operating system's version once told is zero since Linux 2.4
    if (view.getUint32(entry + 12, true) !== 0) throw unknown();
    return {
      flags: view.getInt32(entry, true),
      name: stringAt(cache, view.getUint32(entry + 4, true)),
      path: stringAt(cache, view.getUint32(entry + 8, true)),
      hardware: hardwareOf(view, entry + 16, hardware),
    };
  });
  return { libraries, generator };
}

function unknown(): Pass {
  return new Pass(`unknown form of ${cachePath}`);
}

/** Where the entries end; the new form follows, aligned as its 64-bit members ask. */
function endOfOldForm(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return oldHeaderSize + view.getUint32(12, true) * oldEntrySize;
}

/** The old form alone, whose strings stand behind its entries. */
function parseOldForm(bytes: Uint8Array, end: number): Cache {
  if (end > bytes.length) throw unknown();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const strings = bytes.subarray(end);
  const libraries: CachedLibrary[] = [];
  for (let entry = oldHeaderSize; entry < end; entry += oldEntrySize) {
    libraries.push({
      flags: view.getInt32(entry, true),
      name: stringAt(strings, view.getUint32(entry + 4, true)),
      path: stringAt(strings, view.getUint32(entry + 8, true)),
      hardware: undefined,
    });
  }
  return { libraries, generator: undefined };
}

function beginsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length &&
    [...text].every((character, index) => bytes[index] === character.charCodeAt(0));
}

function stringAt(bytes: Uint8Array, offset: number): string {
  const end = bytes.indexOf(0, offset);
  const text = end < 0 ? undefined : decodeExactly(bytes.subarray(offset, end));
  if (text === undefined) throw unknown();
  return text;
}

function hardwareOf(view: DataView, at: number, names: readonly string[]): string | undefined {
  const [low, high] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
  if (low === 0 && high === 0) return undefined;
  const name = high === namedHardware ? names[low] : undefined;
  if (name === undefined) throw unknown();
  return name;
}

/**
 * All offsets count from the file's begin. ldconfig writes those of hardware names from the new
 * form's, so that behind an old form it prints other bytes than it meant (glibc_hwcaps_string).
 */
function readExtensions(file: Uint8Array, offset: number) {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  let generator: string | undefined;
  let hardware: string[] = [];
  if (offset === 0) return { generator, hardware };
  if (offset + 8 > file.length || view.getUint32(offset, true) !== extensionMagic) throw unknown();
  const sections = view.getUint32(offset + 4, true);
  if (offset + 8 + sections * 16 > file.length) throw unknown();
  for (let index = 0; index < sections; index++) {
    const section = offset + 8 + index * 16;
    const [tag, start, size] = [0, 8, 12].map((at) => view.getUint32(section + at, true));
    if (start! + size! > file.length) throw unknown();
    if (tag === 0) generator = decodeExactly(file.subarray(start!, start! + size!));
    if (tag === 1) {
      hardware = Array.from(
        { length: size! / 4 },
        (_, each) => stringAt(file, view.getUint32(start! + each * 4, true)),
      );
    }
  }
  return { generator, hardware };
}

/** How ldconfig(8) names the machine of a library; undefined where that is not known. */
export function machineOf(flags: number): string | undefined {
  if ((flags & 0xff) !== 3) return undefined;
  switch (flags & ~0xff) {
    case 0:
      return "libc6";
    case 0x0300:
      return "libc6,x86-64";
    case 0x0800:
      return "libc6,x32";
    case 0x0900:
      return "libc6,hard-float";
    case 0x0a00:
      return "libc6,AArch64";
    default:
      return undefined;
  }
}
