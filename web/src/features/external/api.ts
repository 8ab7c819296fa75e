import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { isMissing } from '@/shared/api/query';
import type { NewFigure } from './model';

export const externalQueries = {
  list: () =>
    infiniteQueryOptions({
      queryKey: ['external', 'list'],
      initialPageParam: undefined as string | undefined,
      queryFn: ({ pageParam }) =>
        unwrap(
          client.GET('/api/v1/external-papers', {
            params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          }),
        ),
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['external', 'one', id],
      queryFn: () => unwrap(client.GET('/api/v1/external-papers/{id}', { params: { path: { id } } })),
      throwOnError: isMissing,
    }),
  indicators: () =>
    queryOptions({
      queryKey: ['indicators'],
      queryFn: () => unwrap(client.GET('/api/v1/indicators')),
      staleTime: Number.POSITIVE_INFINITY,
    }),
};

export const paperAddress = (id: string) => `/api/v1/external-papers/${id}/file`;

export type PaperInput = {
  org_code: string;
  title: string;
  document_no: string;
  issuer: string;
  issued_on: string;
  file: File | null;
};

export function useRecordPaper() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: PaperInput) =>
      unwrap(
        client.POST('/api/v1/external-papers', {
          // The type knows a file only as text; the serializer below sends the file itself.
          body: { ...input, file: null },
          bodySerializer: () => {
            const form = new FormData();
            for (const [name, value] of Object.entries(input)) if (value !== null) form.set(name, value);
            return form;
          },
        }),
      ),
    onSuccess: (paper) => {
      queries.setQueryData(externalQueries.one(paper.id).queryKey, paper);
      return queries.invalidateQueries({ queryKey: ['external', 'list'] });
    },
  });
}

export function useRecordFigures(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (figures: NewFigure[]) =>
      unwrap(
        client.POST('/api/v1/external-papers/{id}/figures', {
          params: { path: { id } },
          body: { figures },
        }),
      ),
    onSuccess: (paper) => {
      queries.setQueryData(externalQueries.one(id).queryKey, paper);
      return queries.invalidateQueries({ queryKey: ['board'] });
    },
  });
}
