import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { type Ask, narrowed, rowsQuery } from '@/shared/list/api';
import type { ClaimState, NewVerdict, SelectedClaims } from './model';

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
  /** What of the chosen claims waits for a decision, and what it comes to. */
  waiting: (selection: SelectedClaims['selection']) =>
    queryOptions({
      queryKey: ['claims', 'waiting', selection],
      queryFn: () =>
        unwrap(
          client.POST('/api/v1/lists/{list}/totals', {
            params: { path: { list: 'claim' } },
            body: {
              ...selection,
              filter: [...(selection.filter ?? []), { column: 'state', test: 'one_of', values: ['pending'] }],
            },
          }),
        ),
      staleTime: 0,
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

/** Decides on chosen claims; the answer is the job that does it. */
export function useDecideSelected() {
  return useMutation({
    mutationFn: (body: SelectedClaims) => unwrap(client.POST('/api/v1/claims/verdicts', { body })),
  });
}

/** What a job of verdicts came to; read once it has ended, when all that it changed is read again. */
export function useSelectionOutcome() {
  const changed = useChanged();
  return useMutation({
    mutationFn: (job: string) =>
      unwrap(client.GET('/api/v1/jobs/{id}/verdicts', { params: { path: { id: job } } })),
    onSuccess: changed,
  });
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
