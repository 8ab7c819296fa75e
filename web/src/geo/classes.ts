/** So many classes a map has at most; their colours are `--map-1` to `--map-5`. */
export const MOST_CLASSES = 5;

/** One class of a map: which items are in it, from the lowest to the highest. */
export type MapClass<T> = { level: number; items: T[] };

/**
 * Items in classes of about the same number, equals always together, the lowest first. Items without a value are in
 * none. With fewer different values than classes there are fewer classes, and they take the darker colours.
 */
export function classify<T>(items: readonly T[], valueOf: (item: T) => number | null): MapClass<T>[] {
  const known = items.flatMap((item) => {
    const value = valueOf(item);
    return value === null ? [] : [{ item, value }];
  });
  known.sort((a, b) => a.value - b.value);
  const different = new Set(known.map(({ value }) => value)).size;
  const count = Math.min(MOST_CLASSES, different);
  const classes: (MapClass<T> & { last: number })[] = [];
  known.forEach(({ item, value }, index) => {
    const last = classes.at(-1);
    const full = last !== undefined && index >= (classes.length * known.length) / count;
    if (last === undefined || (full && value !== last.last && classes.length < count)) {
      classes.push({ level: 0, items: [item], last: value });
    } else {
      last.items.push(item);
      last.last = value;
    }
  });
  return classes.map(({ items: members }, index) => ({ level: MOST_CLASSES - classes.length + index + 1, items: members }));
}
