// Times the hot path in one process: run plain, and with the register loaded first.
// Prints a row of JSON: microseconds per call, the best of several rounds.
import child, { execFileSync } from "node:child_process";

function time(call, count) {
  for (let index = 0; index < count; index++) call();
  let best = Infinity;
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    for (let index = 0; index < count; index++) call();
    best = Math.min(best, (performance.now() - start) / count * 1000);
  }
  return best;
}

/** One bare call of uname(2) through the runtime's FFI. */
function bareCall() {
  const path = `/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/libc.so.6`;
  const names = new Uint8Array(390);
  if ("Bun" in globalThis) {
    const { dlopen } = process.getBuiltinModule("bun:ffi");
    const { uname } = dlopen(path, { uname: { args: ["ptr"], returns: "i32" } }).symbols;
    return () => uname(names);
  }
  const { uname } = Deno.dlopen(path, { uname: { parameters: ["buffer"], result: "i32" } }).symbols;
  return () => uname(names);
}

const answered = globalThis[Symbol.for("@aa/monkeys.state")]?.enabled;
// what is patched when it is loaded is patched in the next turn
await undefined;
const count = answered ? 3000 : 60;
const line = (text) => () =>
  child.spawnSync("/bin/sh", ["-c", text], { stdio: ["ignore", "pipe", "pipe"] });
console.log(JSON.stringify({
  "uname(2)": time(bareCall(), 20000),
  'child.execFileSync("uname", ["-p"])': time(() => child.execFileSync("uname", ["-p"]), count),
  'execFileSync("uname", ["-p"]), by name': time(() => execFileSync("uname", ["-p"]), count),
  'spawnSync("uname", ["-m"])': time(() => child.spawnSync("uname", ["-m"]), count),
  // what detect-libc and @prisma/get-platform ask
  "getconf GNU_LIBC_VERSION 2>&1 || true; ldd …": time(
    line("getconf GNU_LIBC_VERSION 2>&1 || true; ldd --version 2>&1 || true"),
    Math.min(count, 600),
  ),
  "ldconfig -p | sed … | sed … | grep … | sort …": time(
    line(
      'ldconfig -p | sed "s/.*=>s*//" | sed "s|.*/||" | grep libssl | sort | grep -v "libssl.so.0"',
    ),
    Math.min(count, 600),
  ),
}));
