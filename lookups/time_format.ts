// SPDX-License-Identifier: Apache-2.0

/**
 * Times in the directives of date(1), ls(1) and stat(1): gnulib's nstrftime.c, and where that leaves
 * a directive to the C library, its strftime(3) in the C locale.
 *
 * @module
 */
import { type CivilDay, civilOf, isLeap } from "./calendar.ts";
import { type Flags, inLowerCase, numeric, padded, plainly, raised, worded } from "./time_field.ts";
import { timesOf, type TimeZone } from "./time_zone.ts";
import { Pass } from "./types.ts";

/** A time to be shown. */
export interface Instant {
  /** Whole seconds since 1970. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
}

/** What surrounds a format. */
export interface TimeStyle {
  /** Where the clocks are. */
  readonly zone: TimeZone;
  /**
   * The words of LC_TIME: those of C; or the same words in other orders, where `%c %r %x %X` pass.
   */
  readonly locale: "C" | "english";
}

const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const months = ("January February March April May June July August September October November " +
  "December").split(" ");

/** Wider fields and longer texts are left to who writes them one by one. */
const widest = 10_000;
const longest = 1 << 20;

/** Formats a time; format and result have one character for each byte. */
export function formatTime(format: string, instant: Instant, style: TimeStyle): string {
  return new Formatter(instant, style).format(format, { upper: false, yearPad: "", width: -1 });
}

/** How a format within a directive is begun. */
interface Outer {
  readonly upper: boolean;
  readonly yearPad: Flags["pad"];
  readonly width: number;
}

const directive = /%([-_+0^#]*)(\d*)([EO]?)(:*)([^]?)/y;

class Formatter {
  readonly #instant: Instant;
  readonly #style: TimeStyle;
  readonly #civil: CivilDay;
  readonly #offset: number;
  readonly #zoneName: string;
  readonly #isDaylight: boolean;

  constructor(instant: Instant, style: TimeStyle) {
    const { offset, name, isDaylight } = style.zone.at(instant.seconds);
    this.#instant = instant;
    this.#style = style;
    this.#civil = civilOf(instant.seconds + offset);
    this.#offset = offset;
    this.#zoneName = name;
    this.#isDaylight = isDaylight;
  }

  format(format: string, outer: Outer): string {
    let shown = "";
    // a width from outside is that of the first thing only
    let { width } = outer;
    for (let at = 0; at < format.length; width = -1) {
      if (format[at] !== "%") {
        shown += padded(format[at++]!, { pad: "", width });
        continue;
      }
      directive.lastIndex = at;
      const [text, signs, digits, modifier, colons, letter] = directive.exec(format)!;
      const flags: Flags = {
        pad: (signs!.match(/[-_+0]/g)?.at(-1) ?? "") as Flags["pad"],
        width: digits === "" ? width : Number(digits),
        upper: outer.upper || signs!.includes("^"),
        opposite: signs!.includes("#"),
        modifier: modifier!,
      };
      if (flags.width > widest || shown.length > longest) throw new Pass("long date");
      if (colons !== "" && letter !== "z") {
        // only the first colon belongs to what is wrong
        const length = text.length - letter!.length - colons!.length + 1;
        shown += worded(text.slice(0, length), flags);
        at += length;
        continue;
      }
      // a percent sign behind flags begins anew, and the end of the format ends it
      const isCut = letter === "" || (letter === "%" && text.length > 2);
      const whole = isCut ? text.slice(0, text.length - letter!.length) : text;
      shown += isCut
        ? worded(whole, flags)
        : this.#directive(letter!, colons!.length, flags, outer) ??
          // of months, the case is changed before they are found wrong
          worded(whole, /[bBh]/.test(letter!) ? raised(flags) : flags);
      at += whole.length;
    }
    return shown;
  }

  /** A directive's text; undefined where it is none. */
  #directive(letter: string, colons: number, flags: Flags, outer: Outer): string | undefined {
    const { year, month, day, hour, minute, second, weekday, yearDay } = this.#civil;
    const { modifier, pad, width } = flags;
    if (!isModified(letter, modifier)) return undefined;
    const number = (digits: number, value: number) =>
      modifier === "O"
        ? plainly(digits, value, flags)
        : numeric(String(value), { ...flags, digits, sign: "" });
    const spaced = (digits: number, value: number) => {
      const spacing = { ...flags, pad: pad || "_" } as const;
      return modifier === "O"
        ? padded(String(value).padStart(2), spacing)
        : numeric(String(value), { ...spacing, digits, sign: "" });
    };
    const yearly = (digits: number, value: number, isNegative: boolean) => {
      const yearPad = pad || outer.yearPad;
      if (modifier === "E" || (modifier === "O" && !isNegative)) {
        // there, early years have fewer digits, and those before 0 others
        if (this.#civil.year < 1000) throw new Pass("early year");
        return plainly(digits, value, flags);
      }
      const isLong = value > (digits === 2 ? 99 : 9999) || digits < width;
      const sign = isNegative ? "-" : yearPad === "+" && isLong ? "+" : "";
      return numeric(String(value), { ...flags, pad: yearPad, digits, sign });
    };
    const inside = (format: string) =>
      padded(this.format(format, { upper: flags.upper, yearPad: pad, width: -1 }), flags);
    /** What the C library writes, whose fields have no flags. */
    const local = (format: string) => {
      if (this.#style.locale !== "C") throw new Pass(`locale of %${letter}`);
      if (year < 1000) throw new Pass("early year");
      return worded(this.format(format, { upper: false, yearPad: "", width: -1 }), flags);
    };
    const name = (text: string) => worded(text, raised(flags));
    const hour12 = hour % 12 || 12;
    switch (letter) {
      case "%":
        return "%";
      case "n":
        return padded("\n", flags);
      case "t":
        return padded("\t", flags);
      case "a":
        return name(weekdays[weekday]!.slice(0, 3));
      case "A":
        return name(weekdays[weekday]!);
      case "b":
      case "h":
        return name(months[month - 1]!.slice(0, 3));
      case "B":
        return name(months[month - 1]!);
      case "p":
      case "P": {
        const text = hour > 11 ? "PM" : "AM";
        return padded(
          letter === "P" || flags.opposite ? text.toLowerCase() : text,
          flags,
        );
      }
      case "Z":
        return flags.opposite
          ? padded(inLowerCase(this.#zoneName), flags)
          : worded(this.#zoneName, flags);
      case "c":
        return local("%a %b %e %H:%M:%S %Y");
      case "x":
        return local("%m/%d/%y");
      case "X":
        return local("%H:%M:%S");
      case "r":
        return local("%I:%M:%S %p");
      case "D":
        return inside("%m/%d/%y");
      case "R":
        return inside("%H:%M");
      case "T":
        return inside("%H:%M:%S");
      case "F":
        return pad === "" && width < 0
          ? padded(this.#iso(flags.upper, 4, "+"), { pad: "+", width })
          : padded(this.#iso(flags.upper, Math.max(0, width - 6), pad), flags);
      case "d":
        return number(2, day);
      case "e":
        return spaced(2, day);
      case "H":
        return number(2, hour);
      case "k":
        return spaced(2, hour);
      case "I":
        return number(2, hour12);
      case "l":
        return spaced(2, hour12);
      case "j":
        return number(3, yearDay + 1);
      case "m":
        return number(2, month);
      case "M":
        return number(2, minute);
      case "S":
        return number(2, second);
      case "q":
        if (modifier === "O") throw new Pass("modifier O");
        return number(1, Math.ceil(month / 3));
      case "u":
        return number(1, (weekday + 6) % 7 + 1);
      case "w":
        return number(1, weekday);
      case "U":
        return number(2, Math.floor((yearDay - weekday + 7) / 7));
      case "W":
        return number(2, Math.floor((yearDay - (weekday + 6) % 7 + 7) / 7));
      case "V":
        return number(2, this.#isoWeek().week);
      case "G":
        return yearly(4, Math.abs(this.#isoWeek().year), this.#isoWeek().year < 0);
      case "g":
        return yearly(2, lastTwo(this.#isoWeek().year), false);
      case "Y":
        return yearly(4, Math.abs(year), year < 0);
      case "y":
        return yearly(2, lastTwo(year), false);
      case "C":
        return yearly(2, Math.floor(Math.abs(year) / 100), year < 0);
      case "N":
        return this.#fraction(flags);
      case "s":
        return this.#epoch(flags);
      case "z":
        return this.#zone(colons, flags);
      default:
        return undefined;
    }
  }

  #iso(upper: boolean, width: number, yearPad: Flags["pad"]): string {
    return this.format("%Y-%m-%d", { upper, yearPad, width });
  }

  /** The week of ISO 8601, and its year. */
  #isoWeek(): { year: number; week: number } {
    const { year, weekday, yearDay } = this.#civil;
    const monday = yearDay - (weekday + 6) % 7;
    const length = (each: number) => isLeap(each) ? 366 : 365;
    // a week belongs to the year of its Thursday
    if (monday + 3 < 0) {
      return { year: year - 1, week: Math.floor((monday + 3 + length(year - 1)) / 7) + 1 };
    }
    if (monday + 3 >= length(year)) return { year: year + 1, week: 1 };
    return { year, week: Math.floor((monday + 3) / 7) + 1 };
  }

  #fraction({ pad, width, ...flags }: Flags): string {
    // date(1) puts the resolution of the clock in its place
    if (pad === "-" && width < 0) throw new Pass("%-N");
    const digits = String(this.#instant.nanoseconds).padStart(9, "0");
    const wanted = width <= 0 ? 9 : width;
    // zeros at the end are padding, and may be spaces
    const shown = digits.slice(0, Math.min(wanted, 9)).replace(/(.)0+$/, "$1");
    const fill = padded("", { ...flags, pad: pad || "0", width: wanted - shown.length });
    return shown + fill;
  }

  #epoch(flags: Flags): string {
    const { seconds } = this.#instant;
    // the library takes them back from what the clocks show, which may be twice the same
    const same = timesOf(seconds + this.#offset, this.#style.zone)
      .filter((each) => this.#style.zone.at(each).isDaylight === this.#isDaylight);
    if (same.length !== 1) throw new Pass("ambiguous time");
    const sign = seconds < 0 ? "-" : "";
    return numeric(String(Math.abs(seconds)), { ...flags, digits: 1, sign });
  }

  #zone(colons: number, flags: Flags): string | undefined {
    if (colons > 3) return undefined;
    const size = Math.abs(this.#offset);
    const hours = Math.floor(size / 3600);
    const [minutes, seconds] = [Math.floor(size / 60) % 60, size % 60];
    // what is unknown is "-00"
    const isWest = this.#offset < 0 || (this.#offset === 0 && this.#zoneName.startsWith("-"));
    const sign = isWest ? "-" : "+";
    if (colons === 0) {
      const digits = String(hours * 100 + minutes);
      return flags.modifier === "O" && !isWest
        ? padded(`+${digits.padStart(4, "0")}`, flags)
        : numeric(digits, { ...flags, digits: 5, sign });
    }
    if (flags.modifier === "O") throw new Pass("modifier O");
    // three colons: as many parts as tell something
    const count = colons < 3 ? colons + 1 : seconds !== 0 ? 3 : minutes !== 0 ? 2 : 1;
    const two = (value: number) => String(value).padStart(2, "0");
    const parts = [String(hours), two(minutes), two(seconds)].slice(0, count);
    return numeric(parts.join(":"), { ...flags, digits: count * 3, sign });
  }
}

/** Whether a letter takes a modifier: others make it no directive. */
function isModified(letter: string, modifier: string): boolean {
  if (modifier === "") return true;
  if ("aADF".includes(letter)) return false;
  return modifier === "E" ? !"bBhdeHIjklmMNSUVgGWw".includes(letter) : !"cxXY".includes(letter);
}

/** The last two digits of a year; those before 0 count backwards. */
function lastTwo(year: number): number {
  return Math.abs(year) % 100;
}
