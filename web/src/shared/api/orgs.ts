import { queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';

/** The organisations in the person's scope, in the order of the papers. They change rarely. */
export const orgsQuery = () =>
  queryOptions({
    queryKey: ['orgs', 'list'],
    queryFn: () => unwrap(client.GET('/api/v1/orgs')),
    staleTime: Number.POSITIVE_INFINITY,
  });
