// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { generator, seed } from "../tests/support/random.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { date } from "./date.ts";
import { decode } from "./text.ts";
import type { Call } from "./types.ts";

const env = { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" };
const ascii = { PATH: "/usr/bin:/bin", LC_ALL: "C" };
const fuzz = Number(process.env["FUZZ"] ?? 1);

const answered = [
  ["-d", "@0"],
  ["-ud", "@1000000000"],
  ["-d", "@1.5", "+%s.%N"],
  ["-d", "@-1.25", "+%s.%N %F"],
  ["-d", "@-0.0000000001", "+%s.%N"],
  ["-d", " @ 12 ", "+%T"],
  ["-R", "-d", "@1795600306"],
  ["--rfc-822", "-d", "@0"],
  ["-I", "-d", "@0"],
  ["-Ins", "-d", "@0"],
  ["-Ih", "-d", "@0"],
  ["--iso-8601=minutes", "-d", "@0"],
  ["--iso-8601", "-d", "@0"],
  ["--rfc-3339=ns", "-d", "@0.5"],
  ["--rfc-3339", "s", "-d", "@0.5"],
  ["-d", "@0", "+"],
  ["-d", "@0", "+%a %A %b %B %h %c %C %d %D %e %F %g %G %H %I %j %k %l %m %M %n %N %p %P %q"],
  ["-d", "@0", "+%r %R %s %S %t %T %u %U %V %w %W %x %X %y %Y %z %:z %::z %:::z %Z %%"],
  ["-d", "@0", "+%-d %_H %^a %10Y %#Z %#p %^B %010s %+4Y %3N %6N %12N %_3N %-e %_j %5n|%-%|%5%|%"],
  ["-d", "@0", "+%E %Ey %EY %Od %Oe %OS %Q %10Q %^i %: %:::: %::::z %é é%"],
  ["-d", "@-99999999999", "+%F %+F %12F %-F %_F %G %g %C %y"],
  ["-d", "@253402300800", "+%F %+F %15F %Y %+Y %G %C"],
  ["-d", "@0", "-u", "-u"],
  ["-r", "/etc/passwd"],
  ["-r", "/etc/passwd", "-u", "+%s.%N"],
  ["-Ins", "-r", "/etc/group"],
  ["-R", "-I"],
  ["-I", "+%s"],
  ["+%s", "x"],
  ["-d", "@0", "x"],
  ["-d", "@0", "-r", "/etc/passwd"],
  ["-x"],
  ["--foo"],
  ["-d"],
  ["--rfc", "-d", "@0"],
  ["--u", "-d", "@0"],
];

for (const args of answered) {
  test(`date ${args.join(" ")} is answered as the command does`, () => {
    for (const locale of [env, ascii]) {
      for (const TZ of ["UTC", "Europe/Berlin"]) {
        assert.equal(compare("date", args, { env: { ...locale, TZ } }).kind, "answered");
      }
    }
  });
}

const zones = [
  "",
  ":",
  "UTC",
  "UTC0",
  "Etc/UTC",
  ":Europe/Berlin",
  "Europe/Berlin",
  "Europe/Dublin",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Africa/Casablanca",
  "Africa/Monrovia",
  "America/Nuuk",
  "Pacific/Apia",
  "Antarctica/Troll",
  "EST5EDT",
  "/usr/share/zoneinfo/Asia/Tokyo",
  "/etc/localtime",
  "CET-1CEST,M3.5.0,M10.5.0/3",
  "AEST-10AEDT,M10.1.0,M4.1.0/3",
  "<-03>3",
  "<+0545>-5:45",
  "ABC-1:02:03DEF-2:03:04,J60,J300/5:06:07",
  "ABC5DEF,59/-1,300/25",
  "ABC5DEF,M2.5.6/167,M11.1.3/-30",
  "Nowhere/Else",
  "Nowhere",
];

test("the zones of TZ have the clocks that the command shows", () => {
  const times = [
    ...[0, 1616893199, 1616893200, 1635641999, 1635642000, -3e9, 4102444800, 1e11],
    ...[5097600, 7776000, 25920000, 951782400, 1709164800, 1719792000],
  ];
  let answers = 0;
  for (const TZ of zones) {
    for (const time of times) {
      const args = ["-d", `@${time}`, "+%F %T %Z %::z %c"];
      if (compare("date", args, { env: { ...env, TZ } }).kind === "answered") answers++;
    }
  }
  assert.ok(answers >= 0.9 * zones.length * times.length, `${answers} answers`);
});

test("without TZ, the clocks are those of the machine", () => {
  assert.equal(compare("date", ["-d", "@1616893200"], { env }).kind, "answered");
});

test("zones of other forms pass", () => {
  for (
    const TZ of [
      ...["EST5EDT4", "ABC5DEF", "ABC", "ABC5DEF,M13.1.0,M1.1.0", "/etc/passwd", "../../../etc/x"],
      ...existsSync("/usr/share/zoneinfo/right") ? ["right/UTC"] : [],
      ...["Europe", "A", "ABC5DEF,J0,J1", "X1Y"],
    ]
  ) {
    const { kind } = compare("date", ["-d", "@0"], { env: { ...env, TZ } });
    if (TZ !== "ABC") assert.equal(kind, "passed", TZ);
  }
  const env2 = { ...env, TZ: "Europe/Berlin", TZDIR: "/tmp" };
  assert.equal(ask("date", ["-d", "@0"], { env: env2 }).kind, "passed");
});

const texts = [
  "2021-03-04",
  "2021/3/4",
  "2021-03-04 05:06",
  "2021-03-04T05:06:07",
  "2021-03-04 05:06:07.089 +02:00",
  "2021-03-04T05:06:07,5Z",
  "2021-03-04t05:06Z",
  "2021-03-04 5:06 pm",
  "2021-03-04 12am",
  "2021-03-04 UTC",
  "2021-03-04 05:06 UTC",
  "Thu, 04 Mar 2021 05:06:07 +0000",
  "4 March 2021",
  "4-mar-2021 12:00",
  "Mar 4, 2021",
  "mar 4 2021 10:11",
  "2020-02-29 +1 year",
  "2021-01-31 1 month",
  "2021-01-31 + 1 month",
  "2021-01-31 last month",
  "2021-01-31 12:00 1 day ago",
  "2021-01-31 -1 week",
  "2021-01-31 2 fortnights ago",
  "2021-01-31 -1 week ago",
  "2021-01-31 12:00 90 minutes ago",
  "2021-01-31 36 hours",
  "2021-01-31 tomorrow",
  "2021-01-31 yesterday 3 sec",
  "2021-02-30",
  "2021-02-03 24:00",
  "2021-02-03 12:60",
  "2021-02-03 12:00:60",
  "2021-02-03 13pm",
  "2021-13-01",
  "2021-03-28 02:30",
  "1900-01-01",
  "9999-12-31 23:59:59",
];

for (const text of texts) {
  test(`date -d ${JSON.stringify(text)} is answered as the command does`, () => {
    for (const TZ of ["UTC", "Europe/Berlin"]) {
      const around = { env: { ...env, TZ } };
      assert.equal(compare("date", ["-d", text, "+%F %T.%N %z"], around).kind, "answered");
    }
  });
}

test("days relative to today are those of the command", () => {
  const words = ["now", "today", "yesterday", "tomorrow", "monday", "last friday", "next sun"];
  words.push("3 days ago", "+1 week", "last month", "next year", "tomorrow 12:00", "-2 weeks", "");
  words.push("12:00", "5pm", "10:11:12 utc", "now utc", "monday 12:00", "thursday 2 weeks ago");
  words.push("next month", "1 year ago", "this week", "saturday next week", "tuesday, 13:00");
  for (const TZ of ["UTC", "Europe/Berlin", "Asia/Tokyo"]) {
    for (const text of words) {
      let rounds = 0;
      // a date that changes while both are asked
      while (true) {
        try {
          const { kind } = compare("date", ["-d", text, "+%F %H:%M %Z"], { env: { ...env, TZ } });
          if (TZ !== "Europe/Berlin") assert.equal(kind, "answered", text);
          break;
        } catch (error) {
          if (++rounds === 3) throw error;
        }
      }
    }
  }
});

test("dates that have another meaning, or may have one, pass", () => {
  for (
    const text of [
      ...["10:00 +1 day", "2021-01-01 UTC +1 day", "1 jan 2 days", "jan 1 2021 monday", "20210101"],
      ...["2021-01-01 05:06 2021-01-01", "10:00 11:00", 'TZ="UTC" 2021-01-01', "x", "12", "EST"],
      ...["2021-01-01T12:00pm", "2021-01-01 T12:00", "@0 UTC", "@x", "@99999999999999999999"],
      ...["2021-01-01 -0500", "2021-10-31 02:30", "second", "2021-01-01 (x)", "noon", "1.5 days"],
      ...["first monday", "day", "2021-01-01 12:00 +0100 1 day 2021", "2021-01-01 12:00 -- 1 day"],
    ]
  ) {
    const around = { env: { ...env, TZ: "Europe/Berlin" } };
    assert.equal(ask("date", ["-d", text], around).kind, "passed", text);
  }
});

test("the present is between two readings of the clock", () => {
  const read = () => BigInt(Math.floor(Date.now())) * 1_000_000n;
  const before = read();
  const outcome = ask("date", ["+%s%N"], { env });
  const after = read() + 1_000_000n;
  assert.ok(outcome.kind === "answered");
  const shown = BigInt(decode(outcome.answer.stdout));
  assert.ok(before <= shown && shown <= after, `${before} ${shown} ${after}`);
});

test("a recorded clock and zone are shown as the command would there", () => {
  const host = recordedHost(
    {
      "/etc/localtime": "no zone file",
      "/usr/share/zoneinfo/Some/Where": "TZif",
    },
    { realtimeNs: () => -1_500_000_001n },
  );
  const show = (args: string[], TZ?: string) => {
    const call = {
      argv0: "date",
      args,
      build: "debian-13",
      env: { get: (name: string) => name === "TZ" ? TZ : undefined, entries: () => [] },
    } as Partial<Call> as Call;
    const answer = date.answer(call, host);
    return answer && decode(answer.stdout);
  };
  assert.equal(show([]), "Wed Dec 31 23:59:58 UTC 1969\n");
  assert.equal(show(["+%s.%N"]), "-2.499999999\n");
  assert.equal(show(["-d", "-1 day", "+%F %T.%N"]), "1969-12-30 23:59:58.499999999\n");
  assert.equal(show(["+%T %Z"], "Some/Where"), "23:59:58 Some\n");
  assert.equal(show(["+%T %Z"], "JST-9"), "08:59:58 JST\n");
});

test("setting the clock, files of dates, and other locales pass", () => {
  for (
    const args of [
      ...[["-s", "@0"], ["--set=@0"], ["01010000"], ["-f", "-"], ["--debug"], ["--resolution"]],
      ...[["-I", "x"], ["-Ix"], ["--rfc-3339=hours"], ["+%-N"], ["+%99999d"], ["--help"]],
      ...[["-r", "/etc/shadow"], ["-r", ""]],
    ]
  ) {
    assert.equal(ask("date", args, { env }).kind, "passed", args.join(" "));
  }
});

test(`generated formats are answered as the command does (SEED=${seed})`, () => {
  const below = generator(seed);
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  const letters = [..."aAbBcCdDeFgGhHIjklmMnNpPqrRsStTuUVwWxXyYzZ%:Q"];
  const part = () =>
    `%${pick(["", "", "-", "_", "0", "+", "^", "#", "^#", "_+", "-0"])}` +
    `${pick(["", "", "", "1", "3", "6", "10", "012"])}` +
    `${pick(["", "", "", "", "", "", "", "E", "O", ":z", "::z", ":::z", "::"])}${pick(letters)}`;
  let [asked, answers] = [0, 0];
  for (let round = 0; round < 120 * fuzz; round++) {
    const format = Array.from({ length: 6 }, part).join(pick(["|", " ", "é"]));
    const time = pick([0, 1, 1, 1, 1, -1]) * below(2 ** 31) * pick([1, 1, 1, 1, 2, 30, 150]);
    const TZ = pick(zones);
    const outcome = compare("date", ["-d", `@${time}.${below(1e9)}`, `+${format}`], {
      env: { ...pick([env, ascii]), TZ },
    });
    asked++;
    if (outcome.kind === "answered") answers++;
  }
  assert.ok(answers >= 0.8 * asked, `${answers} of ${asked}`);
});

test(`generated dates are answered as the command does (SEED=${seed})`, () => {
  const below = generator(seed);
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  const two = (limit: number) => String(below(limit)).padStart(2, "0");
  const day = () =>
    pick([
      () => `${1950 + below(120)}-${two(13)}-${two(31)}`,
      () => `${1950 + below(120)}/${below(13)}/${below(31)}`,
      () => `${below(30)} ${pick(["Jan", "feb", "September", "DEC"])} ${2000 + below(40)}`,
      () => `${pick(["jan", "May", "sept"])} ${1 + below(30)}, ${2000 + below(40)}`,
    ])();
  const time = () =>
    pick([
      () => "",
      () => `${two(25)}:${two(61)}`,
      () => `${two(24)}:${two(60)}:${two(61)}${pick(["", ".5", ",123456789"])}`,
      () => `${below(13)}${pick(["", ":30"])}${pick(["am", " PM"])}`,
    ])() + pick(["", "", "", "Z", " UTC", "+0130", " -03", "+05:45"]);
  const amount = () =>
    pick([
      () => "",
      () => `${pick(["", "+", "-", "- "])}${below(400)} ${pick(["day", "days", "weeks", "hour"])}`,
      () => `${below(50)} ${pick(["month", "years", "min", "secs"])}${pick(["", " ago"])}`,
      () => `${pick(["last", "next", "this"])} ${pick(["month", "year", "week", "day"])}`,
      () => pick(["tomorrow", "yesterday", "today", "monday", "Fri"]),
    ])();
  let [asked, answers] = [0, 0];
  for (let round = 0; round < 120 * fuzz; round++) {
    const join = pick([" ", " ", "T", "  "]);
    const text = [day() + join + time(), amount(), pick([() => "", amount])()].join(" ");
    const TZ = pick(["UTC", "Europe/Berlin", "America/New_York"]);
    const outcome = compare("date", ["-d", text, "+%F %T.%N %::z"], { env: { ...env, TZ } });
    asked++;
    if (outcome.kind === "answered") answers++;
  }
  assert.ok(answers >= 0.4 * asked, `${answers} of ${asked}`);
});
