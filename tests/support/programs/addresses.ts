// SPDX-License-Identifier: Apache-2.0

/** Prints what is answered to `hostname -I`, then what the command prints. @module */
import { ask, resultOf, run } from "../differential.ts";

const outcome = ask("hostname", ["-I"]);
console.log(outcome.kind === "answered" ? resultOf(outcome.answer).stdout.trimEnd() : outcome.kind);
console.log(run("hostname", ["-I"]).stdout.trimEnd());
