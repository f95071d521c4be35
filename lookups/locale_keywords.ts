// SPDX-License-Identifier: Apache-2.0

/**
 * What `locale KEYWORD` tells of the locales C and C.UTF-8, which the GNU C library carries within
 * itself (locale/C-time.c, C-numeric.c, C-messages.c, C-monetary.c).
 *
 * @module
 */

/** One keyword. */
export interface Keyword {
  /** The category that has it. */
  readonly category: string;
  /** Its value. */
  readonly value: string;
  /** Whether `-k` puts it between quotes. */
  readonly isText: boolean;
}

const days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const months =
  "January February March April May June July August September October November December".split(
    " ",
  );
const short = (names: readonly string[]) => names.map((name) => name.slice(0, 3)).join(";");

const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  LC_NUMERIC: { decimal_point: ".", thousands_sep: "" },
  LC_TIME: {
    abday: short(days),
    day: days.join(";"),
    abmon: short(months),
    mon: months.join(";"),
    am_pm: "AM;PM",
    d_t_fmt: "%a %b %e %H:%M:%S %Y",
    d_fmt: "%m/%d/%y",
    t_fmt: "%H:%M:%S",
    t_fmt_ampm: "%I:%M:%S %p",
    date_fmt: "%a %b %e %H:%M:%S %Z %Y",
  },
  LC_MONETARY: {
    int_curr_symbol: "",
    currency_symbol: "",
    mon_decimal_point: "",
    mon_thousands_sep: "",
    positive_sign: "",
    negative_sign: "",
  },
  LC_MESSAGES: { yesexpr: "^[yY]", noexpr: "^[nN]", yesstr: "", nostr: "" },
};
const numbers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  LC_NUMERIC: { grouping: -1 },
  LC_TIME: { first_weekday: 1, first_workday: 2, "week-ndays": 7 },
  LC_MONETARY: { frac_digits: -1, int_frac_digits: -1 },
  LC_PAPER: { height: 297, width: 210 },
  LC_MEASUREMENT: { measurement: 1 },
};

/** A keyword of the locales C and C.UTF-8; undefined where it is not kept here. */
export function keywordOf(name: string): Keyword | undefined {
  for (const [table, isText] of [[texts, true], [numbers, false]] as const) {
    for (const [category, values] of Object.entries(table)) {
      if (Object.hasOwn(values, name)) return { category, value: String(values[name]), isText };
    }
  }
  return undefined;
}
