// SPDX-License-Identifier: Apache-2.0

/** A picture of what a switch costs by the number of threads, for light pages and dark ones. @module */
import type { Figures } from "./switch_program.ts";

const width = 640;
const height = 340;
const left = 56;
const right = 76;
const top = 28;
const bottom = 48;

/** A step between lines of the grid that reads well: 1, 2 or 5 times a power of ten. */
function step(highest: number, lines: number): number {
  const rough = highest / lines;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough)!;
}

/** Draws the least times beside waiting threads, a line for each runtime. */
export function picture(figures: Readonly<Record<string, Figures>>): string {
  const series = Object.entries(figures);
  const points = series.flatMap(([, { waiting }]) => waiting);
  const most = Math.max(...points.map(({ threads }) => threads));
  const longest = Math.max(...points.map(({ least }) => least));
  const [xStep, yStep] = [step(most, 6), step(longest, 5)];
  const [xEnd, yEnd] = [Math.ceil(most / xStep) * xStep, Math.ceil(longest / yStep) * yStep];
  const x = (threads: number) => (left + threads / xEnd * (width - left - right)).toFixed(1);
  const y = (time: number) => (height - bottom - time / yEnd * (height - top - bottom)).toFixed(1);
  const range = (end: number, by: number) =>
    Array.from({ length: Math.round(end / by) + 1 }, (_, index) => index * by);
  const number = (value: number) => String(Number(value.toPrecision(6)));
  const parts = [
    ...range(yEnd, yStep).flatMap((value) => [
      `<path class="grid" d="M${left} ${y(value)}H${width - right}"/>`,
      `<text x="${left - 8}" y="${Number(y(value)) + 4}" class="end">${number(value)}</text>`,
    ]),
    ...range(xEnd, xStep).map((value) =>
      `<text x="${x(value)}" y="${height - bottom + 18}" class="middle">${number(value)}</text>`
    ),
    `<text x="${left}" y="${top - 12}">milliseconds for all threads, the least of 100</text>`,
    `<text x="${width - right}" y="${height - 10}" class="end">threads of the process</text>`,
    ...series.flatMap(([name, { waiting }], index) => {
      const { threads, least } = waiting.at(-1)!;
      const line = waiting.map((each) => `${x(each.threads)} ${y(each.least)}`).join("L");
      return [
        `<path class="line s${index}" d="M${line}"/>`,
        ...waiting.map((each) =>
          `<circle class="s${index}" cx="${x(each.threads)}" cy="${y(each.least)}" r="3"/>`
        ),
        `<text class="name s${index}" x="${Number(x(threads)) + 8}" y="${
          Number(y(least)) + 4
        }">${name}</text>`,
      ];
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>What a switch costs grows in proportion to the number of threads</title>
<style>
  text { font: 12px system-ui, sans-serif; fill: #57606a }
  .end { text-anchor: end } .middle { text-anchor: middle }
  .grid { stroke: #d0d7de; stroke-width: 1; fill: none }
  .line { fill: none; stroke-width: 2 }
  .s0 { stroke: #0969da; fill: #0969da } .s1 { stroke: #bf3989; fill: #bf3989 }
  path.line { fill: none } .name { stroke: none; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 } .grid { stroke: #3d444d }
    .s0 { stroke: #58a6ff; fill: #58a6ff } .s1 { stroke: #f778ba; fill: #f778ba }
    path.line { fill: none }
  }
</style>
${parts.join("\n")}
</svg>
`;
}
