// SPDX-License-Identifier: Apache-2.0

/** Every option of the synchronous functions of node:child_process, right and wrong. @module */
import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { patch } from "../patches/mod.ts";
import { childProcess, compare } from "./support/side_by_side.ts";

patch();

type Call = (...args: unknown[]) => unknown;
type Name = "spawnSync" | "execFileSync" | "execSync";

const call = (name: Name) => childProcess[name] as Call;

/** Values of each option, and how many of the calls below are answered at least. */
const options: [option: string, values: unknown[]][] = [
  ["encoding", [
    ..."buffer utf8 utf-8 UTF8 ucs2 ucs-2 utf16le utf-16le latin1 binary ascii hex HEX".split(" "),
    ...["base64", "base64url", "bogus", "", null, undefined, 5, {}, "utf\0"],
  ]],
  ["stdio", [
    ...["pipe", "ignore", "overlapped", "bogus", "", null, undefined, 5, {}],
    ...[[], ["pipe"], ["ignore"], ["ignore", "pipe"], ["pipe", "pipe", "pipe"]],
    ...[["ignore", "ignore", "pipe"], ["pipe", "ignore", "pipe"], [null, undefined, "pipe"]],
    ...[["inherit", "pipe", "pipe"], [0, "pipe", "pipe"], ["pipe", "pipe", "bogus"]],
    ...[["pipe", "pipe", "pipe", "pipe"], ["pipe", "pipe", "pipe", "ignore"], ["overlapped"]],
    ...[["pipe", "pipe", "pipe", null], ["pipe", "pipe", "pipe", "ipc"]],
  ]],
  // whether a child still lives when it is killed for its output is a race in the originals
  ["maxBuffer", [100, 1000, Infinity, -1, NaN, 600.5, "6", null, undefined, {}]],
  ["timeout", [0, 60_000, -1, 1.5, Infinity, NaN, "5", null, undefined, {}]],
  ["killSignal", ["SIGKILL", "sigterm", 9, 0, -1, 1000, "SIGBOGUS", "", null, undefined, {}]],
  ["windowsHide", [true, false, null, undefined, 0, "x"]],
  ["windowsVerbatimArguments", [true, false, null, undefined, 0, "x"]],
  ["argv0", ["name", "/usr/bin/name", "with space", "", null, undefined, 5]],
  ["shell", [
    ...[false, true, "/bin/sh", "/bin/bash", "/bin/dash", "sh", "bash", "/nonexistent/sh"],
    ...["", null, undefined, 0, 5, {}],
  ]],
  ["cwd", [
    ...["/", "/usr/bin", ".", "tests", "tests/..", "/nonexistent", "nonexistent", "/etc/passwd"],
    ...["", null, undefined, 5, pathToFileURL("/usr"), new URL("https://localhost/")],
  ]],
  ["env", [
    ...[{}, null, undefined, { PATH: "/usr/bin:/bin" }, { PATH: "/nonexistent" }, { PATH: "" }],
    ...[{ LC_ALL: "C", UNSET: undefined }, { NUMBER: 5, NOTHING: null }, { LC_ALL: "xx_XX" }],
    ...[Object.create({ PATH: "/usr/bin:/bin" }), process.env, { ...process.env }, "x", 5, []],
  ]],
  ["uid", [process.getuid!(), null, undefined, -1, "0", 1.5]],
  ["gid", [process.getgid!(), null, undefined, -1, "0", 1.5]],
  ["detached", [true, false, null, undefined, 0, "x"]],
  ["serialization", ["json", "advanced", "bogus", null, undefined]],
  ["signal", [new AbortController().signal, AbortSignal.abort(), null, undefined, {}]],
  ["unknown", [1, undefined]],
];

/** Commands by which something is seen of an option: one that succeeds, and one that fails. */
const commands = [["-s"], ["operand"]];

for (const [option, values] of options) {
  test(`synchronous calls give what the originals give for ${option}`, async () => {
    let answered = 0;
    for (const value of values) {
      const given = { stdio: "pipe", [option]: value };
      const title = `${option}: ${typeof value} ${JSON.stringify(value)}`;
      for (const args of commands) {
        for (const name of ["spawnSync", "execFileSync"] as const) {
          // arguments of a shell are not quoted, and the runtimes warn of them
          const words = option === "shell" && value
            ? [["uname", ...args].join(" "), given]
            : ["uname", args, given];
          answered += await compare(`${name} ${args} ${title}`, () => call(name)(...words));
        }
        const line = ["uname", ...args].join(" ");
        answered += await compare(`execSync ${args} ${title}`, () => call("execSync")(line, given));
      }
    }
    // what passes compares nothing
    assert.ok(answered >= 4, `${answered} answered`);
  });
}

test("synchronous calls give what the originals give for input", async () => {
  const bytes = new TextEncoder().encode("some\ntext é");
  const inputs: unknown[] = [
    ...["", "text\n", "é\u{1F600}\ud800", bytes, Buffer.from(bytes), bytes.subarray(3)],
    ...[new Uint16Array([65, 66]), new DataView(bytes.buffer, 2, 3), bytes.buffer],
    ...[null, undefined, 5, {}, [65], true],
  ];
  let answered = 0;
  for (const input of inputs) {
    for (const stdio of ["pipe", ["ignore"], [null]]) {
      const title = `${Object.prototype.toString.call(input)} ${input} ${stdio}`;
      const given = { input, stdio, encoding: "latin1" };
      answered += await compare(title, () => call("spawnSync")("cat", given));
      answered += await compare(title, () => call("execFileSync")("cat", ["-A"], given));
    }
  }
  assert.ok(answered >= 20, `${answered} answered`);
});

test("content of standard input is there once", async () => {
  const given = { input: "some\ntext", stdio: "pipe", encoding: "latin1" };
  let answered = await compare("two operands", () => call("spawnSync")("cat", ["-", "-"], given));
  for (const line of ["cat; uname", "uname; cat", "cat; cat", "echo a | { cat; cat; }; cat"]) {
    answered += await compare(line, () => call("execSync")(line, given));
  }
  assert.ok(answered >= 2, `${answered} answered`);
});

test("synchronous calls give what the originals give in every order of arguments", async () => {
  const given = { encoding: "utf8", stdio: "pipe" };
  const forms: unknown[][] = [
    ...[["uname"], ["uname", []], ["uname", given], ["uname", ["-s"], given]],
    ...[["uname", null], ["uname", undefined], ["uname", null, given], ["uname", undefined, given]],
    ...[["uname", ["-s"], null], ["uname", ["-s"], undefined], ["uname", given, { cwd: "/" }]],
    ...[["uname", ["-s"], "utf8"], ["uname", "-s"], ["uname", 5], ["uname", ["-s"], 5], ["uname", [
      "-s",
    ], []]],
    ...[["uname", () => {}], ["uname", ["-s"], () => {}], [], [null], [5], [{}], [[]], [["uname"]]],
    ...[["uname", [5]], ["uname", [null]], ["uname", [undefined]], ["uname", [true]]],
    ...[["uname", [{}]], ["uname", ["-s", ["-m"]]], ["uname", new Set(["-s"])], [
      new String("uname"),
    ]],
    ...[["/usr/bin/uname", ["-s"]], ["/nonexistent/uname"], ["./uname"], ["uname-that-is-not"]],
    ...[["uname ", []], [" uname"], ["uname -s"], ["/usr/bin/"], ["/etc/passwd"], ["/"]],
  ];
  let answered = 0;
  for (const form of forms) {
    for (const name of ["spawnSync", "execFileSync", "execSync"] as const) {
      // with its own standard error, Deno's functions write what commands say to ours
      answered += await compare(`${name} ${JSON.stringify(form)}`, () => call(name)(...form));
    }
  }
  assert.ok(answered >= 20, `${answered} answered`);
});

test("options that are inherited count for synchronous calls as for the originals", async () => {
  const inherited = { cwd: "/usr", encoding: "hex", shell: "/bin/bash", stdio: "ignore" };
  const options = Object.assign(Object.create(inherited), { encoding: "utf8" });
  let answered = 0;
  const tampered = async (title: string, given: unknown) => {
    for (const name of ["spawnSync", "execFileSync"] as const) {
      answered += await compare(`${name} ${title}`, () => call(name)("pwd", [], given));
    }
    answered += await compare(`execSync ${title}`, () => call("execSync")("pwd", given));
  };
  await tampered("of an object", options);
  Object.assign(Object.prototype, { cwd: "/usr", input: "x" });
  try {
    await tampered("of all objects", { encoding: "utf8" });
  } finally {
    const prototype = Object.prototype as { cwd?: unknown; input?: unknown };
    delete prototype.cwd;
    delete prototype.input;
  }
  if (!("Bun" in globalThis)) assert.ok(answered >= 4, `${answered} answered`);
});
