// SPDX-License-Identifier: Apache-2.0

/** Time zones in files of tzfile(5), as the GNU C library reads them (time/tzfile.c). @module */
import { latin1 } from "./text.ts";
import type { LocalTime, TimeZone } from "./time_zone.ts";
import { zoneOfRule } from "./time_zone_rule.ts";
import { Pass } from "./types.ts";

const headerLength = 44;

/** The zone of a file; undefined where it is no such file. */
export function zoneOfFile(bytes: Uint8Array): TimeZone | undefined {
  if (latin1(bytes.subarray(0, 4)) !== "TZif" || bytes.length < headerLength) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (bytes[4] === 0) return new File(view, 0, 4).zone(undefined);
    // the file again, with eight bytes for each time, and the rule for what comes after
    const second = new File(view, new File(view, 0, 4).end, 8);
    const footer = latin1(bytes.subarray(second.end));
    const [, rule] = /^\n([^\n]*)\n/.exec(footer) ?? [];
    return second.zone(rule === "" ? undefined : rule);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new Pass("time zone file of another form");
    throw thrown;
  }
}

/** One of the two blocks of a file. */
class File {
  /** Where the block ends. */
  readonly end: number;
  readonly #view: DataView;
  readonly #start: number;
  /** Bytes of a time. */
  readonly #width: 4 | 8;
  readonly #transitions: number;
  readonly #types: number;
  readonly #characters: number;
  readonly #leaps: number;

  constructor(view: DataView, start: number, width: 4 | 8) {
    const count = (index: number) => view.getUint32(start + 20 + index * 4);
    const [ut, standard, leaps, transitions, types, characters] = [0, 1, 2, 3, 4, 5].map(count);
    this.#view = view;
    this.#start = start + headerLength;
    this.#width = width;
    this.#transitions = transitions!;
    this.#types = types!;
    this.#characters = characters!;
    this.#leaps = leaps!;
    this.end = this.#start + transitions! * (width + 1) + types! * 6 + characters! +
      leaps! * (width + 4) + standard! + ut!;
  }

  zone(rule: string | undefined): TimeZone {
    // seconds of such files are not those of POSIX
    if (this.#leaps > 0) throw new Pass("leap seconds");
    const count = this.#transitions;
    const changes = Array.from({ length: count }, (_, index) => this.#time(index));
    const indexes = this.#start + count * this.#width;
    const times = Array.from({ length: this.#types }, (_, index) => this.#localTime(index));
    const timeOf = (index: number) => {
      const time = times[this.#view.getUint8(indexes + index)];
      if (!time) throw new RangeError("no such type");
      return time;
    };
    const before = times.find(({ isDaylight }) => !isDaylight) ?? times[0];
    if (!before) throw new RangeError("no types");
    const last = changes.at(-1);
    const after = rule === undefined ? undefined : zoneOfRule(rule);
    // versions of the library that heed a rule only behind a change
    if (last === undefined && after && after.times.length > 1) throw new Pass("zone of a rule");
    return {
      times: [...times, ...(after?.times ?? [])],
      at(seconds) {
        if (last === undefined || seconds < changes[0]!) return before;
        if (seconds >= last) return after ? after.at(seconds) : timeOf(count - 1);
        let [low, high] = [0, count - 1];
        while (high - low > 1) {
          const middle = (low + high) >> 1;
          if (changes[middle]! <= seconds) low = middle;
          else high = middle;
        }
        return timeOf(low);
      },
    };
  }

  #time(index: number): number {
    const at = this.#start + index * this.#width;
    return this.#width === 4 ? this.#view.getInt32(at) : Number(this.#view.getBigInt64(at));
  }

  #localTime(index: number): LocalTime {
    const types = this.#start + this.#transitions * (this.#width + 1);
    const at = types + index * 6;
    const names = types + this.#types * 6;
    let name = "";
    for (let next = names + this.#view.getUint8(at + 5);; next++) {
      if (next >= names + this.#characters) throw new RangeError("no end of a name");
      const code = this.#view.getUint8(next);
      if (code === 0) break;
      name += String.fromCharCode(code);
    }
    return {
      offset: this.#view.getInt32(at),
      isDaylight: this.#view.getUint8(at + 4) !== 0,
      name,
    };
  }
}
