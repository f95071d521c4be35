// SPDX-License-Identifier: Apache-2.0

/** The orders of ls(1). @module */
import type { Entry } from "./ls_entry.ts";
import type { Style } from "./ls_style.ts";
import { encode, latin1 } from "./text.ts";

/** The entries in the order that is asked for; names decide between what is alike. */
export function inOrder(entries: readonly Entry[], style: Style): Entry[] {
  const { order, time, isReversed } = style;
  if (order === "none") return [...entries];
  // compared by bytes, as C and C.UTF-8 do
  const keyed = entries.map((entry) => ({ entry, name: latin1(encode(entry.name)) }));
  const rank = ({ entry: { status }, name }: typeof keyed[number]): bigint | string =>
    order === "time"
      ? -status![time]
      : order === "size"
      ? -status!.size
      : order === "extension"
      ? name.slice(name.lastIndexOf(".") < 0 ? name.length : name.lastIndexOf("."))
      : "";
  const ranked = keyed.map((each) => ({ ...each, rank: rank(each) }));
  const compare = (one: typeof ranked[number], other: typeof ranked[number]) =>
    one.rank < other.rank
      ? -1
      : one.rank > other.rank
      ? 1
      : one.name < other.name
      ? -1
      : one.name > other.name
      ? 1
      : 0;
  return ranked.sort((one, other) => isReversed ? compare(other, one) : compare(one, other))
    .map(({ entry }) => entry);
}
