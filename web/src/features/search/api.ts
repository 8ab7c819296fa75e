import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { HIT_KINDS, type Hit } from './model';

/** Letters that are worth asking the server for. */
const SHORTEST = 2;

export const searchQueries = {
  /** Records by any part of a name, its initials, or a code. */
  records: (text: string) =>
    queryOptions({
      queryKey: ['search', 'records', text],
      enabled: text.length >= SHORTEST,
      queryFn: async (): Promise<Hit[]> => {
        const found = await unwrap(client.GET('/api/v1/search', { params: { query: { q: text } } }));
        return HIT_KINDS.flatMap(({ kind, found: of }) => found[of].map((hit) => ({ kind, ...hit })));
      },
      placeholderData: keepPreviousData,
    }),
};
