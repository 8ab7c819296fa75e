import { queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { isMissing } from '@/shared/api/query';
import { type Ask, rowsQuery } from '@/shared/list/api';

export const enterpriseQueries = {
  rows: (ask: Ask) =>
    rowsQuery('enterprise', ask, (query) => unwrap(client.GET('/api/v1/enterprises', { params: { query } }))),
  one: (code: string) =>
    queryOptions({
      queryKey: ['enterprises', 'one', code],
      queryFn: () =>
        unwrap(client.GET('/api/v1/enterprises/{code}', { params: { path: { code } } })),
      throwOnError: isMissing,
    }),
  timeline: (code: string) =>
    queryOptions({
      queryKey: ['enterprises', 'timeline', code],
      queryFn: () =>
        unwrap(client.GET('/api/v1/enterprises/{code}/timeline', { params: { path: { code } } })),
    }),
};
