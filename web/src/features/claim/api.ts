import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { type Ask, narrowed, rowsQuery } from '@/shared/list/api';
import type { ClaimState, NewVerdict } from './model';

/** What waits to be decided on, or was: by state, by import, and by what the list of claims filters by. */
export type ClaimSearch = Pick<Ask, 'q' | 'filters'> & {
  state: ClaimState | 'all';
  import: string | undefined;
};

const given = ({ state, import: from, ...ask }: ClaimSearch) => ({
  ...narrowed(ask),
  ...(state === 'all' ? {} : { state }),
  ...(from ? { import: from } : {}),
});

export const claimQueries = {
  rows: (ask: Ask) =>
    rowsQuery('claim', ask, (query) => unwrap(client.GET('/api/v1/claims', { params: { query } }))),
  queue: (search: ClaimSearch) =>
    infiniteQueryOptions({
      queryKey: ['claims', 'queue', search],
      initialPageParam: undefined as string | undefined,
      queryFn: ({ pageParam }) =>
        unwrap(
          client.GET('/api/v1/claims', {
            params: {
              query: { ...given(search), limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
            },
          }),
        ),
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['claims', 'one', id],
      queryFn: () => unwrap(client.GET('/api/v1/claims/{id}', { params: { path: { id } } })),
    }),
};

function useChanged() {
  const queries = useQueryClient();
  // Not waited for: the page goes on to the next claim while the lists are read again.
  return () => {
    void Promise.all(
      ['claims', 'board', 'projects', 'imports'].map((slice) =>
        queries.invalidateQueries({
          queryKey: [slice],
          // Read rows and cells of a file stay what they are.
          predicate: (query) => query.queryKey[1] !== 'rows' || slice !== 'imports',
        }),
      ),
    );
  };
}

export function useDecide() {
  const changed = useChanged();
  return useMutation({
    mutationFn: ({ id, verdict }: { id: string; verdict: NewVerdict }) =>
      unwrap(
        client.POST('/api/v1/claims/{id}/verdicts', { params: { path: { id } }, body: verdict }),
      ),
    onSuccess: changed,
  });
}

export function useRecogniseImport() {
  const changed = useChanged();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        client.POST('/api/v1/imports/{id}/verdicts', { params: { path: { id } } }),
      ),
    onSuccess: changed,
  });
}
