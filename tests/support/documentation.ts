// SPDX-License-Identifier: Apache-2.0

/** The fenced blocks of the project's documents. @module */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/runtimes.ts";

/** One fenced block. */
export interface Block {
  /** The language, the first word behind the fence. */
  readonly language: string;
  /** The words behind it. */
  readonly words: readonly string[];
  /** What it holds. */
  readonly text: string;
}

/** The documents with commands, from the project's folder. */
export const documents: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md")).toSorted()
    .map((name) => `docs/${name}`),
];

/** The blocks of a document, in order. */
export function blocksOf(document: string): Block[] {
  const text = readFileSync(join(root, document), "utf8");
  return [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, info, text]) => {
    const [language = "", ...words] = info!.split(" ");
    return { language, words, text: text! };
  });
}

/** The commands of a block, each with the lines that it goes on to. */
export function commandsOf({ text }: Block): string[] {
  return text.replaceAll("\\\n", "").split("\n").filter((line) =>
    line.trim() !== "" && !/^#/.test(line)
  );
}
