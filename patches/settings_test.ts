// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { combine, isOn, type Options, validate } from "./settings.ts";
import { names } from "./answer.ts";
import { optionsOf } from "./settings_from_environment.ts";

function fromEnvironment(variables: Record<string, string>): Options {
  return optionsOf(variables, names);
}

function lookupsOf(value: string): Options {
  return fromEnvironment({ AA_MONKEYS_LOOKUPS: value });
}

test("nothing set gives the defaults", () => {
  const settings = combine({}, fromEnvironment({}));
  assert.deepEqual({ ...settings, lookups: {} }, {
    files: "system",
    unknown: "pass",
    allow: [],
    trace: "off",
    traceArguments: false,
    lookups: {},
  });
  assert.equal(isOn(settings, "uname"), true);
});

test("AA_MONKEYS_LOOKUPS names what is off, or the only ones that are on", () => {
  const cases: [value: string, uname: boolean, arch: boolean][] = [
    ["all", true, true],
    ["none", false, false],
    ["-uname", false, true],
    ["uname", true, false],
    ["none, uname", true, false],
    ["all,-arch", true, false],
    ["-uname,-arch", false, false],
  ];
  for (const [value, uname, arch] of cases) {
    const settings = combine({}, lookupsOf(value));
    assert.deepEqual([isOn(settings, "uname"), isOn(settings, "arch")], [uname, arch], value);
  }
});

test("a value that is not allowed is an error that names the setting and what is allowed", () => {
  const cases: [variable: string, value: string, message: RegExp][] = [
    ["AA_MONKEYS", "of", /AA_MONKEYS to "of": allowed are "on" and "off"/],
    ["AA_MONKEYS_UNKNOWN", "deny", /AA_MONKEYS_UNKNOWN to "deny": allowed are "pass" and "refuse"/],
    ["AA_MONKEYS_FILES", "some", /AA_MONKEYS_FILES to "some": allowed are "system" and "all"/],
    ["AA_MONKEYS_LOOKUPS", "-unmae", /AA_MONKEYS_LOOKUPS to "unmae": the lookups are .*"uname"/],
    ["AA_MONKEYS_ALLOW", "git,bin/", /AA_MONKEYS_ALLOW to git,bin\/: allowed is a list/],
  ];
  for (const [variable, value, message] of cases) {
    assert.throws(() => fromEnvironment({ [variable]: value }), { name: "TypeError", message });
  }
});

test("options of code are checked alike", () => {
  const check = (options: unknown) => () =>
    validate(options as Options, (key) => `"${key}"`, names);
  assert.throws(
    check({ unkown: "pass" }),
    /Unknown setting "unkown": the settings are .*"unknown"/,
  );
  assert.throws(check({ unknown: "deny" }), /Cannot set "unknown" to "deny"/);
  assert.throws(check({ allow: "git" }), /Cannot set "allow" to "git"/);
  assert.throws(check({ lookups: { uname: 1 } }), /Cannot set "lookups" to 1 for "uname"/);
  assert.doesNotThrow(check({ lookups: { "*": false, uname: true, sh: true }, unknown: "refuse" }));
});

test("the environment tightens what code set", () => {
  const settings = combine(
    { files: "all", unknown: "pass", allow: ["git", "node"], lookups: { uname: true } },
    { files: "system", unknown: "refuse", allow: ["git", "bash"], lookups: { uname: false } },
  );
  assert.equal(settings.files, "system");
  assert.equal(settings.unknown, "refuse");
  assert.deepEqual(settings.allow, ["git"]);
  assert.equal(isOn(settings, "uname"), false);
});

test("the environment never loosens what code set", () => {
  const settings = combine(
    { files: "system", unknown: "refuse", lookups: { uname: false } },
    { files: "all", unknown: "pass", allow: ["bash"], lookups: { "*": true, uname: true } },
  );
  assert.equal(settings.files, "system");
  assert.equal(settings.unknown, "refuse");
  assert.deepEqual(settings.allow, []);
  assert.equal(isOn(settings, "uname"), false);
});

test("where code said nothing the environment decides", () => {
  const settings = combine({}, { files: "all", unknown: "refuse", allow: ["git"] });
  assert.deepEqual([settings.files, settings.unknown, settings.allow], ["all", "refuse", ["git"]]);
});
