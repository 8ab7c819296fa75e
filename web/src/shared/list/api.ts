import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { client, unwrap } from '../api/client';
import type { components } from '../api/schema';
import { fileName, saveAs } from '../save-as';
import type { ListState } from './state';
import type { Audience, SavedView } from './view';

type S = components['schemas'];

export type ListName = S['List'];
export type ColumnSum = S['ColumnSum'];
export type Group = S['Group'];
export type RowPage<Row> = { items: Row[]; total: number; sums: ColumnSum[]; next_cursor: string | null; as_of: string };

/** What a list is asked for: the part of its state that decides which rows come, and in which order. */
export type Ask = Pick<ListState, 'q' | 'filters' | 'sort'>;

/** The slice whose changes make what was read of a list old. */
const SLICE: Record<ListName, string> = { project: 'projects', claim: 'claims', enterprise: 'enterprises' };

/** Rows that come first, and with each request after that: who scrolls on wants many. */
const FIRST_PAGE = 100;
const NEXT_PAGE = 200;

/** How a list is narrowed, as its operations take it. */
export const narrowed = ({ q, filters }: Pick<Ask, 'q' | 'filters'>) => ({
  ...(q ? { q } : {}),
  ...(filters.length > 0 ? { filter: JSON.stringify(filters) } : {}),
});

export type PageQuery = { q?: string; filter?: string; sort: string; limit: number; cursor?: string };

/** The rows of a list, page by page; `read` is the operation of its slice. */
export const rowsQuery = <Row>(list: ListName, ask: Ask, read: (query: PageQuery) => Promise<RowPage<Row>>) =>
  infiniteQueryOptions({
    queryKey: [SLICE[list], 'list', ask],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read({
        ...narrowed(ask),
        sort: ask.sort,
        ...(pageParam ? { limit: NEXT_PAGE, cursor: pageParam } : { limit: FIRST_PAGE }),
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const listQueries = {
  definition: (list: ListName) =>
    queryOptions({
      queryKey: ['lists', 'definition', list],
      queryFn: () => unwrap(client.GET('/api/v1/lists/{list}', { params: { path: { list } } })),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  views: (list: ListName) =>
    queryOptions({
      queryKey: ['views', 'list', list],
      queryFn: () => unwrap(client.GET('/api/v1/views', { params: { query: { list } } })),
      staleTime: 60_000,
    }),
  groups: (list: ListName, ask: Pick<Ask, 'q' | 'filters'>, by: string) =>
    queryOptions({
      queryKey: [SLICE[list], 'groups', by, ask.q, ask.filters],
      queryFn: () =>
        unwrap(
          client.GET('/api/v1/lists/{list}/groups', {
            params: { path: { list }, query: { ...narrowed(ask), by } },
          }),
        ),
      placeholderData: keepPreviousData,
    }),
};

type NamedView = { name: string; audience: Audience };

/** Makes, changes and removes saved views, and chooses the one with which the list opens. */
export function useViewChanges(list: ListName) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['views', 'list', list] });
  return {
    create: useMutation({
      mutationFn: ({ name, audience, state }: NamedView & { state: S['ViewState'] }) =>
        unwrap(client.POST('/api/v1/views', { body: { list, name, audience, state } })),
      onSuccess,
    }),
    change: useMutation({
      mutationFn: ({ view, ...change }: { view: SavedView } & Partial<NamedView & { state: S['ViewState'] }>) =>
        unwrap(
          client.PATCH('/api/v1/views/{id}', {
            params: { path: { id: view.id } },
            body: { version: view.version, ...change },
          }),
        ),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (view: SavedView) =>
        unwrap(client.DELETE('/api/v1/views/{id}', { params: { path: { id: view.id } } })),
      onSuccess,
    }),
    open: useMutation({
      mutationFn: (view: SavedView | null) =>
        unwrap(client.PUT('/api/v1/views/default', { body: { list, view: view?.id ?? null } })),
      onSuccess,
    }),
  };
}

/** Rows that are marked, as the server is told of them. */
export type Marked = S['Selection'];

/** What is exported: the rows and columns that are shown, in their order. */
export type ExportAsk = { list: ListName; body: S['Export'] };

/** Writes a workbook. Where that takes long the answer is the job that does it. */
export function useExport() {
  return useMutation({
    mutationFn: async ({ list, body }: ExportAsk): Promise<{ job: string | null }> => {
      const call = client.POST('/api/v1/lists/{list}/exports', {
        params: { path: { list } },
        body,
        parseAs: 'blob',
      });
      const [file, { response }] = await Promise.all([unwrap<Blob>(call), call]);
      if (response.status === 202) return { job: (JSON.parse(await file.text()) as S['Job']).id };
      const url = URL.createObjectURL(file);
      saveAs(url, fileName(response.headers.get('content-disposition')) ?? '导出.xlsx');
      URL.revokeObjectURL(url);
      return { job: null };
    },
  });
}
