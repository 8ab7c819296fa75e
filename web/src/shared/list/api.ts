import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { client, unwrap } from '../api/client';
import { saveAs } from '../save-as';
import type { ListDefinition } from './definition';
import { groupFilter } from './filter';
import type { ListState } from './state';

export type ListName = 'projects' | 'claims' | 'enterprises';
export type ViewScope = 'private' | 'unit' | 'city';
export type SavedView = {
  id: string;
  slug: string;
  name: string;
  scope: ViewScope;
  owner: string;
  editable: boolean;
  version: number;
  state: ListState;
};
export type Sums = Record<string, string | null>;
export type RowPage<Row> = { items: Row[]; total: number; sums: Sums; next_cursor: string | null; as_of: string };
export type Group = { value: string | null; label: string; count: number; sums: Sums };

/** What a list is asked for: the part of its state that decides which rows come, and in which order. */
export type Ask = Pick<ListState, 'q' | 'filters' | 'sort'>;

// eslint-disable-next-line
const loose = client as any;

/** Rows that come with one request. */
const PAGE = 100;

const asked = ({ q, filters, sort }: Ask) => ({
  sort,
  ...(q ? { q } : {}),
  ...(filters.length > 0 ? { filter: JSON.stringify(filters) } : {}),
});

export const listQueries = {
  definition: (list: ListName) =>
    queryOptions({
      queryKey: ['lists', 'definition', list],
      queryFn: (): Promise<ListDefinition> => unwrap(loose.GET(`/api/v1/lists/${list}`)),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  views: (list: ListName) =>
    queryOptions({
      queryKey: ['views', 'list', list],
      queryFn: (): Promise<{ items: SavedView[]; scopes: ViewScope[] }> =>
        unwrap(loose.GET('/api/v1/views', { params: { query: { list } } })),
      staleTime: 60_000,
    }),
  rows: <Row>(list: ListName, ask: Ask) =>
    infiniteQueryOptions({
      queryKey: [list, 'list', ask],
      initialPageParam: undefined as string | undefined,
      queryFn: ({ pageParam }): Promise<RowPage<Row>> =>
        unwrap(
          loose.GET(`/api/v1/${list}`, {
            params: { query: { ...asked(ask), limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
          }),
        ),
      getNextPageParam: (page) => page.next_cursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  groups: (list: ListName, ask: Ask, by: string) =>
    queryOptions({
      queryKey: [list, 'groups', by, ask],
      queryFn: (): Promise<{ items: Group[]; as_of: string }> =>
        unwrap(loose.GET(`/api/v1/${list}/groups`, { params: { query: { ...asked(ask), by } } })),
      placeholderData: keepPreviousData,
    }),
};

/** The same question for one group of a grouped list. */
export function withinGroup(ask: Ask, by: string, value: string | null): Ask {
  return { ...ask, filters: [...ask.filters, groupFilter(by, value)] };
}

/** Makes, changes and removes saved views. */
export function useViewChanges(list: ListName) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['views', 'list', list] });
  return {
    create: useMutation({
      mutationFn: ({ name, scope, state }: Pick<SavedView, 'name' | 'scope' | 'state'>): Promise<SavedView> =>
        unwrap(loose.POST('/api/v1/views', { body: { list, name, scope, state } })),
      onSuccess,
    }),
    change: useMutation({
      mutationFn: ({ view, ...change }: { view: SavedView } & Partial<Pick<SavedView, 'name' | 'scope' | 'state'>>): Promise<SavedView> =>
        unwrap(loose.PATCH(`/api/v1/views/${view.id}`, { body: { version: view.version, ...change } })),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (view: SavedView): Promise<void> => unwrap(loose.DELETE(`/api/v1/views/${view.id}`)),
      onSuccess,
    }),
  };
}

/** What is exported: the question, and the columns in the order in which they are shown. */
export type ExportAsk = Ask & { list: ListName; group: string | null; columns: string[] };

/** Writes a workbook. Where that takes long the answer names the job that does it. */
export function useExport() {
  return useMutation({
    mutationFn: async (ask: ExportAsk): Promise<{ job: string | null }> => {
      const { data, response } = await loose.POST('/api/v1/exports', { body: ask, parseAs: 'blob' });
      if (response.status === 202) return { job: JSON.parse(await data.text()).job_id as string };
      const url = URL.createObjectURL(data);
      saveAs(url, '导出.xlsx');
      URL.revokeObjectURL(url);
      return { job: null };
    },
  });
}
