// SPDX-License-Identifier: Apache-2.0

/** The time zone of a call, as tzset(3) of the GNU C library finds it. @module */
import type { Host } from "./host.ts";
import { zoneOfFile } from "./time_zone_file.ts";
import { fixed, zoneOfRule } from "./time_zone_rule.ts";
import { type Call, Pass } from "./types.ts";

/** What the clocks of a place show at some time. */
export interface LocalTime {
  /** Seconds east of Greenwich. */
  readonly offset: number;
  /** Whether it is daylight saving time. */
  readonly isDaylight: boolean;
  /** Its abbreviation: `CEST`. */
  readonly name: string;
}

/** The clocks of a place. */
export interface TimeZone {
  /** What they show so many seconds after 1970. */
  at(seconds: number): LocalTime;
  /** All that they may show. */
  readonly times: readonly LocalTime[];
}

const folder = "/usr/share/zoneinfo";
const local = "/etc/localtime";

/** The rules that a lookup of the zone needs. */
export const zoneRules: readonly string[] = [`${local} r,`, `${folder}/** r,`];

/** The zone that a value of TZ names; without one, that of the machine. */
export function timeZone(value: string | undefined, call: Pick<Call, "env">, host: Host): TimeZone {
  if (value === undefined) return zoneAt(local, host) ?? universal;
  // a name of a file, with a colon or without one
  const name = value === "" ? "Universal" : value.replace(/^:/, "");
  if (name === "") return universal;
  // what a link leads to, or what is beside the zones, is no zone that we know
  if (!/^[A-Za-z0-9_+,.:<>/-]+$/.test(name) || /(^|\/)\.\.?(\/|$)/.test(name)) {
    throw new Pass(`zone ${value}`);
  }
  if (call.env.get("TZDIR")) throw new Pass("environment TZDIR");
  if (name === local) return zoneAt(local, host) ?? universal;
  if (name.startsWith("/") && !name.startsWith(`${folder}/`)) throw new Pass(`zone ${value}`);
  const path = name.startsWith("/") ? name : `${folder}/${name}`;
  return zoneAt(path, host) ?? zoneOfRule(name);
}

const universal = fixed({ offset: 0, isDaylight: false, name: "UTC" });

function zoneAt(path: string, host: Host): TimeZone | undefined {
  const bytes = host.read(path);
  return bytes && zoneOfFile(bytes);
}

/**
 * The times at which the clocks of a zone show so many seconds after the beginning of 1970: none
 * where they skip it, two where they are set back.
 */
export function timesOf(wall: number, zone: TimeZone): number[] {
  const offsets = new Set(zone.times.map(({ offset }) => offset));
  return [...offsets].map((offset) => wall - offset)
    .filter((seconds) => seconds + zone.at(seconds).offset === wall);
}
