// SPDX-License-Identifier: Apache-2.0

/** The command `l`: a line so that every byte of it is seen (sed/execute.c: do_list). @module */

const names: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
};

/** Bytes in escapes, folded at a width; 0 does not fold. */
export function listed(bytes: string, width: number, delimiter: string): string {
  let shown = "";
  let column = 0;
  for (const byte of bytes) {
    const text = names[byte] ?? (byte >= " " && byte <= "~" ? byte : octal(byte));
    if (width > 0 && column + text.length >= width) {
      shown += `\\${delimiter}`;
      column = 0;
    }
    shown += text;
    column += text.length;
  }
  return `${shown}$${delimiter}`;
}

function octal(byte: string): string {
  return `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`;
}
