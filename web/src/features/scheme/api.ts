import { useMutation } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';

/** Scores by a scheme; nothing is stored, so nothing becomes stale. */
export function useTrial() {
  return useMutation({
    mutationFn: (body: { scheme: string; units: string; month: number | null }) =>
      unwrap(client.POST('/api/v1/schemes/trial', { body })),
  });
}
