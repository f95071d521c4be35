// SPDX-License-Identifier: Apache-2.0

/**
 * Dates in words, as far as they are certain: of what gnulib's parse-datetime.y takes, seconds since
 * 1970, dates and times of ISO 8601 and of mail, `now`, `last monday`, `3 days ago`. Everything else
 * passes: its grammar gives a number many meanings.
 *
 * @module
 */
import { type Civil, type CivilDay, civilOf, secondsOf } from "./calendar.ts";
import type { Instant } from "./time_format.ts";
import { timesOf, type TimeZone } from "./time_zone.ts";
import { Pass } from "./types.ts";

/**
 * The time that a text names; undefined where it names none that there is.
 *
 * @param now tells the time, where the text is relative to it
 */
export function parseDate(text: string, zone: TimeZone, now: () => Instant): Instant | undefined {
  const found = parseSeconds(text);
  if (found) return found;
  const items = new Items();
  let rest = spaced(text.toLowerCase()).replace(/^[\t-\r ]+/, "");
  while (rest !== "") {
    const length = items.take(rest);
    rest = rest.slice(length).replace(/^[\t-\r ]+/, "");
  }
  return items.resolve(zone, now());
}

const largest = 2 ** 53;

/** `@SECONDS` */
function parseSeconds(text: string): Instant | undefined {
  const [, sign, digits, fraction = ""] =
    /^[\t-\r ]*@[\t-\r ]*([+-]?)[\t-\r ]*(\d+)(?:[.,](\d+))?[\t-\r ]*$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const size = Number(digits);
  if (size >= largest) throw new Pass("distant time");
  const nanoseconds = Number(fraction.slice(0, 9).padEnd(9, "0"));
  if (sign !== "-") return { seconds: size, nanoseconds };
  // towards the past, digits that are too many count as one
  const part = nanoseconds + (/[1-9]/.test(fraction.slice(9)) ? 1 : 0);
  return part === 0
    ? { seconds: -size, nanoseconds: 0 }
    : { seconds: -size - 1, nanoseconds: 1e9 - part };
}

/** The letter of ISO 8601 between date and time says nothing; anywhere else it is a zone. */
function spaced(text: string): string {
  const letter = /\d{4}-\d{1,2}-\d{1,2}(t)(?=\d)/d.exec(text);
  if (!letter) return text;
  if (/[ap]m/.test(text)) throw new Pass(`date ${text}`);
  const [at] = letter.indices![1]!;
  return `${text.slice(0, at)} ${text.slice(at + 1)}`;
}

const monthNames = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const dayNames = "sun mon tue wed thu fri sat".split(" ");
const month = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|" +
  "sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const weekday = "(sun(?:day)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|" +
  "fri(?:day)?|sat(?:urday)?)";
const unit = "(year|month|fortnight|week|day|hour|minute|min|second|sec)s?";
/** Where a word or a number has ended, and nothing that would change its meaning follows. */
const end = "(?=$|[\\t-\\r ])(?![\\t-\\r ]*[-+:.,/])";
/** The end of what a sign may follow: a number with its unit. */
const openEnd = "(?=$|[\\t-\\r ])(?![\\t-\\r ]*[:.,/])";

const patterns = {
  isoDate: new RegExp(`^(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})${openEnd}`),
  dayFirst: new RegExp(`^(\\d{1,2})[ -]${month}[ -](\\d{4})${openEnd}`),
  // without a comma, the year is a number of its own, to which a word behind it would belong
  monthFirst: new RegExp(
    `^${month} (\\d{1,2})(?:, (\\d{4})${openEnd}| (\\d{4})(?=[\\t-\\r ]*($|\\d+:)))`,
  ),
  time: new RegExp(
    `^(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?` +
      ` ?(am|pm|z|utc|gmt|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})?${end}`,
  ),
  hour: new RegExp(`^(\\d{1,2}) ?(am|pm)${end}`),
  zone: new RegExp(`^(?:utc|gmt|z)${end}`),
  amount: new RegExp(
    `^(?:([+-]?)[\\t-\\r ]*(\\d{1,9}) ?|(last|this|next) )${unit}( ago)?${openEnd}`,
  ),
  shift: new RegExp(`^(now|today|yesterday|tomorrow)${openEnd}`),
  weekday: new RegExp(`^(?:(last|this|next) )?${weekday}(?:,(?=$|[\\t-\\r ])|${openEnd})`),
} as const;

const ordinals: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 };
const shifts: Readonly<Record<string, number>> = { now: 0, today: 0, yesterday: -1, tomorrow: 1 };

/** What a relative amount is added to. */
interface Amounts {
  years: number;
  months: number;
  days: number;
  seconds: number;
}

const units: Readonly<Record<string, readonly [kind: keyof Amounts, size: number]>> = {
  year: ["years", 1],
  month: ["months", 1],
  fortnight: ["days", 14],
  week: ["days", 7],
  day: ["days", 1],
  hour: ["seconds", 3600],
  minute: ["seconds", 60],
  min: ["seconds", 60],
  second: ["seconds", 1],
  sec: ["seconds", 1],
};

/** The parts of a text. */
class Items {
  #date: Pick<Civil, "year" | "month" | "day"> | undefined;
  #time: (Pick<Civil, "hour" | "minute" | "second"> & { nanoseconds: number }) | undefined;
  #weekday: { ordinal: number; number: number } | undefined;
  /** Seconds east of Greenwich. */
  #zone: number | undefined;
  #relative: Amounts | undefined;

  /** Takes the part that a text begins with; gives its length. */
  take(text: string): number {
    for (const [kind, pattern] of Object.entries(patterns)) {
      const match = pattern.exec(text);
      if (!match) continue;
      this.#take(kind as keyof typeof patterns, match);
      return match[0].length;
    }
    throw new Pass(`date ${text}`);
  }

  #take(kind: keyof typeof patterns, match: RegExpExecArray): void {
    const [, ...parts] = match;
    switch (kind) {
      case "isoDate":
        return this.#setDate(parts[0]!, Number(parts[2]), parts[3]!);
      case "dayFirst":
        return this.#setDate(parts[2]!, indexOf(parts[1]!, monthNames) + 1, parts[0]!);
      case "monthFirst":
        if (parts[2] === undefined && this.#relative) throw new Pass("number of a year");
        return this.#setDate(
          parts[2] ?? parts[3]!,
          indexOf(parts[0]!, monthNames) + 1,
          parts[1]!,
        );
      case "time":
        return this.#takeTime(parts);
      case "hour":
        return this.#setTime(Number(parts[0]), "0", "0", "", parts[1]!);
      case "zone":
        return this.#setZone(0);
      case "amount":
        return this.#takeAmount(parts);
      case "shift":
        return this.#add("days", shifts[parts[0]!]!);
      case "weekday":
        if (this.#weekday) throw new Pass("several dates");
        this.#weekday = {
          ordinal: ordinals[parts[0] ?? "this"]!,
          number: indexOf(parts[1]!, dayNames),
        };
    }
  }

  #takeTime([hour, minute, second = "0", fraction = "", suffix]: string[]): void {
    const isHalf = suffix === "am" || suffix === "pm";
    this.#setTime(Number(hour), minute!, second, fraction, isHalf ? suffix : undefined);
    if (suffix === undefined || isHalf) return;
    const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(suffix) ?? [];
    const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
    if (size > 24 * 60 || Number(minutes ?? 0) > 59) throw new Pass(`zone ${suffix}`);
    this.#setZone(sign === "-" ? -size * 60 : size * 60);
  }

  #setDate(year: string, month: number, day: string): void {
    if (this.#date) throw new Pass("several dates");
    this.#date = { year: Number(year), month, day: Number(day) };
  }

  #setTime(
    given: number,
    minute: string,
    second: string,
    fraction: string,
    half: string | undefined,
  ): void {
    if (this.#time) throw new Pass("several times");
    let hour = given;
    if (half !== undefined) {
      hour = given === 0 || given > 12 ? 24 : given % 12 + (half === "pm" ? 12 : 0);
    }
    this.#time = {
      hour,
      minute: Number(minute),
      second: Number(second),
      nanoseconds: Number(fraction.padEnd(9, "0")),
    };
  }

  #setZone(seconds: number): void {
    if (this.#zone !== undefined) throw new Pass("several zones");
    this.#zone = seconds;
  }

  #takeAmount([sign, digits, ordinal, name, ago]: string[]): void {
    const [kind, size] = units[name!]!;
    const amount = digits === undefined ? ordinals[ordinal!]! : Number(digits);
    const isBack = (sign === "-") !== (ago !== undefined);
    this.#add(kind, (isBack ? -amount : amount) * size);
  }

  #add(kind: keyof Amounts, amount: number): void {
    this.#relative ??= { years: 0, months: 0, days: 0, seconds: 0 };
    this.#relative[kind] += amount;
    if (Math.abs(this.#relative[kind]) > 1e9) throw new Pass("distant time");
  }

  resolve(zone: TimeZone, now: Instant): Instant | undefined {
    const here = zone.at(now.seconds);
    const current = civilOf(now.seconds + here.offset);
    const relative = this.#relative ?? { years: 0, months: 0, days: 0, seconds: 0 };
    const isAbsolute = this.#date || this.#time || this.#weekday;
    const keepsTime = !this.#time && this.#relative && !this.#date && !this.#weekday;
    const time = this.#time ??
      (keepsTime
        ? { ...timeOf(current), nanoseconds: now.nanoseconds }
        : { hour: 0, minute: 0, second: 0, nanoseconds: 0 });
    let start: Civil = { ...(this.#date ?? dateOf(current)), ...timeOf(time) };
    // the 30th of February, 24:00
    if (!exists(start)) return undefined;
    const isDaylight = isAbsolute ? undefined : here.isDaylight;
    let wall = secondsOf(start);
    const skipped = this.#zone === undefined && timesOf(wall, zone).length === 0;
    if (skipped) return undefined;
    let seconds = this.#zone === undefined ? instantOf(wall, zone, isDaylight) : wall - this.#zone;
    if (this.#weekday && !this.#date) {
      const { ordinal, number } = this.#weekday;
      const before = civilOf(wall).weekday;
      const weeks = ordinal - (ordinal > 0 && before !== number ? 1 : 0);
      wall += ((number - before + 7) % 7 + weeks * 7) * 86_400;
      start = civilOf(wall);
      seconds = this.#zone === undefined ? instantOf(wall, zone, undefined) : wall - this.#zone;
    }
    if (relative.years !== 0 || relative.months !== 0 || relative.days !== 0) {
      wall = secondsOf({
        ...start,
        year: start.year + relative.years,
        month: start.month + relative.months,
        day: start.day + relative.days,
      });
      seconds = this.#zone === undefined ? instantOf(wall, zone, isDaylight) : wall - this.#zone;
    }
    // an hour that the clocks skip moves what is shown in the other zone, too
    if (this.#zone !== undefined) instantOf(wall, zone, isDaylight);
    return { seconds: seconds + relative.seconds, nanoseconds: time.nanoseconds };
  }
}

/** Whether there is such a date and time. */
function exists(civil: Civil): boolean {
  const normal = civilOf(secondsOf(civil));
  return (["year", "month", "day", "hour", "minute", "second"] as const)
    .every((each) => normal[each] === civil[each]);
}

function timeOf({ hour, minute, second }: Pick<Civil, "hour" | "minute" | "second">) {
  return { hour, minute, second };
}

function dateOf({ year, month, day }: CivilDay) {
  return { year, month, day };
}

function indexOf(name: string, names: readonly string[]): number {
  return names.indexOf(name.slice(0, 3));
}

/** What mktime(3) gives, where it has no choice. */
function instantOf(wall: number, zone: TimeZone, isDaylight: boolean | undefined): number {
  const times = timesOf(wall, zone)
    .filter((each) => isDaylight === undefined || zone.at(each).isDaylight === isDaylight);
  if (times.length !== 1) throw new Pass("ambiguous time");
  return times[0]!;
}
