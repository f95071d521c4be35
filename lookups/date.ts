// SPDX-License-Identifier: Apache-2.0

/** date(1) of GNU coreutils (src/date.c), which never sets the clock here. @module */
import { buildRules } from "./build.ts";
import { absolute, whyMissing } from "./canonical.ts";
import { parseDate } from "./date_text.ts";
import {
  type GivenOption,
  type OptionTable,
  parseOptions,
  programName,
  usageError,
} from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale, timeLocale } from "./locale.ts";
import { mayRead } from "./policy.ts";
import { quote, quotedIfNeeded } from "./quote.ts";
import { bytesOfLatin1, encode, failed, latin1, nothing } from "./text.ts";
import { formatTime, type Instant } from "./time_format.ts";
import { type TimeZone, timeZone, zoneRules } from "./time_zone.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";
import { isSince } from "./versions.ts";

const options: OptionTable = {
  short: "d:f:I::r:Rs:u",
  long: [
    ["date", "d", "required"],
    ["debug", "debug"],
    ["file", "f", "required"],
    ["iso-8601", "I", "optional"],
    ["reference", "r", "required"],
    ["resolution", "resolution"],
    ["rfc-email", "R"],
    ["rfc-822", "R"],
    ["rfc-2822", "R"],
    ["rfc-3339", "rfc-3339", "required"],
    ["set", "s", "required"],
    ["uct", "u"],
    ["utc", "u"],
    ["universal", "u"],
  ],
};

const iso: Readonly<Record<string, string>> = {
  date: "%Y-%m-%d",
  hours: "%Y-%m-%dT%H%:z",
  minutes: "%Y-%m-%dT%H:%M%:z",
  seconds: "%Y-%m-%dT%H:%M:%S%:z",
  ns: "%Y-%m-%dT%H:%M:%S,%N%:z",
};

const rfc3339: Readonly<Record<string, string>> = {
  date: "%Y-%m-%d",
  seconds: "%Y-%m-%d %H:%M:%S%:z",
  ns: "%Y-%m-%d %H:%M:%S.%N%:z",
};

const mail = "%a, %d %b %Y %H:%M:%S %z";
const usual = "%a %b %e %H:%M:%S %Z %Y";

const exclusive = "the options to specify dates for printing are mutually exclusive";
const lacking = "lacks a leading '+';\nwhen using an option to specify date(s), any non-option\n" +
  "argument must be a format string beginning with '+'";

function answer(call: Call, host: Host): Answer {
  // other dates know other directives
  if (call.build === "unknown") throw new Pass("build unknown");
  const { options: given, operands, error } = parseOptions(call, options);
  const language = locale(call, host);
  for (const key of ["debug", "f", "resolution", "s"]) {
    if (given.some((each) => each.key === key)) throw new Pass(`option ${key}`);
  }
  const named = given.map(formatOf).filter((each) => each !== undefined);
  if (named.length > 1 && !isSince(8, call)) return severalFormats(call);
  const formats = named.slice(-1);
  if (error !== undefined) return usageError(call, error);
  const value = (key: string) => given.findLast((each) => each.key === key)?.value;
  const [text, reference] = [value("d"), value("r")];
  const isDated = text !== undefined || reference !== undefined;
  if (text !== undefined && reference !== undefined) return usageError(call, exclusive);
  const [operand, extra] = operands;
  if (extra !== undefined) return usageError(call, `extra operand ${quote(extra, language)}`);
  if (operand?.startsWith("+")) {
    if (formats.length > 0) return severalFormats(call);
    formats.push(operand.slice(1));
  } else if (operand !== undefined) {
    if (!isDated) throw new Pass("setting the clock");
    return usageError(call, `the argument ${quote(operand, language)} ${lacking}`);
  }
  const isUniversal = given.some(({ key }) => key === "u");
  const zone = timeZone(isUniversal ? "UTC0" : call.env.get("TZ"), call, host);
  const instant = text !== undefined
    ? parseDate(text, zone, () => present(host))
    : reference !== undefined
    ? changed(reference, formats[0]?.includes("N") === true, call, host)
    : present(host);
  if (!instant) {
    return failed(1, `${programName(call)}: invalid date ${quote(text!, language)}\n`);
  }
  if ("code" in instant) return instant;
  return show(formats[0], instant, zone, call, host);
}

function formatOf({ key, value }: GivenOption): string | undefined {
  if (key === "R") return mail;
  if (key !== "I" && key !== "rfc-3339") return undefined;
  const known = key === "I" ? iso : rfc3339;
  const precision = value ?? "date";
  const names = Object.keys(known);
  // argmatch(3) of gnulib takes what is the beginning of one name
  const meant = names.includes(precision)
    ? [precision]
    : names.filter((each) => each.startsWith(precision));
  if (meant.length !== 1) throw new Pass(`precision ${precision}`);
  return known[meant[0]!];
}

/** Until coreutils 9.7 of options, and ever since of one and an operand. */
function severalFormats(call: Call): Answer {
  return failed(1, `${programName(call)}: multiple output formats specified\n`);
}

function present(host: Host): Instant {
  return instantOf(host.realtimeNs());
}

function instantOf(nanoseconds: bigint): Instant {
  const part = ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return {
    seconds: Number((nanoseconds - part) / 1_000_000_000n),
    nanoseconds: Number(part),
  };
}

/** When a file was last changed, or why nobody knows. */
function changed(name: string, isExact: boolean, call: Call, host: Host): Instant | Answer {
  const path = absolute(name, call);
  if (name === "" || name.includes("\0") || !mayRead(path, call.policy, host)) {
    throw new Pass(`policy ${path}`);
  }
  // only a system call of its own tells nanoseconds
  const status = isExact ? host.statx(path, { followsLinks: true }) : host.stat(path);
  if (status) return instantOf(status.mtimeNs);
  const message = `${quotedIfNeeded(name)}: ${whyMissing(path, host)}`;
  return failed(1, `${programName(call)}: ${message}\n`);
}

function show(
  format: string | undefined,
  instant: Instant,
  zone: TimeZone,
  call: Call,
  host: Host,
): Answer {
  // mail has the words of C, whatever the locale
  const words = format === mail ? "C" : timeLocale(call, host);
  if (format === undefined && words !== "C") throw new Pass("locale of dates");
  const bytes = latin1(encode(format ?? usual));
  // later ones lay out a year with a plus in front in another way
  if (call.build === "debian-sid" && /%[^A-Za-z%]*\+[^A-Za-z%]*E/.test(bytes)) {
    throw new Pass("directive %+E");
  }
  const shown = formatTime(bytes, instant, { zone, locale: words });
  return { code: 0, stdout: bytesOfLatin1(`${shown}\n`), stderr: nothing };
}

/** date(1) */
export const date: LookupEntry = {
  name: "date",
  package: "coreutils",
  presumed: true,
  rules: [...buildRules, ...zoneRules],
  summary: "every directive, -I -R -u, -d of common forms, -r of facts of the system",
  source: "clock_gettime(2), /usr/share/zoneinfo",
  answer,
};
