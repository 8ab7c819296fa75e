import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorBlock, Skeleton } from '@/ui-desk/states';
import { type BoardSearch, boardQuery } from '../api';
import { type FigureRef, figureName } from '../model';
import { FigureDrawer } from './figure-drawer';
import { KpiStrip } from './kpi-strip';

/** The figures of the whole city for a period, outside the board. */
export function FigurePreview({ search }: { search: BoardSearch }) {
  const [figure, setFigure] = useState<FigureRef | null>(null);
  const query = useQuery(boardQuery(search));
  if (query.isPending) return <Skeleton rows={3} />;
  if (query.isError) return <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <KpiStrip board={query.data} onFigure={setFigure} />
      <FigureDrawer
        search={search}
        figure={figure}
        name={figureName(figure, query.data)}
        onClose={() => setFigure(null)}
      />
    </>
  );
}
