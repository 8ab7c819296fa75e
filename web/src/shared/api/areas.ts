import { queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';

/** The boundaries of an organisation's areas. They change when an administrator brings others in, see `useBringInAreas`. */
export const areasQuery = (org: string) =>
  queryOptions({
    queryKey: ['geo', 'areas', org],
    queryFn: () => unwrap(client.GET('/api/v1/geo/areas/{org}', { params: { path: { org } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
