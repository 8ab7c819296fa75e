import DesktopOutlined from '@ant-design/icons/DesktopOutlined';
import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { Suspense, lazy } from 'react';
import { formatCumulative, formatInstant } from '@/shared/format/date';
import { ButtonLink } from '@/ui-desk/button-link';
import { Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { type BoardSearch, boardQuery, exportAddress } from '../api';
import { chartIndicator } from '../chart-model';
import {
  type Board,
  type BoardShow,
  type BoardView,
  type FigureRef,
  DEFAULT_COLUMNS,
  figureKey,
  figureName,
  nextSort,
  parseFigureKey,
  parseSort,
} from '../model';
import { BoardFilters } from './board-filters';
import styles from './board-page.module.css';
import { BoardTable } from './board-table';
import { FigureDrawer } from './figure-drawer';
import { KpiStrip } from './kpi-strip';

// Who looks at the table alone fetches neither charts nor maps.
const BoardCharts = lazy(() => import('./board-charts').then((part) => ({ default: part.BoardCharts })));
const BoardMap = lazy(() => import('./board-map').then((part) => ({ default: part.BoardMap })));

const SHOWS: { value: BoardShow; label: string }[] = [
  { value: 'table', label: '表格' },
  { value: 'charts', label: '图表' },
  { value: 'map', label: '地图' },
];

type Props = { view: BoardView; onView: (change: Partial<BoardView>, keepPlace?: boolean) => void };

export function BoardPage(props: Props) {
  const { view, onView } = props;
  const show = view.show ?? 'table';
  const search: BoardSearch = {
    period: view.period,
    level: view.level,
    ...(view.as_of ? { as_of: view.as_of } : {}),
  };
  const query = useQuery(boardQuery(search));
  const board = query.data;
  const figure = parseFigureKey(view.figure);
  const indicator = chartIndicator(board?.indicators ?? [], view.indicator);

  return (
    <Page
      title="统计看板"
      fill={show === 'table'}
      note={
        <>
          <span>{formatCumulative(view.period)}</span>
          <span>{view.level === 'recognised' ? '市级已认定的数' : '各单位申报的数，含尚未认定的'}</span>
          {board ? <span>数据截至 {formatInstant(board.as_of)}</span> : null}
          {board && board.papers.length > 0 ? (
            <span>标“外”的同期数取自已公布的文件（{board.papers.length} 份）</span>
          ) : null}
        </>
      }
      actions={
        <>
          <Segmented<BoardShow>
            aria-label="表格、图表或地图"
            value={show}
            options={SHOWS}
            onChange={(next) => onView({ show: next === 'table' ? undefined : next }, true)}
          />
          <ButtonLink to="/wall/board" search={{ period: view.period, level: view.level }} icon={<DesktopOutlined aria-hidden="true" />}>
            大屏
          </ButtonLink>
          <Button icon={<DownloadOutlined aria-hidden="true" />} href={exportAddress(search)} download>
            导出表格
          </Button>
        </>
      }
    >
      <BoardFilters view={view} indicators={board?.indicators ?? []} indicator={indicator} onView={onView} />
      {query.isError ? (
        <Panel>
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        </Panel>
      ) : board ? (
        <div
          className={styles.board}
          aria-busy={query.isPlaceholderData}
          data-stale={query.isPlaceholderData || undefined}
        >
          <KpiStrip board={board} onFigure={(ref) => onView({ figure: figureKey(ref) }, true)} />
          <Body {...props} board={board} search={search} figure={figure} />
        </div>
      ) : (
        <Panel fill>
          <Skeleton rows={8} />
        </Panel>
      )}
      <FigureDrawer
        search={search}
        figure={figure}
        name={figureName(figure, board)}
        onClose={() => onView({ figure: undefined }, true)}
      />
    </Page>
  );
}

function Body(props: Props & { board: Board; search: BoardSearch; figure: FigureRef | null }) {
  const { board, search, view, onView, figure } = props;
  const indicator = chartIndicator(board.indicators, view.indicator);
  const open = (ref: FigureRef) => onView({ figure: figureKey(ref) }, true);
  if (board.lines.length === 0 || !indicator) {
    return (
      <Panel fill>
        <Empty
          title="还没有可以统计的单位"
          hint="建立组织机构并导入台账、完成认定之后，各单位的数会出现在这里。"
        />
      </Panel>
    );
  }
  const waiting = (
    <Panel fill>
      <Skeleton rows={8} />
    </Panel>
  );
  if (view.show === 'charts') {
    return (
      <Suspense fallback={waiting}>
        <BoardCharts search={search} indicator={indicator} onFigure={open} />
      </Suspense>
    );
  }
  if (view.show === 'map') {
    return (
      <Suspense fallback={waiting}>
        <BoardMap
          board={board}
          search={search}
          indicator={indicator}
          unit={view.unit}
          onUnit={(unit) => onView({ unit }, true)}
          onFigure={open}
        />
      </Suspense>
    );
  }
  return (
    <Panel fill flush>
      <BoardTable
        board={board}
        chosen={view.columns ?? DEFAULT_COLUMNS}
        sort={parseSort(view.sort)}
        active={figure && figure.org !== 'total' ? figure.org : null}
        onSort={(code, column) => onView({ sort: nextSort(parseSort(view.sort), code, column) }, true)}
        onFigure={open}
      />
    </Panel>
  );
}
