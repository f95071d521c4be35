// SPDX-License-Identifier: Apache-2.0

/** A command line in sh's language, evaluated over lookups. @module */
export { evaluateLine } from "./evaluate.ts";
export type { ShellName } from "./builtin_call.ts";
