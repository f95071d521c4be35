// SPDX-License-Identifier: Apache-2.0

/** The audit log of one server before and after, as the kernel wrote it. @module */
import type { Box, Picture, Text } from "./svg.ts";

/** What a reader looks for in a line of the log. */
function essence(line: string): string {
  const field = (name: string) => new RegExp(`${name}="[^"]*"`).exec(line)?.[0];
  return ['apparmor="DENIED"', ...["operation", "name", "comm"].map(field)]
    .filter((each) => each !== undefined).join(" ");
}

/** Draws two logs under each other. */
export function auditLog(before: readonly string[], after: readonly string[]): Picture {
  const [width, margin, row] = [860, 16, 22];
  const lines = before.map(essence);
  const texts: Text[] = [];
  const boxes: Box[] = [];
  let y = margin;
  const panel = (head: string, rows: readonly (readonly [text: string, names: string])[]) => {
    texts.push({ x: margin, y: y + 14, text: head, class: "head" });
    const height = rows.length * row + 16;
    boxes.push({ x: margin, y: y + 24, width: width - 2 * margin, height, class: "panel" });
    rows.forEach(([text, names], index) =>
      texts.push({ x: margin + 12, y: y + 24 + row * (index + 1) + 1, text, class: names })
    );
    y += 24 + height + margin;
  };
  panel("Before: the server starts, and its packages ask", lines.map((each) => [each, "denied"]));
  const rest = after.length === 0
    ? [["(nothing)", "safe"]] as const
    : after.map((each) => [essence(each), "denied"] as const);
  panel("After: with the register in front, no exec rule, and the same server", rest);
  const title = `The audit log of a server: ${before.length} lines before, ${after.length} after`;
  return { title, width, height: y, boxes, texts };
}
