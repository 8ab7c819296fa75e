/**
 * The rows that are marked. Either some, by their keys, or all that the filter gives with some left
 * out; so rows that were never loaded can be marked too.
 */
export type Selection = { all: boolean; keys: ReadonlySet<string> };

export const NOTHING: Selection = { all: false, keys: new Set() };
export const EVERYTHING: Selection = { all: true, keys: new Set() };

export function isSelected(selection: Selection, key: string): boolean {
  return selection.keys.has(key) !== selection.all;
}

/** How many rows are marked of a list with `total` rows. */
export function countOf(selection: Selection, total: number): number {
  return selection.all ? Math.max(total - selection.keys.size, 0) : selection.keys.size;
}

export function mark(selection: Selection, keys: readonly string[], on: boolean): Selection {
  const next = new Set(selection.keys);
  for (const key of keys) {
    if (on === selection.all) next.delete(key);
    else next.add(key);
  }
  return { all: selection.all, keys: next };
}

export function toggle(selection: Selection, key: string): Selection {
  return mark(selection, [key], !isSelected(selection, key));
}

/** The keys from one row to another, both included, in the order of the list. */
export function span(keys: readonly string[], from: string, to: string): string[] {
  const a = keys.indexOf(from);
  const b = keys.indexOf(to);
  if (a < 0 || b < 0) return b < 0 ? [] : [to];
  return keys.slice(Math.min(a, b), Math.max(a, b) + 1);
}
