import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import type { Hit } from './model';

/** Letters that are worth asking the server for. */
const SHORTEST = 2;
/** Records that are offered: more are found in the list itself. */
const OFFERED = 8;

export const searchQueries = {
  /** Projects by any part of a name, its initials, or a code; the list of projects is asked. */
  records: (text: string) =>
    queryOptions({
      queryKey: ['projects', 'search', text],
      enabled: text.length >= SHORTEST,
      queryFn: async (): Promise<Hit[]> => {
        const query = { q: text, limit: OFFERED };
        const { items } = await unwrap(client.GET('/api/v1/projects', { params: { query } }));
        return items.map(({ code, name, org, stage_label }) => ({
          kind: 'project',
          key: code,
          title: name,
          note: `${org.name} · ${stage_label}`,
        }));
      },
      placeholderData: keepPreviousData,
    }),
};
