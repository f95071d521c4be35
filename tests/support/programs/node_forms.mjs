// SPDX-License-Identifier: Apache-2.0

// Every form in which node:child_process is called, and what each gave: run with and without the register.
import * as cp from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";

const results = {};
const plain = (value) => {
  if (value instanceof Uint8Array) return { bytes: String(value) };
  if (value instanceof Error) {
    const { name, message } = value;
    // Deno's error of a synchronous call holds itself
    const own = Object.entries(value).filter(([, item]) => item !== value);
    return { name, message, fields: plain(Object.fromEntries(own)) };
  }
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => key !== "pid").map(([key, item]) => [key, plain(item)]),
  );
};
const sync = (title, call) => {
  try {
    results[title] = plain(call());
  } catch (error) {
    results[title] = { thrown: plain(error) };
  }
};
const forms = {
  buffer: {},
  text: { encoding: "utf8" },
  hex: { encoding: "hex" },
  ignore: { stdio: "ignore" },
  mixed: { stdio: ["ignore", "pipe", "ignore"] },
  inherit: { stdio: "inherit" },
  cwd: { cwd: "/" },
  "missing cwd": { cwd: "/nonexistent" },
  env: { env: { PATH: process.env.PATH, LC_ALL: "C" } },
  argv0: { argv0: "uname" },
  timeout: { timeout: 5000 },
  shell: { shell: true },
  "large buffer": { maxBuffer: 100 },
};
for (const [form, options] of Object.entries(forms)) {
  const args = form === "shell" ? [] : ["-s"];
  sync(`spawnSync ${form}`, () => cp.spawnSync("uname", args, options));
  sync(`execFileSync ${form}`, () => cp.execFileSync("uname", args, options));
}
sync("spawnSync without arguments", () => cp.spawnSync("uname"));
// of a command that ends before its input is written, Deno's original fails now and then
sync("spawnSync input", () => cp.spawnSync("cat", { input: "text" }));
sync("execSync input", () => cp.execSync("cat; uname -s", { input: new Uint8Array([65, 10]) }));
const beyondPipe = "x".repeat(65537);
sync("spawnSync great input", () => cp.spawnSync("cat", { input: beyondPipe }).stdout.length);
sync("spawnSync unread input", () => cp.spawnSync("uname", ["-s"], { input: beyondPipe }));
sync("spawnSync failing", () => cp.spawnSync("uname", ["operand"]));
sync("execFileSync failing", () => cp.execFileSync("uname", ["operand"], { stdio: "pipe" }));
// whether the child still lives when it is killed for its output is a race in the originals
sync("spawnSync small buffer", () => {
  const { error, stdout } = cp.spawnSync("uname", ["-s"], { maxBuffer: 1 });
  return { error, stdout };
});
sync("execFileSync NUL", () => cp.execFileSync("uname", ["a\0b"]));
sync("execSync", () => cp.execSync("uname -s", { encoding: "utf8" }));
sync("spawnSync wrong type", () => cp.spawnSync(1));

const events = (title, start) =>
  new Promise((resolve) => {
    const log = [];
    const child = start();
    log.push(child.spawnfile, child.spawnargs, child.stdio.map((stream) => stream === null));
    let out = "";
    child.stdout?.on("data", (data) => out += data);
    for (const name of ["spawn", "error", "exit"]) {
      child.on(name, (...args) => log.push([name, ...args.map(plain)]));
    }
    child.on("close", (...args) => {
      log.push(["close", ...args], out, child.exitCode, child.signalCode, child.killed);
      results[title] = log;
      resolve();
    });
  });
for (const name of ["buffer", "ignore", "mixed", "inherit", "cwd", "env", "argv0", "timeout"]) {
  await events(`spawn ${name}`, () => cp.spawn("uname", ["-s"], forms[name]));
}
await events("spawn failing", () => cp.spawn("uname", ["operand"]));
const settle = async (title, promise) => {
  results[title] = plain(await promise.catch((error) => ({ rejected: plain(error) })));
};
const execFile = promisify(cp.execFile);
await settle("promisified execFile", execFile("uname", ["-s"]));
await settle("promisified execFile buffer", execFile("uname", ["-s"], { encoding: "buffer" }));
await settle("promisified execFile failing", execFile("uname", ["operand"]));
await settle("promisified execFile maxBuffer", execFile("uname", ["-s"], { maxBuffer: 1 }));
await settle("promisified exec", promisify(cp.exec)("uname -s"));
const aborted = AbortSignal.abort();
await settle("aborted", execFile("uname", ["-s"], { signal: aborted }));
results.shape = Object.keys(cp).filter((key) => typeof cp[key] === "function")
  .map((key) => [key, cp[key].name, cp[key].length]);
console.log("RESULTS " + JSON.stringify(results));
