// SPDX-License-Identifier: Apache-2.0

/** One file in a listing of ls(1), in columns as wide as all of them need. @module */
import { findGroup, findUser } from "./accounts.ts";
import { deviceParts, modeString, typeLetter } from "./file_mode.ts";
import type { FileStatus, Host } from "./host.ts";
import { roundedSize } from "./human_size.ts";
import type { Style } from "./ls_style.ts";
import { formatTime } from "./time_format.ts";
import { Pass } from "./types.ts";

/** A file that is shown. */
export interface Entry {
  /** Its name, as it is shown. */
  readonly name: string;
  /** What stat(2) tells, where that is needed. */
  readonly status?: FileStatus;
  /** Where a link leads. */
  readonly target?: string;
  /** The mode of what is there. */
  readonly targetMode?: number | undefined;
}

/** The columns of one group of files. */
export class Columns {
  readonly #style: Style;
  readonly #host: Host;
  readonly #names = new Map<string, string>();
  readonly #widths: Readonly<Record<string, number>>;
  readonly #now: bigint;
  /** The blocks of all files. */
  readonly total: string;

  constructor(entries: readonly Entry[], style: Style, host: Host) {
    this.#style = style;
    this.#host = host;
    const isLong = style.format === "long";
    this.#now = isLong ? host.realtimeNs() : 0n;
    const statuses = entries.flatMap(({ status }) => status ? [status] : []);
    const widest = (text: (status: FileStatus) => string) =>
      statuses.reduce((width, status) => Math.max(width, text(status).length), 0);
    const devices = statuses.filter(isDevice);
    const part = (index: 0 | 1) =>
      devices.reduce((width, { rdev }) => Math.max(width, `${deviceParts(rdev)[index]}`.length), 0);
    const [major, minor] = [part(0), part(1)];
    const sizes = widest((status) => isDevice(status) ? "" : this.#size(status.size));
    this.#widths = {
      inode: style.showsInode ? widest(({ ino }) => `${ino}`) : 0,
      blocks: isLong || style.showsBlocks ? widest(({ blocks }) => this.#blocks(blocks)) : 0,
      links: widest(({ nlink }) => `${nlink}`),
      owner: isLong && style.showsOwner ? widest((status) => this.#owner(status)[0]) : 0,
      group: isLong && style.showsGroup ? widest((status) => this.#group(status)[0]) : 0,
      major,
      minor,
      size: devices.length > 0 ? Math.max(sizes, major + 2 + minor) : sizes,
    };
    const blocks = statuses.reduce((sum, status) => sum + status.blocks, 0n);
    this.total = isLong || style.showsBlocks ? this.#blocks(blocks) : "";
  }

  /** What stands before the name: inode and blocks. */
  before({ status }: Entry): string {
    const { showsInode, showsBlocks, format } = this.#style;
    const width = (column: string) => format === "commas" ? 0 : this.#widths[column]!;
    return (showsInode ? `${`${status!.ino}`.padStart(width("inode"))} ` : "") +
      (showsBlocks ? `${this.#blocks(status!.blocks).padStart(width("blocks"))} ` : "");
  }

  /** What stands between that and the name in the long form. */
  long({ status }: Entry): string {
    const { showsOwner, showsGroup } = this.#style;
    const known = status!;
    const widths = this.#widths;
    return `${modeString(known.mode)} ${`${known.nlink}`.padStart(widths["links"]!)} ` +
      (showsOwner ? named(this.#owner(known), widths["owner"]!) : "") +
      (showsGroup ? named(this.#group(known), widths["group"]!) : "") +
      `${this.#sizeColumn(known)} ${this.#time(known)} `;
  }

  #sizeColumn(status: FileStatus): string {
    const { size, major, minor } = this.#widths;
    if (!isDevice(status)) return this.#size(status.size).padStart(size!);
    const [high, low] = deviceParts(status.rdev);
    const room = Math.max(0, size! - (major! + 2 + minor!));
    return `${`${high}`.padStart(major! + room)}, ${`${low}`.padStart(minor!)}`;
  }

  /** Recent is the past half of a mean Gregorian year. */
  #time(status: FileStatus): string {
    const time = status[this.#style.time];
    const half = 15_778_476n * 1_000_000_000n;
    const isRecent = this.#now - half < time && time < this.#now;
    const part = ((time % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    const instant = { seconds: Number((time - part) / 1_000_000_000n), nanoseconds: Number(part) };
    const [old, recent] = this.#style.timeFormats;
    return formatTime(isRecent ? recent : old, instant, this.#style.clocks!);
  }

  #size(bytes: bigint): string {
    const { base } = this.#style;
    return base === undefined ? `${bytes}` : roundedSize(bytes, base);
  }

  #blocks(blocks: bigint): string {
    const { base } = this.#style;
    return base === undefined ? `${(blocks + 1n) / 2n}` : roundedSize(blocks * 512n, base);
  }

  /** A name, or a number where there is none. */
  #owner({ uid }: FileStatus): readonly [string, isName: boolean] {
    return this.#named(
      `u${uid}`,
      uid,
      () => findUser(this.#host, (each) => each.uid === uid)?.name,
    );
  }

  #group({ gid }: FileStatus): readonly [string, isName: boolean] {
    return this.#named(
      `g${gid}`,
      gid,
      () => findGroup(this.#host, (each) => each.gid === gid)?.name,
    );
  }

  #named(key: string, id: number, find: () => string | undefined): readonly [string, boolean] {
    if (this.#style.isNumeric) return [`${id}`, false];
    let name = this.#names.get(key);
    if (name === undefined) {
      name = find() ?? "";
      // how wide it is depends on the locale
      if (/[^ -~]/.test(name)) throw new Pass("width of a name");
      this.#names.set(key, name);
    }
    return name === "" ? [`${id}`, false] : [name, true];
  }
}

function isDevice({ mode }: FileStatus): boolean {
  return "bc".includes(typeLetter(mode));
}

function named([text, isName]: readonly [string, boolean], width: number): string {
  return `${isName ? text.padEnd(width) : text.padStart(width)} `;
}

/** A file as its line or its place between commas shows it. */
export function wordOf(entry: Entry, columns: Columns, style: Style): string {
  const { name, status, target } = entry;
  const shown = columns.before(entry) + (style.format === "long" ? columns.long(entry) : "") + name;
  return target === undefined
    ? shown + (status ? indicator(status.mode, style.indicator) : "")
    : `${shown} -> ${target}${indicator(entry.targetMode ?? 0, style.indicator)}`;
}

const letters: Readonly<Record<string, string>> = { l: "@", p: "|", s: "=" };

function indicator(mode: number, kind: Style["indicator"]): string {
  const letter = typeLetter(mode);
  if (kind === "none") return "";
  if (letter === "d") return "/";
  if (letter === "f") return kind === "classify" && (mode & 0o111) !== 0 ? "*" : "";
  return kind === "slash" ? "" : letters[letter] ?? "";
}
