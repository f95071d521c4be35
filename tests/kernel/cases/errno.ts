// SPDX-License-Identifier: Apache-2.0

/**
 * What the kernel makes of each command, errno by errno; and that a file in /proc, the system call and
 * each libapparmor that the machine has are answered alike.
 *
 * @module
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { release } from "node:os";
import { Worker } from "node:worker_threads";
import { queryByKernel, queryByLibrary } from "../../../apparmor/query.ts";
import { peerByKernel, peerByLibrary } from "../../../apparmor/peer.ts";
import { codeOf } from "../../../apparmor/errno.ts";
import { openLibapparmor } from "../../../ffi/libapparmor.ts";
import { libcPath } from "../../../ffi/libc_path.ts";
import type { Cases } from "../case.ts";
import type { Attempt, Made, Means, Sequence } from "../support/attempts.ts";

type Row = readonly [
  verb: Attempt["verb"],
  name: string,
  /** The errno's name, or the label that the thread carries then. */
  expected: string,
];

const a = "monkeys_a (enforce)";
const missing = "monkeys_missing";

/** From monkeys_a, which may go anywhere, and to which everything else may return. */
const free: readonly Row[] = [
  ["changeprofile", missing, "ENOENT"],
  ["changeprofile", "m".repeat(255), "ENOENT"],
  ["changeprofile", "", "EINVAL"],
  // white space is trimmed: names that have it are refused before the kernel sees them
  ["changeprofile", " monkeys_b", "monkeys_b (enforce)"],
  ["changeprofile", "monkeys_b ", "monkeys_b (enforce)"],
  ["changeprofile", "monkeys_b\n", "monkeys_b (enforce)"],
  // a rule without a target lets confinement end
  ["changeprofile", "unconfined", "unconfined"],
  ["changeprofile", "monkeys_hats//missing", "ENOENT"],
  ["changeprofile", `:${missing}:monkeys_b`, "ENOENT"],
  ["changeprofile", "monkeys_b//&monkeys_c", "monkeys_b//&monkeys_c (enforce)"],
  ["changeprofile", `monkeys_b//&${missing}`, "ENOENT"],
  ["stack", missing, "ENOENT"],
  ["stack", "", "EINVAL"],
  ["exec", missing, "ENOENT"],
  ["exec", "monkeys_b", a],
  ["stack-exec", "monkeys_b", a],
];

/** From nowhere. */
const unconfined: readonly Row[] = [
  ["changeprofile", missing, "ENOENT"],
  ["exec", missing, "ENOENT"],
  ["changeprofile", "&monkeys_a", "monkeys_a//&unconfined (enforce)"],
];

/** From a profile without a rule for it. */
const none: readonly Row[] = [
  ["changeprofile", "monkeys_b", "EACCES"],
  // looked up before it is judged
  ["changeprofile", missing, "ENOENT"],
  ["changeprofile", "monkeys_none", "EACCES"],
  ["changeprofile", "unconfined", "EACCES"],
  ["stack", "monkeys_b", "EACCES"],
  ["exec", "monkeys_b", "EACCES"],
  ["stack-exec", "monkeys_b", "EACCES"],
];

/** From monkeys_a, by a thread that may gain nothing. */
const noNewPrivileges: readonly Row[] = [
  ["changeprofile", "monkeys_b", "EPERM"],
  ["changeprofile", "unconfined", "EPERM"],
  ["exec", "monkeys_b", "EPERM"],
  ["changeprofile", "monkeys_a", a],
  ["changeprofile", missing, "ENOENT"],
  ["stack", "monkeys_b", "monkeys_a//&monkeys_b (enforce)"],
];

/** In complain mode, where a profile that is missing is made up, and no rule is needed. */
const complaining: readonly Row[] = [
  ["changeprofile", missing, `monkeys_complain//null-${missing} (complain)`],
];

async function attempt(sequence: Sequence): Promise<readonly Made[]> {
  const url = new URL("../support/attempts.ts", import.meta.url);
  const worker = new Worker(url, { workerData: sequence });
  const [made] = await once(worker, "message") as [readonly Made[]];
  await worker.terminate();
  return made;
}

/** Asserts rows; the thread returns to the start before each, if it may. */
async function assertRows(
  means: Means,
  start: string | undefined,
  rows: readonly Row[],
  more: { readonly mayReturn?: true; readonly noNewPrivileges?: true } = {},
): Promise<void> {
  const attempts = rows.map(([verb, name]): Attempt => ({
    verb,
    name,
    ...more.mayReturn && start !== undefined ? { from: start } : {},
  }));
  const made = await attempt({
    means,
    attempts,
    noNewPrivileges: more.noNewPrivileges ?? false,
    ...start === undefined ? {} : { start },
  });
  const found = rows.map(([verb, name], index): Row => {
    const [error, label] = made[index]!;
    // the order of a stack is the kernel's own
    return [verb, name, error === 0 ? inOrder(label) : codeOf(error)];
  });
  assert.deepEqual(found, rows);
}

function inOrder(label: string): string {
  const [names = "", mode] = label.split(/(?= \([a-z]+\)$)/);
  return names.split("//&").toSorted().join("//&") + (mode ?? "");
}

const isNew = Number(release().split(".")[0]) > 6 || /^6\.([89]|\d\d)/.test(release());
const own = libcPath()?.replace(/[^/]*$/, "libapparmor.so.1") as Means;
const newest = `/opt/newest${own.replace(/^\/lib/, "/usr/lib")}` as Means;
const libraries: Readonly<Record<string, Means>> = {
  "the release's own libapparmor": own,
  "the newest libapparmor": newest,
};
const all: Readonly<Record<string, Means>> = {
  "a file in /proc": "file",
  "lsm_set_self_attr(2)": "lsm",
  ...libraries,
};

function withoutMeans(means: Means): string | undefined {
  if (means === "lsm") return isNew ? undefined : "lsm_set_self_attr(2) came with Linux 6.8";
  return means === "file" || existsSync(means) ? undefined : `"${means}" is not on this machine`;
}

const encoder = new TextEncoder();
const questions: readonly (readonly [mask: number, label: string, query: string])[] = [
  [4, "monkeys_denies_secret", "\x02/tmp/monkeys-secret"],
  [6, "monkeys_denies_secret", "\x02/tmp/other"],
  [2, "monkeys_strict", "\x02/tmp/other"],
  [1, "monkeys_strict", "\x02/usr/bin/x"],
  [4, "monkeys_minimal_deno", "\x02/etc/shadow"],
  [4, missing, "\x02/etc/passwd"],
  [4, "unconfined", "\x02/etc/passwd"],
];

/** The cases. */
export const cases: Cases = {
  ...Object.fromEntries(
    Object.entries(all).map(([title, means]) => [
      `each errno by ${title}`,
      async () => {
        const without = withoutMeans(means);
        if (without !== undefined) return without;
        await assertRows(means, "monkeys_a", free, { mayReturn: true });
        await assertRows(means, undefined, unconfined);
        await assertRows(means, "monkeys_none", none);
        await assertRows(means, "monkeys_a", noNewPrivileges, { noNewPrivileges: true });
        await assertRows(means, "monkeys_complain", complaining);
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(libraries).map(([title, path]) => [
      `${title} and the kernel's own files answer questions alike`,
      () => {
        const without = withoutMeans(path);
        if (without !== undefined) return without;
        const c = openLibapparmor(path)!;
        for (const [mask, label, query] of questions) {
          const question = () => encoder.encode(`label\0${label}\0${query}`);
          assert.deepEqual(
            queryByLibrary(c, mask, question()),
            queryByKernel(mask, question()),
            `${mask} ${label} ${query}`,
          );
        }
        assert.deepEqual(peerByLibrary(c, 0), peerByKernel(0));
      },
    ]),
  ),
};
