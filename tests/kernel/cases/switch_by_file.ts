// SPDX-License-Identifier: Apache-2.0

/** The switch of the whole process by files in /proc, which every kernel has. @module */
import type { Cases } from "../case.ts";
import { switchCases } from "../support/switch_cases.ts";

/** The cases. */
export const cases: Cases = switchCases("file");
