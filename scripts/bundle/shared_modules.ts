// SPDX-License-Identifier: Apache-2.0

/** Stands for what the build puts here: the modules that both files of the bundle use. @module */

/** Modules by their paths in the project. */
export const sharedModules: Readonly<Record<string, unknown>> = {};
