import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { importQuery } from '@/shared/api/import-summary';
import type { ColumnChoice, Import, NextProblem, RowView } from './model';

/** Rows asked for at once; only blocks in sight are fetched, however long the ledger is. */
export const BLOCK = 100;

/** Rows of one answer at most. */
const MOST_ROWS = 500;

/** Blocks that are out of sight are let go after this time (milliseconds). */
const BLOCK_KEPT = 60_000;

export const importQueries = {
  list: () =>
    infiniteQueryOptions({
      queryKey: ['imports', 'list'],
      initialPageParam: undefined as string | undefined,
      queryFn: ({ pageParam }) =>
        unwrap(
          client.GET('/api/v1/imports', {
            params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          }),
        ),
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    }),
  one: importQuery,
  columns: (id: string) =>
    queryOptions({
      queryKey: ['imports', 'columns', id],
      queryFn: () =>
        unwrap(client.GET('/api/v1/imports/{id}/columns', { params: { path: { id } } })),
    }),
  rows: (id: string, view: RowView, block: number) =>
    queryOptions({
      queryKey: ['imports', 'rows', id, view, block],
      queryFn: ({ signal }) =>
        unwrap(
          client.GET('/api/v1/imports/{id}/rows', {
            params: { path: { id }, query: { ...view, offset: block * BLOCK, limit: BLOCK } },
            signal,
          }),
        ),
      // Rows change by mends alone, which say so.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: BLOCK_KEPT,
    }),
  /** Rows of a rule, enough of them to see which texts they have. */
  ofRule: (id: string, rule: string) =>
    queryOptions({
      queryKey: ['imports', 'rows', id, rule, MOST_ROWS],
      queryFn: () =>
        unwrap(
          client.GET('/api/v1/imports/{id}/rows', {
            params: { path: { id }, query: { rule, offset: 0, limit: MOST_ROWS } },
          }),
        ),
    }),
  differences: (id: string) =>
    infiniteQueryOptions({
      queryKey: ['imports', 'differences', id],
      initialPageParam: 0,
      queryFn: ({ pageParam }) =>
        unwrap(
          client.GET('/api/v1/imports/{id}/differences', {
            params: { path: { id }, query: { offset: pageParam, limit: BLOCK } },
          }),
        ),
      getNextPageParam: (page, _pages, offset) =>
        offset + page.items.length < page.total ? offset + page.items.length : undefined,
      // What would become of it depends on the record, which others write to meanwhile.
      staleTime: 0,
    }),
  undo: (id: string) =>
    queryOptions({
      queryKey: ['imports', 'undo', id],
      queryFn: () => unwrap(client.GET('/api/v1/imports/{id}/undo', { params: { path: { id } } })),
      staleTime: 0,
    }),
};

/** The next or former row in which something is wrong, seen from a row; `null` where there is none. */
export function nextProblem(
  id: string,
  { view, ...from }: { view: RowView; index: number; back: boolean },
): Promise<NextProblem | null> {
  return unwrap(
    client.GET('/api/v1/imports/{id}/problems/next', { params: { path: { id }, query: { ...view, ...from } } }),
  );
}

function form(fields: Record<string, string | File>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

export type NewImport = { file: File; period: string; org_code: string; kind: 'current' | 'history' };

export function useCreateImport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, ...rest }: NewImport) =>
      unwrap(
        client.POST('/api/v1/imports', {
          // The type knows a file only as text; the serializer sends the file itself.
          body: { ...rest, file: '' },
          bodySerializer: () => form({ ...rest, file }),
        }),
      ),
    onSuccess: (created) => {
      queries.setQueryData(importQueries.one(created.id).queryKey, created);
      return queries.invalidateQueries({ queryKey: ['imports', 'list'] });
    },
  });
}

/** What is known of one import is read again; what is asked anew on its page anyway is left to it. */
export function useReread(id: string) {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['one', 'columns', 'rows'].map((part) =>
        queries.invalidateQueries({ queryKey: ['imports', part, id] }),
      ),
    );
}

/** How long to wait before looking again whether a file has been read (milliseconds). */
const PACE = 500;

export type SheetChoice = { sheet: string; choices: ColumnChoice[]; unit?: string };

export function useChooseColumns(id: string) {
  const queries = useQueryClient();
  const reread = useReread(id);
  return useMutation({
    mutationFn: async (sheets: SheetChoice[]) => {
      const params = { path: { id } };
      let latest: Import | undefined;
      for (const body of sheets) {
        // The file is read again for each sheet before the next one is told.
        while (latest?.state === 'reading') {
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          await new Promise((done) => setTimeout(done, PACE));
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          latest = await unwrap(client.GET('/api/v1/imports/{id}', { params }));
        }
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        latest = await unwrap(client.PUT('/api/v1/imports/{id}/columns', { params, body }));
      }
      return latest;
    },
    onSuccess: (latest) => {
      if (latest) queries.setQueryData(importQueries.one(id).queryKey, latest);
      return reread();
    },
  });
}

export function useReturnErrors(id: string) {
  const reread = useReread(id);
  return useMutation({
    mutationFn: (file: File) =>
      unwrap(
        client.POST('/api/v1/imports/{id}/errors', {
          params: { path: { id } },
          body: { file: '' },
          bodySerializer: () => form({ file }),
        }),
      ),
    onSuccess: () => reread(),
  });
}

/** Everything that counts may have changed: the board, claims and projects are read again. */
function useBooked(id: string) {
  const queries = useQueryClient();
  const reread = useReread(id);
  return (latest: Import) => {
    queries.setQueryData(importQueries.one(id).queryKey, latest);
    return Promise.all([
      reread(),
      ...[['imports', 'list'], ['board'], ['claims'], ['projects']].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    ]);
  };
}

export type Commit = { version: number; confirm_older: boolean; reasons: Record<string, string> };

export function useCommitImport(id: string) {
  const booked = useBooked(id);
  return useMutation({
    mutationFn: (body: Commit) =>
      unwrap(client.POST('/api/v1/imports/{id}/commit', { params: { path: { id } }, body })),
    onSuccess: booked,
  });
}

export function useUndoImport(id: string) {
  const booked = useBooked(id);
  return useMutation({
    mutationFn: (reason: string) =>
      unwrap(client.POST('/api/v1/imports/{id}/undo', { params: { path: { id } }, body: { reason } })),
    onSuccess: booked,
  });
}

export function useDeleteImport(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(client.DELETE('/api/v1/imports/{id}', { params: { path: { id } } })),
    onSuccess: () => {
      queries.removeQueries({ queryKey: ['imports', 'one', id] });
      return queries.invalidateQueries({ queryKey: ['imports', 'list'] });
    },
  });
}
