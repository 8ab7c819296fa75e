import { useMutation, useQueryClient } from '@tanstack/react-query';
import { areasQuery } from '@/shared/api/areas';
import { client, unwrap } from '@/shared/api/client';
import type { NewAreas } from './model';

/** Brings boundaries into force; whatever is drawn from those before is drawn anew. */
export function useBringInAreas(org: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewAreas) =>
      unwrap(client.PUT('/api/v1/geo/areas/{org}', { params: { path: { org } }, body })),
    onSuccess: (areas) => queries.setQueryData(areasQuery(org).queryKey, areas),
  });
}

export function useRemoveAreas(org: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(client.DELETE('/api/v1/geo/areas/{org}', { params: { path: { org } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: areasQuery(org).queryKey }),
  });
}
