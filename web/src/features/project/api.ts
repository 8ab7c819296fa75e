import { queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { isMissing } from '@/shared/api/query';
import { type Ask, rowsQuery } from '@/shared/list/api';

export const projectQueries = {
  rows: (ask: Ask) =>
    rowsQuery('project', ask, (query) => unwrap(client.GET('/api/v1/projects', { params: { query } }))),
  one: (code: string) =>
    queryOptions({
      queryKey: ['projects', 'one', code],
      queryFn: () =>
        unwrap(client.GET('/api/v1/projects/{code}', { params: { path: { code } } })),
      throwOnError: isMissing,
    }),
};
