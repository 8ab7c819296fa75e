import { queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { isMissing } from './query';

/** One import with its counts of waiting claims; also shown where its claims are recognised. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: () => unwrap(client.GET('/api/v1/imports/{id}', { params: { path: { id } } })),
    throwOnError: isMissing,
  });
