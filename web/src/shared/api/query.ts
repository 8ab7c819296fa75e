import { QueryClient } from '@tanstack/react-query';
import { statusOf } from './problem';

/** Lists may be this old before they are read again (milliseconds). */
const LIST_STALE = 15_000;

/**
 * For the query that a whole page stands on: what is missing or forbidden becomes the page's 404 or
 * 403 instead of an error inside it.
 */
export function isMissing(error: unknown): boolean {
  const status = statusOf(error);
  return status === 403 || status === 404;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: LIST_STALE,
        // A refusal stays a refusal; only silence and a failing server are worth asking again.
        retry: (failures, error) => {
          const status = statusOf(error);
          return failures < 2 && (status === 0 || status >= 502);
        },
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  });
}
