// SPDX-License-Identifier: Apache-2.0

/**
 * Sections of the file of lookups: each is a function that makes what the modules in it export.
 *
 * esbuild cuts the program where a module is imported dynamically, and puts a module that several of
 * the pieces need into one that they share. What it writes for a loader that makes promises becomes
 * here what one function links at once (scripts/bundle/engine_beside.ts): calls cannot wait.
 *
 * @module
 */
import type { BuildResult } from "esbuild";
import { basename } from "node:path";

/** Gives the exports of a section by its number; in scope in all of them. */
const link = "aaMonkeysSection";
const parameters = `${link},aaMonkeysRegister,aaMonkeysUrl`;

const imported = /import(?:\{([^}]*)\}from)?"\.\/([^"]*)";/y;
const exported = /export\{([^}]*)\};\n*$/;
const dynamic = /\bimport\("\.\/([^"]*)"\)/g;

/** Makes sections of what a build wrote; the first is that of the entry point. */
export function sectionsOf(
  { outputFiles, metafile }: BuildResult<{ write: false; metafile: true }>,
  entryPoint: string,
): string[] {
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]),
  );
  const isEntry = (name: string) => outputs.get(name)!.entryPoint === entryPoint;
  const files = outputFiles.map(({ path, text }) => ({ name: basename(path), text }))
    .sort((a, b) => Number(isEntry(b.name)) - Number(isEntry(a.name)));
  const numbers = new Map(files.map(({ name }, index) => [name, index]));
  return files.map(({ name, text }) => {
    const { imports } = outputs.get(name)!;
    const count = (kind: string) => imports.filter((each) => each.kind === kind).length;
    const { section, statements, calls } = sectionOf(text, numbers);
    // what was read otherwise than esbuild meant it is no bundle
    if (
      statements !== count("import-statement") || calls < count("dynamic-import") ||
      imports.some(({ external }) => external)
    ) throw new Error(`Cannot make a section of ${name}`);
    return section;
  });
}

function sectionOf(text: string, numbers: ReadonlyMap<string, number>) {
  let [head, at, statements, calls] = ["", 0, 0, 0];
  for (;;) {
    imported.lastIndex = at;
    const found = imported.exec(text);
    if (!found) break;
    const [whole, names = "", from] = found;
    const made = `${link}(${numbers.get(from!)})`;
    head += names ? `const{${names.replaceAll(" as ", ":")}}=${made};` : `${made};`;
    at += whole.length;
    statements++;
  }
  const [whole = "", names = ""] = exported.exec(text) ?? [];
  const body = text.slice(at, text.length - whole.length)
    .replace(dynamic, (_, from) => (calls++, `${link}(${numbers.get(from)})`)).trim();
  const result = names.split(",").map((each) => each.split(" as ").toReversed().join(":"));
  const section = `function(${parameters}){"use strict";${head}${body}return{${result.join()}}}`;
  return { section, statements, calls };
}
