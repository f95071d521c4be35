// SPDX-License-Identifier: Apache-2.0

/** What real packages ask, evaluated in-process and by the real commands. @module */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Asked, commandOf, corpus, environmentFor } from "./corpus/corpus.ts";
import { judge, type Judged, share } from "./corpus/judge.ts";
import { type Result, resultOf, run } from "./support/differential.ts";

const judged = corpus().map(judge);
const isLine = ({ asked }: Judged) => asked.line !== undefined;

test("of the lines that use only what is answered, 99 of 100 are evaluated in-process", () => {
  const lines = judged.filter(isLine);
  const passed = lines.filter(({ verdict }) => verdict === "passed")
    .map(({ asked, reason }) => `${asked.line}: ${reason}`);
  assert.ok(share(lines) >= 0.99, passed.join("\n"));
});

/** Why argument lists may pass, by command. */
const reasons: Readonly<Record<string, RegExp>> = {
  // the addresses of libraries are chance
  ldd: /^(not exact|environment LD_LIBRARY_PATH)$/,
  // all of the system's
  find: /^too many files$/,
  grep: /^too many files$/,
};

test("argument lists pass only where the answer would be chance, another loader's, or too long", () => {
  for (const { asked, verdict, reason } of judged) {
    if (verdict !== "passed" || asked.argv === undefined) continue;
    const expected = reasons[asked.argv[0]!];
    assert.ok(expected?.test(reason), `${JSON.stringify(asked.argv)}: ${reason}`);
  }
});

/** What changes from one reading to the next: counters, clocks, and what is free. */
const volatile = /\/proc\/(\d+\/)?(stat|diskstats|uptime|meminfo|loadavg)|statistics|MHz|cpuinfo/;

for (const { asked, verdict, answer } of judged) {
  if (!answer) continue;
  const title = asked.line ?? asked.argv!.join(" ");
  test(`${verdict}, as the real one does: ${title.replace(/\s+/g, " ").slice(0, 90)}`, () => {
    const [file, args] = commandOf(asked);
    const real = visible(run(file, args, { env: environmentFor(asked), cwd: "/" }), asked);
    const ours = visible(resultOf(answer), asked);
    if (volatile.test(title)) assert.deepEqual(withoutNumbers(ours), withoutNumbers(real));
    else assert.deepEqual(ours, real);
  });
}

/** Without the streams that the package ignores. */
function visible({ code, stdout, stderr }: Result, { stdio }: Asked): Result {
  const [, output, error] = stdio ?? [];
  return {
    code,
    stdout: output === "ignore" ? "" : stdout,
    stderr: error === "ignore" ? "" : stderr,
  };
}

function withoutNumbers({ code, stdout, stderr }: Result): Result {
  return { code, stdout: stdout.replace(/\d+/g, "#"), stderr };
}
