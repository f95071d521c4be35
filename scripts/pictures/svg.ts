// SPDX-License-Identifier: Apache-2.0

/** Pictures made of text and boxes, readable on light and on dark pages. @module */

/** A piece of text. */
export interface Text {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Classes of the style; `end` for a text that ends at `x`. */
  readonly class?: string;
}

/** A box with round corners. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Classes of the style. */
  readonly class: string;
}

/** What a picture shows, in the order of drawing. */
export interface Picture {
  /** For who cannot see it. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly texts: readonly Text[];
}

const style = `
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; fill: #1f2328 }
  .head { font: 600 14px system-ui, "Segoe UI", "DejaVu Sans", sans-serif }
  .note { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #59636e }
  .end { text-anchor: end }
  .panel { fill: #f6f8fa; stroke: #d1d9e0 }
  .denied { fill: #b3261e }
  .old { fill: #fbe9e7; stroke: #b3261e }
  .new { fill: #dff3e4; stroke: #1a7f37 }
  .safe { fill: #1a7f37 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .note { fill: #9198a1 }
    .panel { fill: #151b23; stroke: #3d444d }
    .denied { fill: #ff7b72 }
    .old { fill: #3c1f1e; stroke: #ff7b72 }
    .new { fill: #12301c; stroke: #3fb950 }
    .safe { fill: #3fb950 }
  }`;

/** A picture as SVG. */
export function svgOf({ title, width, height, boxes, texts }: Picture): string {
  const drawn = [
    ...boxes.map(({ class: names, ...place }) =>
      `<rect class="${names}" rx="6" ${
        Object.entries(place).map(([name, value]) => `${name}="${value}"`).join(" ")
      }/>`
    ),
    ...texts.map(({ x, y, text, class: names }) =>
      `<text x="${x}" y="${y}" xml:space="preserve"${names ? ` class="${names}"` : ""}>${
        escaped(text)
      }</text>`
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>${style}
</style>
${drawn.join("\n")}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
