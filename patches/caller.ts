// SPDX-License-Identifier: Apache-2.0

/**
 * Who asked: found in a stack trace, which costs 2 to 58 µs. Taken only where somebody traces.
 *
 * @module
 */

/** Where a call came from. */
export interface Caller {
  /** `FILE:LINE:COLUMN`. */
  readonly site: string;
  /** The npm package that holds the file. */
  readonly package: string | undefined;
}

/** Frames of the runtime's own layers lie between a caller and a patch. */
const depth = 50;

/** The first frame that is neither this library's nor the runtime's; undefined where there is none. */
export function caller(): Caller | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = depth;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = limit;
  for (const line of stack.split("\n")) {
    const site = siteOf(line);
    if (site !== undefined && !isOwn(site)) return { site, package: packageOf(site) };
  }
  return undefined;
}

/** A frame's file, line and column; undefined for a frame of the runtime's own. */
export function siteOf(frame: string): string | undefined {
  // V8's mark of text that was evaluated under a file's name, as the bundle's lookups are
  const named = frame.replace(", <anonymous>:", ":");
  return /(?:^|[ (@])(?:file:\/\/)?((?:https?:\/)?\/[^()]*:\d+:\d+)\)?$/.exec(named)?.[1];
}

/** The package of a file below node_modules, the innermost where they nest. */
export function packageOf(site: string): string | undefined {
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/@.][^/]*)\//.exec(site) ?? [];
  return name;
}

/** Whether a frame is of this copy: of the bundle's files, or of the folders with its sources. */
function isOwn(site: string): boolean {
  const own = new URL(import.meta.url);
  const path = own.protocol === "file:" ? own.pathname : own.href;
  if (!path.endsWith("/patches/caller.ts")) {
    const beside = path.slice(0, path.lastIndexOf("/") + 1) + "lookups.js";
    return site.startsWith(`${path}:`) || site.startsWith(`${beside}:`);
  }
  const root = path.slice(0, -"patches/caller.ts".length);
  return site.startsWith(root) &&
    /^(patches|shell|lookups|host|ffi)\//.test(site.slice(root.length));
}
