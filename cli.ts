// SPDX-License-Identifier: Apache-2.0

/** The `aa-monkeys` command. The name is reserved. @module */
export {};
