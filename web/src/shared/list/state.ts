import { type ListDefinition, MAX_WIDTH, MIN_WIDTH, columnOf, serves } from './definition';
import { type Filter, isSound, readFilters, writeFilters } from './filter';

export type Density = 'compact' | 'comfortable';
export type ShownColumn = { key: string; width: number | null };

/** What a list shows and how. A saved view is exactly this, with a name. */
export type ListState = {
  q: string;
  filters: Filter[];
  sort: string;
  group: string | null;
  columns: ShownColumn[];
  density: Density;
};

/**
 * The part of a list's address that says how it differs from the view it stands on. What is absent
 * is as the view has it; an empty text says that the view's own value is taken away.
 */
export type StateSearch = {
  q?: string | undefined;
  f?: string | undefined;
  sort?: string | undefined;
  group?: string | undefined;
  cols?: string | undefined;
  density?: Density | undefined;
};

export type ListSearch = StateSearch & {
  /** The slug of a saved view. */
  view?: string | undefined;
  /** The group whose rows are shown. */
  open?: string | undefined;
  /** The row that is looked at in the panel. */
  peek?: string | undefined;
};

/** The state of a list before anybody has chosen anything. */
export function initialState(definition: ListDefinition): ListState {
  return {
    q: '',
    filters: [],
    sort: `${definition.sort.descending ? '-' : ''}${definition.sort.column}`,
    group: null,
    columns: definition.columns
      .filter((column) => column.shown)
      .map(({ key }) => ({ key, width: null })),
    density: 'compact',
  };
}

const clamp = (width: number) => Math.min(Math.max(Math.round(width), MIN_WIDTH), MAX_WIDTH);

function writeColumns(columns: readonly ShownColumn[]): string {
  return columns.map(({ key, width }) => (width === null ? key : `${key}.${width}`)).join('*');
}

function readColumns(text: string, definition: ListDefinition): ShownColumn[] {
  const columns: ShownColumn[] = [];
  for (const part of text.split('*')) {
    const [key = '', width] = part.split('.');
    const known = columnOf(definition, key) && !columns.some((column) => column.key === key);
    const pixels = Number(width);
    if (known) columns.push({ key, width: width && Number.isFinite(pixels) ? clamp(pixels) : null });
  }
  return columns;
}

/** The name of a sort without its direction. */
export function sortKey(sort: string): string {
  return sort.replace(/^-/, '');
}

function knownSort(sort: string, definition: ListDefinition): boolean {
  const column = columnOf(definition, sortKey(sort));
  return column !== undefined && serves(column, 'sort');
}

/**
 * A state without what the list does not know: columns that are gone, filters that no longer fit.
 * At least one column stays, because a table without columns shows nothing to click.
 */
export function sound(state: ListState, definition: ListDefinition): ListState {
  const initial = initialState(definition);
  const columns = state.columns.filter(({ key }) => columnOf(definition, key));
  const group = state.group === null ? undefined : columnOf(definition, state.group);
  return {
    ...state,
    filters: state.filters.filter((filter) => isSound(filter, definition)),
    sort: knownSort(state.sort, definition) ? state.sort : initial.sort,
    group: group && serves(group, 'group') ? group.key : null,
    columns: columns.length > 0 ? columns : initial.columns,
  };
}

/** What the address says on top of the view that it stands on. */
export function readState(search: StateSearch, base: ListState, definition: ListDefinition): ListState {
  return sound(
    {
      q: search.q ?? base.q,
      filters: search.f === undefined ? base.filters : readFilters(search.f, definition),
      sort: search.sort ?? base.sort,
      group: search.group === undefined ? base.group : search.group || null,
      columns: search.cols === undefined ? base.columns : readColumns(search.cols, definition),
      density: search.density ?? base.density,
    },
    definition,
  );
}

/** The address of a state: only what differs from the view that it stands on. */
export function writeState(state: ListState, base: ListState): StateSearch {
  const given = <T>(value: T, before: T): T | undefined => (value === before ? undefined : value);
  return {
    q: given(state.q, base.q),
    f: given(writeFilters(state.filters), writeFilters(base.filters)),
    sort: given(state.sort, base.sort),
    group: given(state.group ?? '', base.group ?? ''),
    cols: given(writeColumns(state.columns), writeColumns(base.columns)),
    density: given(state.density, base.density),
  };
}

const PART: Record<keyof StateSearch, string> = {
  q: '查找',
  f: '筛选',
  sort: '排序',
  group: '分组',
  cols: '列',
  density: '行高',
};

/** What differs from the view, in words: empty where nothing does. */
export function changedParts(state: ListState, base: ListState): string[] {
  const written = writeState(state, base);
  return (Object.keys(PART) as (keyof StateSearch)[])
    .filter((part) => written[part] !== undefined)
    .map((part) => PART[part]);
}

/** A click on the head of a column: first as such values are usually looked at, then the other way. */
export function nextSort(sort: string, key: string, descendingFirst: boolean): string {
  if (sortKey(sort) !== key) return descendingFirst ? `-${key}` : key;
  return sort.startsWith('-') ? key : `-${key}`;
}

/** A column one place further (`+1`) or back (`-1`); at the ends nothing moves. */
export function moveColumn(columns: readonly ShownColumn[], key: string, step: number): ShownColumn[] {
  const from = columns.findIndex((column) => column.key === key);
  const to = Math.min(Math.max(from + step, 0), columns.length - 1);
  return placeColumn(columns, key, to);
}

/** A column at another place. */
export function placeColumn(columns: readonly ShownColumn[], key: string, to: number): ShownColumn[] {
  const moved = columns.find((column) => column.key === key);
  if (!moved) return [...columns];
  const rest = columns.filter((column) => column !== moved);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** A column with a width of its own. */
export function resizeColumn(columns: readonly ShownColumn[], key: string, width: number | null): ShownColumn[] {
  return columns.map((column) =>
    column.key === key ? { key, width: width === null ? null : clamp(width) } : column,
  );
}
