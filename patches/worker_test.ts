// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const bun = "Bun" in globalThis;
const register = fileURLToPath(new URL("../register.ts", import.meta.url));

const seen = `({
  enabled: globalThis[Symbol.for("@aa/monkeys.state")]?.enabled ?? false,
  unknown: globalThis[Symbol.for("@aa/monkeys.state")]?.settings.unknown,
})`;

const ask = `
const state = globalThis[Symbol.for("@aa/monkeys.state")];
function ask(specifier, options) {
  return new Promise((resolve) => {
    const worker = new Worker(specifier, { type: "module", ...options });
    worker.onmessage = ({ data }) => { resolve(data); worker.terminate(); };
    worker.onerror = (event) => { event.preventDefault(); resolve({ error: event.message }); };
    worker.postMessage("first");
  });
}
async function askThread(specifier, options) {
  const { Worker } = await import("node:worker_threads");
  return new Promise((resolve) => {
    const worker = new Worker(specifier, options);
    worker.on("message", (data) => { resolve(data); worker.terminate(); });
    worker.on("error", (error) => resolve({ error: error.message }));
  });
}
const say = (value) => console.log(JSON.stringify(value));
`;

/** Runs a program, with the register in front or without, and gives what it said. */
function run(
  program: string,
  files: Record<string, string>,
  { patched = true, flags = [] as string[] } = {},
): unknown {
  const directory = mkdtempSync(join(tmpdir(), "worker-"));
  try {
    for (const [name, text] of Object.entries({ ...files, "main.mjs": ask + program })) {
      writeFileSync(join(directory, name), text);
    }
    const preload = patched ? ["--preload", register] : [];
    const args = bun ? preload : ["run", "-A", "--quiet", "--no-config", ...preload, ...flags];
    const child = spawnSync(process.execPath, [...args, join(directory, "main.mjs")], {
      encoding: "utf8",
      timeout: 20_000,
      cwd: directory,
    });
    assert.equal(child.status, 0, child.stderr);
    return JSON.parse(child.stdout.replaceAll(directory, "DIRECTORY"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Asserts that a program says the same with and without the register, and gives it. */
function same(program: string, files: Record<string, string>, flags: string[] = []): unknown {
  const said = run(program, files, { flags });
  assert.deepEqual(said, run(program, files, { patched: false, flags }));
  return said;
}

const echo = `self.onmessage = ({ data }) => postMessage({ data, ...${seen} });`;
const thread = `import { parentPort, workerData } from "node:worker_threads";
parentPort.postMessage({ workerData, ...${seen} });`;
const echoUrl = `new URL("./echo.mjs", import.meta.url)`;

test("a web worker starts patched, with the settings, and gets its first message", () => {
  assert.deepEqual(
    run(
      `state.settings = { ...state.settings, unknown: "refuse" }; say(await ask(${echoUrl}));`,
      { "echo.mjs": echo },
    ),
    { data: "first", enabled: true, unknown: "refuse" },
  );
});

test("a worker of node:worker_threads starts patched, with its workerData", () => {
  assert.deepEqual(
    run(
      `say(await askThread(new URL("./thread.mjs", import.meta.url), { workerData: [1] }));`,
      { "thread.mjs": thread },
    ),
    { workerData: [1], enabled: true, unknown: "pass" },
  );
});

test("a worker starts unpatched where the library is off", () => {
  assert.deepEqual(
    run(`state.enabled = false; say((await ask(${echoUrl})).enabled);`, { "echo.mjs": echo }),
    false,
  );
});

test("a worker of a worker starts patched", () => {
  const outer = `${ask} say(0) ?? postMessage(await ask(${echoUrl}));`.replace("say(0) ?? ", "");
  assert.deepEqual(
    run(`say(await ask(new URL("./outer.mjs", import.meta.url)));`, {
      "outer.mjs": outer,
      "echo.mjs": echo,
    }),
    { data: "first", enabled: true, unknown: "pass" },
  );
});

test("a data: worker starts patched", () => {
  assert.deepEqual(
    run(
      `say(await ask("data:text/javascript," + encodeURIComponent(${JSON.stringify(echo)})));`,
      {},
    ),
    { data: "first", enabled: true, unknown: "pass" },
  );
});

test("name, location, import.meta and relative imports are the original's", () => {
  same(
    `say(await ask(new URL("./me.mjs", import.meta.url), { name: "n" }));`,
    {
      "me.mjs": `import { two } from "./two.mjs";
        postMessage([self.name, String(self.location), self.location?.pathname,
          import.meta.url, import.meta.filename, two]);`,
      "two.mjs": "export const two = 2;",
    },
  );
});

test("import.meta.main is the original's", () => {
  same(
    `say(await ask(new URL("./me.mjs", import.meta.url)));`,
    { "me.mjs": "postMessage(import.meta.main);" },
  );
});

test("a thread's argv, execArgv, environment and transfer list are the original's", () => {
  same(
    `const { port1 } = new MessageChannel();
     say(await askThread(new URL("./me.mjs", import.meta.url), {
       argv: ["x", 1], env: { A: "1" }, execArgv: [], workerData: port1, transferList: [port1] }));`,
    {
      "me.mjs": `import { parentPort, workerData } from "node:worker_threads";
        parentPort.postMessage([process.argv.slice(1), process.env.A, process.execArgv,
          typeof workerData.postMessage]);`,
    },
  );
});

test("a thread given as text runs as it does unpatched", () => {
  same(
    `say(await askThread(\`"use strict"; const { parentPort, workerData } = require("worker_threads");
       parentPort.postMessage([workerData, typeof __filename, this === undefined]);\`,
       { eval: true, workerData: 7 }));`,
    {},
  );
});

test("a thread of a CommonJS file is the main module", () => {
  same(
    `say(await askThread(${JSON.stringify("./me.cjs")}));`,
    {
      "me.cjs":
        `require("worker_threads").parentPort.postMessage([require.main === module, __filename]);`,
    },
  );
});

test(
  "a blob: URL may be revoked as soon as its worker is constructed",
  { skip: bun && "Bun itself reports a missing blob then, in words that vary" },
  () => {
    same(
      `const url = URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" }));
       const answer = ask(url); URL.revokeObjectURL(url); say(await answer);`,
      {},
    );
  },
);

test("a blob: worker runs", () => {
  same(
    `say(await ask(URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" }))));`,
    {},
  );
});

test("the error of a missing module and of one that throws are the original's", () => {
  const files = {
    "throws.mjs": `throw new TypeError("boo");`,
    "syntax.mjs": "let = = 3",
    "imports.mjs": `import "./gone.mjs";`,
  };
  for (const name of ["missing", ...Object.keys(files).map((file) => file.slice(0, -4))]) {
    same(`say(await ask(new URL("./${name}.mjs", import.meta.url)));`, files);
  }
});

test("the constructors look like the originals", () => {
  const shape = `(C) => [C.name, C.length, typeof C.prototype.postMessage,
    C.prototype.constructor === C, Object.getPrototypeOf(C).name]`;
  same(
    `const wt = await import("node:worker_threads");
     const shape = ${shape};
     class Own extends Worker { mine() { return 1; } }
     const own = new Own(${echoUrl}, { type: "module" });
     let message; try { Worker("x"); } catch (error) { message = error.constructor.name; }
     own.terminate();
     say([shape(Worker), shape(wt.Worker), own instanceof Worker, own instanceof Own, own.mine(),
       message, wt.default.Worker === wt.Worker]);`,
    { "echo.mjs": echo },
  );
});

test("loading a second copy wraps nothing twice", () => {
  assert.deepEqual(
    run(
      `const first = Worker;
       await import(${JSON.stringify(`${new URL("../register.ts", import.meta.url)}?second`)});
       say([first === Worker, Symbol.for("@aa/monkeys.original") in Worker]);`,
      {},
    ),
    [true, true],
  );
});

test(
  "a classic worker is refused by Deno in its own words",
  { skip: bun && "Bun has them" },
  () => {
    same(
      `try { new Worker(${echoUrl}); } catch (error) { say([error.name, error.message]); }`,
      { "echo.mjs": echo },
    );
  },
);

test(
  "a relative fetch in a worker is resolved by the worker's own address",
  { skip: bun && "Bun has no base" },
  () => {
    same(
      `say(await ask(new URL("./me.mjs", import.meta.url)));`,
      { "me.mjs": `postMessage(await (await fetch("./two.txt")).text());`, "two.txt": "2" },
    );
  },
);

test(
  "a worker with permissions of its own lives",
  { skip: bun && "Bun has no permissions" },
  () => {
    same(
      `const url = ${echoUrl};
       const permissions = { read: [new URL(".", url).pathname + "echo.mjs"] };
       say((await ask(url, { deno: { permissions } })).data);`,
      { "echo.mjs": echo },
      ["--unstable-worker-options"],
    );
  },
);
