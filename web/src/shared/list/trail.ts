import type { ListName } from './api';
import type { ListSearch } from './state';

/** A list as it stood when a record of it was opened: its address, and the rows that had been read, in their order. */
export type Trail = { search: ListSearch; keys: readonly string[]; total: number | null };

const trails = new Map<ListName, Trail>();

/** Remembers a list until its page is opened again or the tab is closed. */
export function keepTrail(list: ListName, trail: Trail): void {
  trails.set(list, trail);
}

export type Way = {
  /** The address of the list; empty where the record was not opened from it. */
  search: ListSearch;
  /** The record's place among the rows, from 1; 0 where it is not among them. */
  place: number;
  total: number | null;
  previous: string | null;
  next: string | null;
};

/** The way from a record back to its list, and to the records before and behind it. */
export function wayOf(list: ListName, key: string): Way {
  const trail = trails.get(list);
  const at = trail?.keys.indexOf(key) ?? -1;
  if (!trail || at < 0) return { search: {}, place: 0, total: null, previous: null, next: null };
  const { peek: _, ...search } = trail.search;
  return {
    search,
    place: at + 1,
    total: trail.total,
    previous: trail.keys[at - 1] ?? null,
    next: trail.keys[at + 1] ?? null,
  };
}
