// SPDX-License-Identifier: Apache-2.0

/** What the user set, by code or by environment. @module */
import type { Policy } from "../lookups/types.ts";

/** The settings in force. */
export interface Settings extends Policy {
  /** Lookups by name; absent means on. */
  readonly lookups: Readonly<Record<string, boolean>>;
  /** What becomes of a call that is not answered. */
  readonly unknown: "pass" | "refuse";
  /** Commands that `refuse` lets pass, by name or by absolute path. */
  readonly allow: readonly string[];
  /** Where each outcome is reported: `stderr`, or the absolute path of a file; undefined: nowhere. */
  readonly trace: string | undefined;
}

/** What is in force where nothing was set. */
export const defaults: Settings = {
  files: "system",
  lookups: {},
  unknown: "pass",
  allow: [],
  trace: undefined,
};
