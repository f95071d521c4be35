// SPDX-License-Identifier: Apache-2.0

/**
 * Time zones in POSIX words, `CET-1CEST,M3.5.0,M10.5.0/3`: the value of TZ, and the last line of a
 * file of tzfile(5). As the GNU C library reads them (time/tzset.c).
 *
 * @module
 */
import { civilOf, day, daysOf, isLeap } from "./calendar.ts";
import type { LocalTime, TimeZone } from "./time_zone.ts";
import { Pass } from "./types.ts";

/** A day of each year on which the clocks are changed, and the seconds from its beginning. */
type Change =
  & { readonly at: number }
  & (
    /** A day from 1 on, never the 29th of February. */
    | { readonly kind: "julian"; readonly day: number }
    /** A day from 0 on. */
    | { readonly kind: "zero"; readonly day: number }
    | {
      readonly kind: "month";
      readonly month: number;
      readonly week: number;
      readonly weekday: number;
    }
  );

const name = "(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)";
const offset = "[+-]?\\d{1,2}(?::\\d{1,2}(?::\\d{1,2})?)?";
const change = "(?:J?\\d{1,3}|M\\d{1,2}\\.\\d\\.\\d)(?:/-?\\d{1,3}(?::\\d{1,2}(?::\\d{1,2})?)?)?";
const form = new RegExp(
  `^(${name})(${offset})(?:(${name})(${offset})?,(${change}),(${change}))?$`,
);

/**
 * The zone of such a text. A name without an offset is UTC under that name, as of a file that is not
 * there; any other form passes.
 */
export function zoneOfRule(text: string): TimeZone {
  const [, bare] = /^([A-Za-z]{3,})(?:[^A-Za-z0-9+-]|$)/.exec(text) ?? [];
  if (bare !== undefined) return fixed({ offset: 0, isDaylight: false, name: bare });
  const [, standardName, standardOffset, daylightName, daylightOffset, begin, end] =
    form.exec(text) ?? [];
  // what is wrong keeps what was right before it; and without days, those of a file hold
  if (standardName === undefined) throw new Pass(`zone ${text}`);
  const standard = {
    offset: offsetOf(standardOffset!),
    isDaylight: false,
    name: bareName(standardName),
  };
  if (daylightName === undefined) return fixed(standard);
  const daylight = {
    offset: daylightOffset === undefined ? standard.offset + 3600 : offsetOf(daylightOffset),
    isDaylight: true,
    name: bareName(daylightName),
  };
  return changing(standard, daylight, changeOf(begin!), changeOf(end!));
}

/** A zone whose clocks are never changed. */
export function fixed(time: LocalTime): TimeZone {
  return { times: [time], at: () => time };
}

function changing(standard: LocalTime, daylight: LocalTime, begin: Change, end: Change): TimeZone {
  return {
    times: [standard, daylight],
    at(seconds) {
      const { year } = civilOf(seconds);
      // there, the library counts from another day in every year (compute_change)
      if (year < 1970) throw new Pass("zone of a rule");
      const first = secondsOfChange(begin, year) - standard.offset;
      const last = secondsOfChange(end, year) - daylight.offset;
      // in the south, daylight saving time holds over the turn of the year
      const isDaylight = first > last
        ? seconds < last || seconds >= first
        : seconds >= first && seconds < last;
      return isDaylight ? daylight : standard;
    },
  };
}

function bareName(text: string): string {
  return text.replace(/^<(.*)>$/, "$1");
}

/** Seconds east of Greenwich, where the text counts them to the west. */
function offsetOf(text: string): number {
  const [hours, minutes = 0, seconds = 0] = text.replace(/^[+-]/, "").split(":").map(Number);
  const size = Math.min(hours!, 24) * 3600 + Math.min(minutes, 59) * 60 + Math.min(seconds, 59);
  return text.startsWith("-") ? size : -size;
}

function changeOf(text: string): Change {
  const [date, time = "2"] = text.split("/");
  const [hours, minutes = 0, seconds = 0] = time.replace(/^-/, "").split(":").map(Number);
  const size = hours! * 3600 + minutes * 60 + seconds;
  const at = time.startsWith("-") ? -size : size;
  const [, month, week, weekday] = /^M(\d+)\.(\d)\.(\d)$/.exec(date!)?.map(Number) ?? [];
  if (month !== undefined) {
    if (month < 1 || month > 12 || week! < 1 || week! > 5 || weekday! > 6) {
      throw new Pass(`zone ${text}`);
    }
    return { kind: "month", month, week: week!, weekday: weekday!, at };
  }
  const isJulian = date!.startsWith("J");
  const number = Number(date!.slice(isJulian ? 1 : 0));
  if (number > 365 || (isJulian && number === 0)) throw new Pass(`zone ${text}`);
  return { kind: isJulian ? "julian" : "zero", day: number, at };
}

/** When a change comes in a year, in seconds of its own clock. */
function secondsOfChange(change: Change, year: number): number {
  const january = daysOf(year, 1, 1);
  const days = change.kind === "julian"
    ? january + change.day - 1 + (change.day >= 60 && isLeap(year) ? 1 : 0)
    : change.kind === "zero"
    ? january + change.day
    : weekdayOf(change, year);
  return days * day + change.at;
}

/** The first, second … such weekday of a month; the fifth is the last. */
function weekdayOf(
  { month, week, weekday }: Extract<Change, { kind: "month" }>,
  year: number,
): number {
  const first = daysOf(year, month, 1);
  const length = daysOf(year, month + 1, 1) - first;
  // 1970 began with a Thursday
  const firstWeekday = ((first + 4) % 7 + 7) % 7;
  let date = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7;
  if (date >= length) date -= 7;
  return first + date;
}
