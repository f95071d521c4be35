// SPDX-License-Identifier: Apache-2.0

/** Standard input whose content is known. @module */
import { type Input, Pass } from "./types.ts";

/** A pipe that holds `bytes`: content that was taken is not there for who comes next. */
export function inputOf(bytes: Uint8Array): Input {
  if (bytes.length === 0) return { kind: "bytes", bytes };
  let isTaken = false;
  return {
    kind: "bytes",
    get bytes() {
      // what the first left of it depends on how much it reads at once
      if (isTaken) throw new Pass("input taken");
      isTaken = true;
      return bytes;
    },
  };
}
