import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { isMissing } from '@/shared/api/query';
import type { OfferedLevel } from '@/shared/domain/figure';

export const bulletinQueries = {
  list: () =>
    infiniteQueryOptions({
      queryKey: ['bulletins', 'list'],
      initialPageParam: undefined as string | undefined,
      queryFn: ({ pageParam }) =>
        unwrap(
          client.GET('/api/v1/bulletins', {
            params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          }),
        ),
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['bulletins', 'one', id],
      queryFn: () => unwrap(client.GET('/api/v1/bulletins/{id}', { params: { path: { id } } })),
      throwOnError: isMissing,
      // An issued bulletin never changes.
      staleTime: Number.POSITIVE_INFINITY,
    }),
};

export const fileAddress = (id: string, kind: 'bulletin' | 'annex') =>
  `/api/v1/bulletins/${id}/files/${kind}`;

export function useIssueBulletin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { period: string; level: OfferedLevel }) =>
      unwrap(client.POST('/api/v1/bulletins', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['bulletins', 'list'] }),
  });
}
