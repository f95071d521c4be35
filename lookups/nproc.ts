// SPDX-License-Identifier: Apache-2.0

/** nproc(1) of GNU coreutils (src/nproc.c, gnulib lib/nproc.c). @module */
import { cpuQuota, quotaRules } from "./cpu_quota.ts";
import { parseOptions, programName, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { quote } from "./quote.ts";
import { failed, printed } from "./text.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";
import { isSince } from "./versions.ts";

/** glibc's numbers of what sysconf(3) tells. */
const configured = 83;

function answer(call: Call, host: Host): Answer | undefined {
  if (call.build === "unknown") return undefined;
  const { options, operands, error } = parseOptions(call, {
    short: "",
    long: [["all", "all"], ["ignore", "ignore", "required"]],
  });
  const language = locale(call, host);
  let ignored = 0;
  for (const { key, value } of options) {
    if (key !== "ignore") continue;
    if (!/^\d{1,15}$/.test(value!)) {
      // what is too large has a message of its own, and blanks and signs are skipped
      if (!/^[a-z]+$/i.test(value!)) return undefined;
      return failed(1, `${programName(call)}: invalid number: ${quote(value!, language)}\n`);
    }
    ignored = Number(value);
  }
  if (error !== undefined) return usageError(call, error);
  if (operands.length > 0) {
    return usageError(call, `extra operand ${quote(operands[0]!, language)}`);
  }
  const all = options.some(({ key }) => key === "all");
  const count = all ? installed(host) : available(call, host);
  return printed(`${ignored < count ? count - ignored : 1}\n`);
}

function installed(host: Host): number {
  const count = Number(host.sysconf(configured));
  // where /sys is not mounted, the C library tells 1 or 2
  return count <= 2 ? Math.max(count, host.processors()) : count;
}

function available(call: Call, host: Host): number {
  const limit = threads(call.env.get("OMP_THREAD_LIMIT")) || Infinity;
  const wanted = threads(call.env.get("OMP_NUM_THREADS"));
  if (wanted > 0 || limit === 1) return Math.min(wanted || 1, limit);
  const quota = isSince(8, call) ? cpuQuota(host) : Infinity;
  return Math.min(host.processors(), limit, quota);
}

/** A number of threads as OpenMP's variables give it; 0 where they give none. */
function threads(text: string | undefined): number {
  const [, digits] = /^[ \t\n\v\f\r]*(\d{1,9})[ \t\n\v\f\r]*(?:,|$)/.exec(text ?? "") ?? [];
  return Number(digits ?? 0);
}

/** nproc(1) */
export const nproc: LookupEntry = {
  name: "nproc",
  package: "coreutils",
  presumed: true,
  rules: [
    "/etc/os-release r,",
    "/sys/devices/system/cpu/** r,",
    "/usr/lib/os-release r,",
    ...quotaRules,
  ],
  summary: "every option",
  source: "sched_getaffinity(2), control groups",
  answer,
};
