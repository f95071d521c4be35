// SPDX-License-Identifier: Apache-2.0

/** Compiled entries of terminfo(5), as ncurses finds and reads them (term(5), read_entry.c). @module */
import type { Host } from "./host.ts";
import { booleanNames, numberNames, stringNames } from "./terminfo_names.ts";
import { latin1 } from "./text.ts";
import { type Call, Pass } from "./types.ts";

/** Where Debian's ncurses looks. */
const folders = ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"];

/** The rules that a lookup of a terminal needs. */
export const terminalRules: readonly string[] = [
  ...folders.map((folder) => `${folder}/** r,`),
  // where /lib is a link
  "/usr/lib/terminfo/** r,",
];

/** What is known of a terminal. */
export interface Terminal {
  /** A capability by its name: undefined where there is none of that name, null where it lacks it. */
  get(name: string): boolean | number | string | null | undefined;
}

/** The entry of a terminal; undefined where there is none. */
export function terminal(name: string, call: Pick<Call, "env">, host: Host): Terminal | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,127}$/.test(name)) throw new Pass(`terminal ${name}`);
  for (const variable of ["TERMINFO", "TERMINFO_DIRS", "TERMCAP", "TERMPATH"]) {
    if (call.env.get(variable) !== undefined) throw new Pass(`environment ${variable}`);
  }
  const home = call.env.get("HOME");
  if (home && host.stat(`${home}/.terminfo`)) throw new Pass("terminals of one's own");
  for (const folder of folders) {
    const bytes = host.read(`${folder}/${name[0]}/${name}`);
    if (bytes) return new Entry(bytes);
  }
  return undefined;
}

/** Magic numbers of entries with numbers of 16 and of 32 bits. */
const widths: Readonly<Record<number, 2 | 4>> = { 0o432: 2, 0o1036: 4 };
/** Less is a capability that was taken away from a terminal on which this one is based. */
const absent = -1;

class Entry implements Terminal {
  readonly #bytes: string;
  readonly #values = new Map<string, boolean | number | string | null>();
  readonly #cancelled = new Set<string>();
  /** Where capabilities begin that have no place in the order. */
  readonly #extended: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = latin1(bytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#extended = this.#read(view);
    } catch (thrown) {
      if (thrown instanceof RangeError) throw new Pass("terminal entry of another form");
      throw thrown;
    }
  }

  #read(view: DataView): number {
    const short = (index: number) => view.getInt16(index, true);
    const width = widths[short(0)];
    const [names, booleans, numbers, strings, table] = [2, 4, 6, 8, 10].map(short);
    const sizes = [names!, booleans!, numbers!, strings!, table!];
    if (!width || sizes.some((size) => size < 0)) throw new RangeError("no entry");
    let at = 12 + names!;
    for (let index = 0; index < booleanNames.length; index++) {
      const value = index < booleans! ? view.getInt8(at + index) : 0;
      if (value < 0) this.#cancelled.add(booleanNames[index]!);
      this.#values.set(booleanNames[index]!, value === 1);
    }
    at += booleans!;
    // what follows begins at an even place
    at += at % 2;
    for (let index = 0; index < numberNames.length; index++) {
      const place = at + index * width;
      const value = index >= numbers!
        ? absent
        : width === 2
        ? short(place)
        : view.getInt32(place, true);
      if (value < absent) this.#cancelled.add(numberNames[index]!);
      this.#values.set(numberNames[index]!, value);
    }
    at += numbers! * width;
    const start = at + strings! * 2;
    for (let index = 0; index < stringNames.length; index++) {
      const offset = index < strings! ? short(at + index * 2) : absent;
      if (offset >= table!) throw new RangeError("no string");
      if (offset < absent) this.#cancelled.add(stringNames[index]!);
      this.#values.set(stringNames[index]!, offset < 0 ? null : this.#string(start + offset));
    }
    return start + table!;
  }

  #string(start: number): string {
    const end = this.#bytes.indexOf("\0", start);
    if (end < 0) throw new RangeError("no end of a string");
    return this.#bytes.slice(start, end);
  }

  get(name: string): boolean | number | string | null | undefined {
    if (this.#cancelled.has(name)) throw new Pass(`capability ${name}`);
    const value = this.#values.get(name);
    if (value !== undefined) return value;
    // names of termcap(5), and names of the entry's own
    if (name.length === 2 || this.#bytes.includes(`${name}\0`, this.#extended)) {
      throw new Pass(`capability ${name}`);
    }
    return undefined;
  }
}
