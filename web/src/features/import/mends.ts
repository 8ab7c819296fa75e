import { type QueryClient, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client, unwrap } from '@/shared/api/client';
import { codeOf } from '@/shared/api/problem';
import { importQueries, useReread } from './api';
import type { GroupMend, ImportRows, MendChange, Mended } from './model';

export type Mend =
  | { kind: 'cells'; changes: MendChange[] }
  | { kind: 'group'; group: GroupMend }
  | { kind: 'undo' }
  | { kind: 'redo' };

/** Whether somebody else has changed the import meanwhile. */
export const isChanged = (error: unknown): boolean => codeOf(error) === 'import_changed';

const keyOf = (id: string) => ['imports', 'mend', id];

/**
 * Mends what was read. One is sent after the other, each with the version that the former left, so that fast typing
 * is no conflict; a change by somebody else is one.
 */
export function useMend(id: string) {
  const queries = useQueryClient();
  const reread = useReread(id);
  return useMutation({
    mutationKey: keyOf(id),
    scope: { id: keyOf(id).join('/') },
    mutationFn: (mend: Mend) => send(id, mend, versionOf(queries, id)),
    // An answer that is on its way tells of the version before.
    onMutate: () => queries.cancelQueries({ queryKey: importQueries.one(id).queryKey }),
    onSuccess: (mended, mend) => {
      queries.setQueryData(importQueries.one(id).queryKey, (old) => (old ? { ...old, ...countsOf(mended) } : old));
      patch(queries, id, mended);
      // A row that was mended by hand stays where it is while one works on it; more than that is listed anew.
      const anew = mend.kind === 'cells' ? ['differences'] : ['rows', 'differences'];
      // The sums follow when the last mend is through.
      if (queries.isMutating({ mutationKey: keyOf(id) }) <= 1) anew.push('one');
      for (const part of anew) void queries.invalidateQueries({ queryKey: ['imports', part, id] });
    },
    onError: (error) => (isChanged(error) ? reread() : undefined),
  });
}

const versionOf = (queries: QueryClient, id: string) =>
  queries.getQueryData(importQueries.one(id).queryKey)?.version ?? 0;

function send(id: string, mend: Mend, version: number): Promise<Mended> {
  const params = { path: { id } };
  if (mend.kind === 'undo') {
    return unwrap(client.POST('/api/v1/imports/{id}/mends/undo', { params, body: { version } }));
  }
  if (mend.kind === 'redo') {
    return unwrap(client.POST('/api/v1/imports/{id}/mends/redo', { params, body: { version } }));
  }
  const body = mend.kind === 'cells' ? { version, changes: mend.changes } : { version, group: mend.group };
  return unwrap(client.POST('/api/v1/imports/{id}/mends', { params, body }));
}

/** What an import says of its mends and problems, without the rows. */
const countsOf = ({ version, tabs, groups, mended, can_undo_mend, can_redo_mend }: Mended) => ({
  version,
  tabs,
  groups,
  mended,
  can_undo_mend,
  can_redo_mend,
});

/** The rows that a mend has touched, put into the blocks that are at hand. */
function patch(queries: QueryClient, id: string, { rows, version }: Mended) {
  const touched = new Map(rows.map((row) => [row.index, row]));
  if (touched.size === 0) return;
  queries.setQueriesData<ImportRows>({ queryKey: ['imports', 'rows', id] }, (block) =>
    block?.items.some(({ index }) => touched.has(index))
      ? { ...block, version, items: block.items.map((row) => touched.get(row.index) ?? row) }
      : block,
  );
}

/** What was typed and is on its way, by row and field: it is shown at once. */
export function usePending(id: string): ReadonlyMap<string, string> {
  const waiting = useMutationState({
    filters: { mutationKey: keyOf(id), status: 'pending' },
    select: (mutation) => mutation.state.variables as Mend,
  });
  return useMemo(() => {
    const pending = new Map<string, string>();
    for (const mend of waiting) {
      if (mend.kind !== 'cells') continue;
      for (const { index, field, text } of mend.changes) pending.set(`${index}\n${field}`, text);
    }
    return pending;
  }, [waiting]);
}
