// SPDX-License-Identifier: Apache-2.0

// Asks by the runtime's own API and by Node's, and prints what the library saw of it.
import { execFileSync } from "node:child_process";

function attempt(ask) {
  try {
    return ask();
  } catch (error) {
    return error.code ?? error.name;
  }
}

const decode = (bytes) => new TextDecoder().decode(bytes);
const own = attempt(() =>
  "Bun" in globalThis
    ? decode(Bun.spawnSync(["uname", "-s"]).stdout)
    : decode(new Deno.Command("uname", { args: ["-s"] }).outputSync().stdout)
);
const node = attempt(() => execFileSync("uname", ["-s"], { encoding: "utf8" }));
const state = globalThis[Symbol.for("@aa/monkeys.state")];
const counts = [...(state?.counts.values() ?? [])];
const report = { own, node, enabled: state?.enabled ?? false, counts };
await new Promise((resolve) => setTimeout(resolve, 0));
console.log(JSON.stringify(report));
