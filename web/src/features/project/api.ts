import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { isMissing } from '@/shared/api/query';
import type { ProjectStatus } from './model';

export type ProjectSearch = { q?: string; org?: string; status?: ProjectStatus };

export const projectQueries = {
  list: (search: ProjectSearch) =>
    infiniteQueryOptions({
      queryKey: ['projects', 'list', search],
      initialPageParam: undefined as string | undefined,
      queryFn: ({ pageParam }) =>
        unwrap(
          client.GET('/api/v1/projects', {
            params: {
              query: {
                limit: 50,
                ...(search.q ? { q: search.q } : {}),
                ...(search.org ? { org: search.org } : {}),
                ...(search.status ? { status: search.status } : {}),
                ...(pageParam ? { cursor: pageParam } : {}),
              },
            },
          }),
        ),
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    }),
  one: (code: string) =>
    queryOptions({
      queryKey: ['projects', 'one', code],
      queryFn: () =>
        unwrap(client.GET('/api/v1/projects/{code}', { params: { path: { code } } })),
      throwOnError: isMissing,
    }),
};
