// SPDX-License-Identifier: Apache-2.0

/** Standard input whose content is known. @module */
import { type Input, Pass } from "./types.ts";

/**
 * Input that holds `bytes`: content that was taken is not there for who comes next.
 *
 * @param source whether it is known to come through a pipe
 */
export function inputOf(bytes: Uint8Array, { isPipe = false }: { isPipe?: boolean } = {}): Input {
  if (bytes.length === 0) return { kind: "bytes", bytes, isPipe };
  let isTaken = false;
  return {
    kind: "bytes",
    isPipe,
    get bytes() {
      // what the first left of it depends on how much it reads at once
      if (isTaken) throw new Pass("input taken");
      isTaken = true;
      return bytes;
    },
  };
}
