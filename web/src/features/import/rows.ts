import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Area } from '@/ui-desk/edit-grid/cursor';
import { BLOCK, importQueries } from './api';
import type { RowView, ImportRow } from './model';

/** Rows are fetched when the grid has stood still for so long (milliseconds): a quick pull passes by many. */
const STILL = 60;

/** The rows of an import as a window moves over them: only what is in sight is fetched. */
export function useRows(id: string, view: RowView) {
  const queries = useQueryClient();
  const [blocks, setBlocks] = useState({ from: 0, to: 0 });
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const first = useQuery(importQueries.rows(id, view, 0));
  const inSight = useQueries({
    queries: Array.from({ length: blocks.to - blocks.from + 1 }, (_, index) =>
      importQueries.rows(id, view, blocks.from + index),
    ),
  });

  const onRange = useCallback((top: number, bottom: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const from = Math.floor(top / BLOCK);
      const to = Math.floor(bottom / BLOCK);
      setBlocks((old) => (old.from === from && old.to === to ? old : { from, to }));
    }, STILL);
  }, []);

  const rowAt = (position: number): ImportRow | undefined => {
    const block = Math.floor(position / BLOCK);
    const data = block === 0 ? first.data : inSight[block - blocks.from]?.data;
    return data?.items[position - block * BLOCK];
  };

  /** The rows of an area, also those that are not in sight. */
  const read = async ({ top, bottom }: Pick<Area, 'top' | 'bottom'>): Promise<(ImportRow | undefined)[]> => {
    const from = Math.floor(top / BLOCK);
    const to = Math.floor(bottom / BLOCK);
    const pages = await Promise.all(
      Array.from({ length: to - from + 1 }, (_, index) =>
        queries.fetchQuery(importQueries.rows(id, view, from + index)),
      ),
    );
    const rows = pages.flatMap((page) => page.items);
    return rows.slice(top - from * BLOCK, bottom - from * BLOCK + 1);
  };

  return { first, total: first.data?.total ?? 0, rowAt, onRange, read };
}
