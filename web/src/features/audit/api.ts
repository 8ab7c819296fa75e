import { infiniteQueryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';

export const auditQuery = () =>
  infiniteQueryOptions({
    queryKey: ['audit', 'list'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      unwrap(
        client.GET('/api/v1/audit', {
          params: { query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
