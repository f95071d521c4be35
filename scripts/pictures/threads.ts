// SPDX-License-Identifier: Apache-2.0

/** The threads of one process before a change, after that of one thread, and after the switch. @module */
import type { Box, Picture, Text } from "./svg.ts";

/** One thread as the kernel told it. */
export interface Thread {
  /** The name of it. */
  readonly name: string;
  /** What it carried. */
  readonly label: string;
}

/** One column of the picture. */
export interface Moment {
  /** What was called, over the column. */
  readonly head: string;
  /** What a read of the denied file gave then, under the column. */
  readonly note: string;
  /** The threads. */
  readonly threads: readonly Thread[];
}

/** Draws moments beside each other; an unconfined thread has the colour of danger. */
export function threadsOf(moments: readonly Moment[]): Picture {
  const [margin, gap, row, cell] = [16, 16, 34, 316];
  const boxes: Box[] = [];
  const texts: Text[] = [];
  const rows = Math.max(...moments.map(({ threads }) => threads.length));
  const height = margin + 32 + rows * row + 34;
  moments.forEach(({ head, note, threads }, column) => {
    const x = margin + column * (cell + gap);
    texts.push({ x, y: margin + 14, text: head, class: "head" });
    threads.forEach(({ name, label }, index) => {
      const y = margin + 28 + index * row;
      const isConfined = label !== "unconfined";
      boxes.push({ x, y, width: cell, height: row - 8, class: isConfined ? "new" : "old" });
      texts.push({ x: x + 10, y: y + 17, text: name });
      const colour = isConfined ? "safe" : "denied";
      const shown = label.replace(/ \(.*/, "");
      texts.push({ x: x + cell - 10, y: y + 17, text: shown, class: `end ${colour}` });
    });
    texts.push({ x, y: margin + 28 + threads.length * row + 18, text: note, class: "note" });
  });
  return {
    title: "Threads of a process: aa_change_profile(3) moves one of them, changeProfile() all",
    width: 2 * margin + moments.length * cell + (moments.length - 1) * gap,
    height,
    boxes,
    texts,
  };
}
