import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import type { Hit } from './model';

/** Letters that are worth asking the server for. */
const SHORTEST = 2;

export const searchQueries = {
  /** Records by any part of a name, its initials, or a code. */
  records: (text: string) =>
    queryOptions({
      queryKey: ['search', 'records', text],
      enabled: text.length >= SHORTEST,
      queryFn: async (): Promise<Hit[]> => {
        const { projects } = await unwrap(client.GET('/api/v1/search', { params: { query: { q: text } } }));
        return projects.map((hit) => ({ kind: 'project', ...hit }));
      },
      placeholderData: keepPreviousData,
    }),
};
