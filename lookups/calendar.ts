// SPDX-License-Identifier: Apache-2.0

/** The Gregorian calendar, also before it was made: days and seconds since 1970. @module */

/** Seconds of a day. */
export const day = 86_400;

/** A date and a time of day. */
export interface Civil {
  /** The year; 0 is the one before 1. */
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number;
  /** 0 to 59. */
  readonly minute: number;
  /** 0 to 59. */
  readonly second: number;
}

/** A date with its place in the week and in the year. */
export interface CivilDay extends Civil {
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 0 is the first of January. */
  readonly yearDay: number;
}

/** Days from 1970 to a date; months and days beyond their range are counted on. */
export function daysOf(year: number, month: number, dayOfMonth: number): number {
  // years that begin in March have their leap day last
  const months = year * 12 + (month - 1) - 2;
  const marchYear = Math.floor(months / 12);
  const sinceMarch = months - marchYear * 12;
  const dayOfYear = Math.floor((sinceMarch * 153 + 2) / 5) + dayOfMonth - 1;
  const leaps = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) +
    Math.floor(marchYear / 400);
  return marchYear * 365 + leaps + dayOfYear - 719_468;
}

/** Seconds from 1970 to a time of UTC; what is beyond its range is counted on. */
export function secondsOf({ year, month, day: date, hour, minute, second }: Civil): number {
  return daysOf(year, month, date) * day + hour * 3600 + minute * 60 + second;
}

/** The date and time of UTC so many seconds after 1970. */
export function civilOf(seconds: number): CivilDay {
  const days = Math.floor(seconds / day);
  const rest = seconds - days * day;
  // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra -
    (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const sinceMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = sinceMarch < 10 ? sinceMarch + 3 : sinceMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {
    year,
    month,
    day: dayOfYear - Math.floor((153 * sinceMarch + 2) / 5) + 1,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: ((days + 4) % 7 + 7) % 7,
    yearDay: days - daysOf(year, 1, 1),
  };
}

/** Whether a year has 366 days. */
export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
