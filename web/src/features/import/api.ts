import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { importQuery } from '@/shared/api/import-summary';
import type { RowFilter } from './model';

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
  rows: (id: string, filter: RowFilter, offset: number, limit: number) =>
    queryOptions({
      queryKey: ['imports', 'rows', id, filter, offset],
      queryFn: () =>
        unwrap(
          client.GET('/api/v1/imports/{id}/rows', {
            params: { path: { id }, query: { offset, limit, filter } },
          }),
        ),
      // What was read of a file does not change.
      staleTime: Number.POSITIVE_INFINITY,
    }),
};

/** Everything that counts may have changed: the board, claims and projects are read again. */
function useChanged() {
  const queries = useQueryClient();
  return (id: string) =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['imports', 'list'] }),
      queries.invalidateQueries({ queryKey: ['imports', 'one', id] }),
      // A row says what would become of it only as long as it is to be decided.
      queries.invalidateQueries({ queryKey: ['imports', 'rows', id] }),
      ...['board', 'claims', 'projects'].map((slice) =>
        queries.invalidateQueries({ queryKey: [slice] }),
      ),
    ]);
}

export function useCreateImport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { file: File; period: string; org_code: string }) =>
      unwrap(
        client.POST('/api/v1/imports', {
          // The type knows a file only as text; the serializer below sends the file itself.
          body: { file: '', period: input.period, org_code: input.org_code },
          bodySerializer: () => {
            const form = new FormData();
            form.set('period', input.period);
            form.set('org_code', input.org_code);
            form.set('file', input.file);
            return form;
          },
        }),
      ),
    onSuccess: (created) => {
      queries.setQueryData(importQueries.one(created.id).queryKey, created);
      return queries.invalidateQueries({ queryKey: ['imports', 'list'] });
    },
  });
}

export function useCommitImport(id: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (confirm_older: boolean) =>
      unwrap(
        client.POST('/api/v1/imports/{id}/commit', {
          params: { path: { id } },
          body: { confirm_older },
        }),
      ),
    onSuccess: () => changed(id),
  });
}

export function useUndoImport(id: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (reason: string) =>
      unwrap(
        client.POST('/api/v1/imports/{id}/undo', { params: { path: { id } }, body: { reason } }),
      ),
    onSuccess: () => changed(id),
  });
}

export function useDeleteImport(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(client.DELETE('/api/v1/imports/{id}', { params: { path: { id } } })),
    onSuccess: () => {
      queries.removeQueries({ queryKey: ['imports', 'one', id] });
      return queries.invalidateQueries({ queryKey: ['imports', 'list'] });
    },
  });
}
