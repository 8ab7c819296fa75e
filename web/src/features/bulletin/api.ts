import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { isMissing } from '@/shared/api/query';
import type { Level } from './model';

export const bulletinQueries = {
  list: () =>
    queryOptions({
      queryKey: ['bulletins', 'list'],
      queryFn: () => unwrap(client.GET('/api/v1/bulletins')),
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
    mutationFn: (body: { period: string; level: Level }) =>
      unwrap(client.POST('/api/v1/bulletins', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['bulletins', 'list'] }),
  });
}
