import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  type Ask,
  type ColumnSum,
  type Group,
  type ListName,
  listQueries,
  type rowsQuery,
} from '@/shared/list/api';
import { withHead } from '@/shared/list/definition';
import { writeFilters } from '@/shared/list/filter';
import { type ListSearch, type ListState, initialState, readState, writeState } from '@/shared/list/state';
import { NO_VIEW, stateOfView } from '@/shared/list/view';

/** A line of the table: a record, a group that heads its records, or the sums of all that is filtered. */
export type ListLine<Row> =
  | { kind: 'row'; key: string; row: Row }
  | { kind: 'group'; key: string; group: Group; open: boolean }
  | { kind: 'sum'; key: string; sums: readonly ColumnSum[] };

export type ChangeSearch = (change: Partial<ListSearch>, keepHistory?: boolean) => void;

/** The address says which group is open by the condition that leaves its rows. */
const nameOf = (group: Group) => writeFilters([group.condition]);

export type RecordListModel<Row> = ReturnType<typeof useRecordList<Row>>;

/**
 * Everything that a list needs to know: its definition, its views, what the address makes of them,
 * and the rows that the server has for that.
 */
export function useRecordList<Row>(options: {
  list: ListName;
  /** The rows that answer a question. */
  rows: (ask: Ask) => ReturnType<typeof rowsQuery<Row>>;
  /** Key of the column that carries the name of a record. */
  head: string;
  rowKey: (row: Row) => string;
  search: ListSearch;
  onSearch: ChangeSearch;
}) {
  const { list, rowKey, search, onSearch, head } = options;
  const described = useQuery(listQueries.definition(list));
  const definition = useMemo(
    () => (described.data ? withHead(described.data, head) : null),
    [described.data, head],
  );
  const views = useQuery(listQueries.views(list));
  // An address without a view stands on the one that the person has chosen to open with.
  const view =
    views.data?.items.find((item) =>
      search.view === undefined ? item.id === views.data.default : item.slug === search.view,
    ) ?? null;
  // Rows are asked for once it is known on which view the address stands.
  const ready = definition !== null && !views.isPending;
  const base = definition
    ? view
      ? stateOfView(view.state, definition)
      : initialState(definition)
    : null;
  const state = definition && base ? readState(search, base, definition) : null;

  const ask = { q: state?.q ?? '', filters: state?.filters ?? [], sort: state?.sort ?? '' };
  const group = state?.group ?? null;
  const groups = useQuery({
    ...listQueries.groups(list, ask, group ?? ''),
    enabled: ready && group !== null,
  });
  // All rows of the filter: the sums and the number stand above every list, grouped or not.
  const all = useInfiniteQuery({ ...options.rows(ask), enabled: ready });
  const opened = groups.data?.items.find((item) => nameOf(item) === search.open) ?? null;
  const inner = useInfiniteQuery({
    ...options.rows({
      ...ask,
      filters: opened ? [...ask.filters, opened.condition] : ask.filters,
    }),
    enabled: ready && group !== null && opened !== null,
  });

  // With groups only the rows of the open one are there.
  const rows = group === null ? all : opened === null ? null : inner;
  // Rows of another group never stand under this one, not even while its own are on their way.
  const waiting = rows === inner && inner.isPlaceholderData;
  const loaded = (waiting ? undefined : rows?.data)?.pages.flatMap((page) => page.items) ?? [];
  const first = all.data?.pages[0];
  const total = first?.total ?? null;

  const rowLines: ListLine<Row>[] = loaded.map((row) => ({ kind: 'row', key: rowKey(row), row }));
  const lines: ListLine<Row>[] =
    group === null
      ? rowLines
      : (groups.data?.items ?? []).flatMap((item) => {
          const open = item === opened;
          const line: ListLine<Row> = { kind: 'group', key: `group-${nameOf(item)}`, group: item, open };
          return open ? [line, ...rowLines] : [line];
        });

  const change = (next: Partial<ListState>, keepHistory = false) => {
    if (!state || !base) return;
    const target = { ...state, ...next };
    onSearch(
      { ...writeState(target, base), ...(next.group === undefined ? {} : { open: undefined }) },
      keepHistory,
    );
  };

  return {
    list,
    definition,
    views: views.data ?? null,
    view,
    /** The address names a view that is not there, or not for this person. */
    lost: ![undefined, NO_VIEW].includes(search.view) && views.data !== undefined && view === null,
    base,
    state,
    ask,
    change,
    lines,
    rows: loaded,
    total,
    /** How many rows can be gone through: all, or those of the open group. */
    within: group === null ? total : (opened?.count ?? 0),
    sums: first?.sums ?? [],
    /** Up to when the record is in the rows, by the server's clock. */
    asOf: first?.as_of ?? null,
    /** Nothing can be shown yet. */
    pending: !ready || (group === null ? all.isPending : groups.isPending || all.isPending),
    /** What is shown answers an earlier question. */
    replaced: group === null ? all.isPlaceholderData : groups.isPlaceholderData,
    error: described.error ?? (group === null ? all.error : (groups.error ?? inner.error)),
    /** Reading anew failed, and what was read before still stands. */
    stale: all.isRefetchError && all.data !== undefined,
    refreshing: all.isFetching && !all.isFetchingNextPage,
    refresh: () => {
      void described.refetch();
      void all.refetch();
      if (group !== null) void groups.refetch();
    },
    more: {
      has: rows?.hasNextPage ?? false,
      loading: rows !== null && (rows.isFetchingNextPage || rows.isPending || waiting),
      failed: rows?.isFetchNextPageError ? rows.error : null,
      fetch: () => {
        if (rows?.hasNextPage && !rows.isFetching) void rows.fetchNextPage();
      },
    },
    openGroup: (item: Group) => {
      const name = nameOf(item);
      onSearch({ open: search.open === name ? undefined : name });
    },
  };
}
