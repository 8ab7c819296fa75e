import { queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';

/** Who is logged in. Fails with status 401 where nobody is. */
export const meQuery = () =>
  queryOptions({
    queryKey: ['session', 'me'],
    queryFn: () => unwrap(client.GET('/api/v1/session')),
    staleTime: 5 * 60_000,
    retry: false,
  });
