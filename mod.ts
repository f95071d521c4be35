// SPDX-License-Identifier: Apache-2.0

/**
 * Answers the small questions for which programs run other programs in-process.
 *
 * @module
 */
export { patch } from "./patches/mod.ts";
