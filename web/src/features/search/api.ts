import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import type { Hit } from './model';

// eslint-disable-next-line
const loose = client as any;

/** Letters that are worth asking the server for. */
const SHORTEST = 2;

export const searchQueries = {
  records: (text: string) =>
    queryOptions({
      queryKey: ['search', 'records', text],
      enabled: text.length >= SHORTEST,
      queryFn: (): Promise<{ items: Hit[] }> =>
        unwrap(loose.GET('/api/v1/search', { params: { query: { q: text } } })),
      placeholderData: keepPreviousData,
    }),
};
