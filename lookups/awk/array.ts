// SPDX-License-Identifier: Apache-2.0

/**
 * Arrays whose elements come in mawk's order. `for (k in a)` shows the order of its hash tables: one
 * of the texts of indices, one of those that are whole numbers, each bucket with the element that
 * was used last in front (array.w). So all of it is kept as mawk keeps it.
 *
 * @module
 */
import { Pass } from "../types.ts";
import type { Slot, Value } from "./value.ts";

/** An element. */
class Element implements Slot {
  value: Value = undefined;
  /** Its index as a text, once that was asked for. */
  text: string | undefined = undefined;
  hash = 0;
  /** Its index as a whole number, where it was used as one. */
  integer: number | undefined = undefined;
}

/** Buckets of elements; a power of two of them. */
type Table = Element[][];

const startingSize = 64;
/** How many elements a bucket has on average before the table grows. */
const most = 12;

/** Says how an index is looked for. */
export type Index = { readonly integer: number } | { readonly text: string };

/** An array. */
export class AwkArray {
  #size = 0;
  /** What split() made: elements 1, 2, 3 …, until another index is asked for. */
  #pieces: Element[] | undefined;
  #byText: Table | undefined;
  #byInteger: Table | undefined;
  #buckets = startingSize;
  #generation = 0;

  /** Changes where elements move or go: mawk then writes to where they were. */
  get generation(): number {
    return this.#generation;
  }

  /** How many elements there are. */
  get size(): number {
    return this.#size;
  }

  /** The element of an index, which is made where there is none. */
  element(index: Index): Slot {
    return this.#find(index, true)!;
  }

  /** Whether there is an element. */
  has(index: Index): boolean {
    return this.#size > 0 && this.#find(index, false) !== undefined;
  }

  /** Takes an element away. */
  delete(index: Index): void {
    if (this.#size === 0) return;
    if (this.#pieces && "integer" in index && !this.#isPiece(index.integer)) return;
    if (this.#pieces) this.#tabulate();
    const element = this.#find(index, false);
    if (!element) return;
    this.#generation++;
    if (element.text !== undefined && this.#byText) {
      remove(element, this.#byText[element.hash & (this.#buckets - 1)]!);
    }
    if (element.integer !== undefined && this.#byInteger) {
      remove(element, this.#byInteger[element.integer & (this.#buckets - 1)]!);
    }
    if (--this.#size === 0) this.clear();
  }

  /** Takes all elements away. */
  clear(): void {
    this.#generation++;
    this.#size = 0;
    this.#pieces = undefined;
    this.#byText = undefined;
    this.#byInteger = undefined;
    this.#buckets = startingSize;
  }

  /** Takes all away, and puts these in their place. */
  load(values: readonly Value[]): void {
    this.clear();
    this.#pieces = values.map((value) => {
      const element = new Element();
      element.value = value;
      return element;
    });
    this.#size = values.length;
  }

  /** All indices, in the order in which a loop has them. */
  indices(): string[] {
    if (this.#size === 0) return [];
    if (!this.#byText) this.#addTexts();
    return this.#byText!.flatMap((bucket) => bucket.map((element) => element.text!));
  }

  #isPiece(integer: number): boolean {
    return integer >= 1 && integer <= this.#size;
  }

  #find(index: Index, isMade: boolean): Element | undefined {
    if ("text" in index) return this.#findText(index.text, isMade);
    if (this.#pieces) {
      if (this.#isPiece(index.integer)) return this.#pieces[index.integer - 1];
      if (!isMade) return undefined;
      this.#tabulate();
    }
    return this.#findInteger(index.integer, isMade);
  }

  #findInteger(integer: number, isMade: boolean): Element | undefined {
    if (!this.#byInteger && !this.#byText) this.#byInteger = table(this.#buckets);
    const bucket = this.#byInteger?.[integer & (this.#buckets - 1)] ?? [];
    const at = bucket.findIndex((each) => each.integer === integer);
    if (at >= 0) return toFront(bucket, at);
    let element: Element | undefined;
    if (this.#byText) {
      element = this.#findText(String(integer), isMade);
      if (!element) return undefined;
    } else {
      if (!isMade) return undefined;
      element = new Element();
      this.#grow();
    }
    element.integer = integer;
    this.#byInteger ??= table(this.#buckets);
    this.#byInteger[integer & (this.#buckets - 1)]!.unshift(element);
    return element;
  }

  #findText(text: string, isMade: boolean): Element | undefined {
    const hash = hashOf(text);
    if (!this.#byText) this.#addTexts();
    const bucket = this.#byText![hash & (this.#buckets - 1)]!;
    const at = bucket.findIndex((each) => each.hash === hash && each.text === text);
    if (at >= 0) return toFront(bucket, at);
    if (!isMade) return undefined;
    const element = new Element();
    element.text = text;
    element.hash = hash;
    this.#grow();
    this.#byText![hash & (this.#buckets - 1)]!.unshift(element);
    return element;
  }

  /** Makes a table of what split() made; the last of a bucket comes first. */
  #tabulate(): void {
    const pieces = this.#pieces!;
    this.#generation++;
    this.#pieces = undefined;
    while (this.#size > this.#buckets * most) this.#buckets *= 2;
    this.#byInteger = table(this.#buckets);
    pieces.forEach((element, index) => {
      element.integer = index + 1;
      this.#byInteger![element.integer & (this.#buckets - 1)]!.unshift(element);
    });
  }

  /** Puts all whole numbers among the texts. */
  #addTexts(): void {
    if (this.#pieces) this.#tabulate();
    const texts = table(this.#buckets);
    for (const bucket of this.#byInteger ?? []) {
      for (const element of bucket) {
        element.text = String(element.integer);
        element.hash = hashOf(element.text);
        texts[element.hash & (this.#buckets - 1)]!.unshift(element);
      }
    }
    this.#byText = texts;
  }

  /** Counts an element that is about to be added. */
  #grow(): void {
    if (++this.#size <= this.#buckets * most) return;
    // mawk loses track of an index that is in both
    if (this.#byText && this.#byInteger) throw new Pass("awk great array");
    this.#buckets *= 2;
    if (this.#byText) this.#byText = this.#doubled(this.#byText, (element) => element.hash);
    else this.#byInteger = this.#doubled(this.#byInteger!, (element) => element.integer!);
  }

  #doubled(from: Table, key: (element: Element) => number): Table {
    const to = table(this.#buckets);
    for (const bucket of from) {
      for (const element of bucket) to[key(element) & (this.#buckets - 1)]!.push(element);
    }
    return to;
  }
}

function table(size: number): Table {
  return Array.from({ length: size }, () => []);
}

function remove(element: Element, bucket: Element[]): void {
  bucket.splice(bucket.indexOf(element), 1);
}

function toFront(bucket: Element[], at: number): Element {
  const element = bucket[at]!;
  if (at > 0) {
    bucket.splice(at, 1);
    bucket.unshift(element);
  }
  return element;
}

/** FNV-1a, as a signed number. */
function hashOf(text: string): number {
  let hash = 2166136261 | 0;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  }
  return hash;
}
