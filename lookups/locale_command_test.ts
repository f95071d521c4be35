// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { installedNames, isInstalled, namesOf } from "./installed_locales.ts";
import { Pass } from "./types.ts";

const PATH = "/usr/bin:/bin";
const environments: Record<string, string>[] = [
  {},
  { LANG: "C.UTF-8" },
  { LANG: "C.utf8", LC_TIME: "C", LC_ALL: "" },
  { LC_ALL: "POSIX", LANG: "C.UTF-8", LC_CTYPE: "x" },
  { LC_ALL: "zz_ZZ" },
  { LANG: "zz_ZZ.UTF-8", LC_CTYPE: "C.UTF-8" },
  { LC_MESSAGES: "zz_ZZ", LANGUAGE: "de:fr" },
  { LC_TIME: "zz", LC_NUMERIC: "" },
  { LANG: "C", LC_COLLATE: "zz" },
  { LANGUAGE: "a b" },
  { POSIXLY_CORRECT: "", LANGUAGE: "de" },
];
const lines = [
  [],
  ["-a"],
  ["--all-locales"],
  ["charmap"],
  ["-k", "charmap"],
  ["-ck", "charmap", "decimal_point"],
  ["-c", "day", "abmon", "mon"],
  ["-k", "d_t_fmt", "d_fmt", "t_fmt", "t_fmt_ampm", "am_pm", "abday", "date_fmt"],
  ["-kc", "grouping", "first_weekday", "first_workday", "week-ndays", "height", "width"],
  ["yesexpr", "noexpr", "yesstr", "nostr", "measurement", "frac_digits", "int_frac_digits"],
  ["-k", "int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep"],
  ["-k", "positive_sign", "negative_sign", "thousands_sep"],
  ["-k"],
];

for (const args of lines) {
  test(`locale ${args.join(" ")} is answered as the command does`, () => {
    for (const variables of environments) {
      const { kind } = compare("locale", args, { env: { PATH, ...variables } });
      assert.equal(kind, "answered", JSON.stringify(variables));
    }
  });
}

test("values that a shell would read otherwise are escaped", () => {
  for (const LC_TIME of ["a b", "$x`\"'\\", "~|&;<>()"]) {
    // names of that form pass where setlocale(3) would be asked for them
    assert.equal(ask("locale", [], { env: { PATH, LC_TIME } }).kind, "passed");
    assert.equal(compare("locale", [], { env: { PATH, LC_ALL: "C", LC_TIME } }).kind, "answered");
  }
});

test("other options, keywords and folders of locales pass", () => {
  for (const args of [["-m"], ["-av"], ["LC_TIME"], ["nosuch"], ["-x"], ["--usage"]]) {
    assert.equal(ask("locale", args, { env: { PATH } }).kind, "passed", args.join(" "));
  }
  assert.equal(ask("locale", [], { env: { PATH, LOCPATH: "/x" } }).kind, "passed");
});

/** An archive with names, as locale/locarchive.h lays it out. */
function archiveOf(names: readonly string[]): Uint8Array {
  const strings = new TextEncoder().encode(names.map((name) => `${name}\0`).join(""));
  const size = names.length * 2;
  const bytes = new Uint8Array(56 + size * 12 + strings.length);
  const view = new DataView(bytes.buffer);
  const texts = 56 + size * 12;
  const head = [0xde020109, 1, 56, names.length, size, texts, strings.length, strings.length];
  head.forEach((value, index) => view.setUint32(index * 4, value, true));
  bytes.set(strings, texts);
  let start = texts;
  names.forEach((name, index) => {
    // every other entry is free
    [7, start, 99].forEach((value, at) => view.setUint32(56 + index * 24 + at * 4, value, true));
    start += name.length + 1;
  });
  return bytes;
}

const host = (names: readonly string[], folders: readonly string[], alias = "") => {
  const files = Object.fromEntries(
    folders.map((each) => [`/usr/lib/locale/${each}/LC_IDENTIFICATION`, ""]),
  );
  const archive = archiveOf(names);
  const plain = recordedHost({ ...files, "/usr/share/locale/locale.alias": alias });
  const path = "/usr/lib/locale/locale-archive";
  const folder = { ...plain.stat("/usr/share/locale/locale.alias")!, mode: 0o040755 };
  return {
    ...plain,
    list: () => folders.map((each) => each),
    read: (each: string) => each === path ? archive : plain.read(each),
    stat: (each: string) =>
      each === path || folders.includes(each.slice("/usr/lib/locale/".length))
        ? folder
        : plain.stat(each),
  };
};

test("an archive's names are those with a record", () => {
  assert.deepEqual([...namesOf(archiveOf(["en_US.utf8", "de_DE"]))], ["en_US.utf8", "de_DE"]);
  assert.throws(() => namesOf(new Uint8Array(100)), Pass);
});

test("a locale is found in the archive or as a folder, whatever the spelling of its character set", () => {
  const system = host(["en_US.utf8", "de_DE", "de_DE.iso88591"], ["C.utf8", "fr_FR.UTF-8"]);
  for (const name of ["C", "C.UTF-8", "en_US.UTF-8", "en_US.utf8", "de_DE.ISO-8859-1"]) {
    assert.equal(isInstalled(name, system), true, name);
  }
  assert.equal(isInstalled("fr_FR.UTF-8", system), true);
  assert.equal(isInstalled("it_IT.UTF-8", system), false);
  assert.throws(() => isInstalled("fr_CA", system), Pass);
  assert.throws(() => isInstalled("../x", system), Pass);
});

test("aliases are listed where their locale is, and pass where they are asked for", () => {
  const system = host(["de_DE"], ["C.utf8"], "# no\ndeutsch\tde_DE\nfrench fr_FR.ISO-8859-1\n");
  assert.deepEqual(installedNames(system), ["C", "C.utf8", "POSIX", "de_DE", "deutsch"]);
  assert.throws(() => isInstalled("french", system), Pass);
});
