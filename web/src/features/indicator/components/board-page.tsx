import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Segmented } from 'antd';
import dayjs from 'dayjs';
import { LEVEL, LEVELS, type OfferedLevel } from '@/shared/domain/figure';
import { formatCumulative, formatInstant } from '@/shared/format/date';
import { Field, FilterBar, Page, Panel } from '@/ui-desk/page';
import { PeriodPicker } from '@/ui-desk/period-picker';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { type BoardSearch, boardQuery, exportAddress } from '../api';
import {
  type BoardColumn,
  type FigureRef,
  BOARD_COLUMNS,
  DEFAULT_COLUMNS,
  nextSort,
  parseFigureKey,
  parseSort,
  toggleColumn,
  figureKey,
  figureName,
} from '../model';
import styles from './board-page.module.css';
import { BoardTable } from './board-table';
import { FigureDrawer } from './figure-drawer';
import { KpiStrip } from './kpi-strip';

export type BoardView = {
  period: string;
  level: OfferedLevel;
  as_of?: string | undefined;
  columns?: BoardColumn[] | undefined;
  sort?: string | undefined;
  figure?: string | undefined;
};

export function BoardPage(props: {
  view: BoardView;
  onView: (change: Partial<BoardView>, keepPlace?: boolean) => void;
}) {
  const { view, onView } = props;
  const search: BoardSearch = {
    period: view.period,
    level: view.level,
    ...(view.as_of ? { as_of: view.as_of } : {}),
  };
  const query = useQuery(boardQuery(search));
  const board = query.data;
  const chosen = view.columns ?? DEFAULT_COLUMNS;
  const figure = parseFigureKey(view.figure);
  const open = (ref: FigureRef) => onView({ figure: figureKey(ref) }, true);

  return (
    <Page
      title="统计看板"
      fill
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
        <Button icon={<DownloadOutlined aria-hidden="true" />} href={exportAddress(search)} download>
          导出表格
        </Button>
      }
    >
      <FilterBar>
        <Field label="账期">
          <PeriodPicker value={view.period} onChange={(period) => onView({ period })} />
        </Field>
        <Field label="口径">
          <Segmented<OfferedLevel>
            aria-label="口径"
            value={view.level}
            options={LEVELS.map((value) => ({ value, label: LEVEL[value] }))}
            onChange={(level) => onView({ level })}
          />
        </Field>
        <Field label="截至日期">
          <DatePicker
            aria-label="截至日期"
            placeholder="现在"
            value={view.as_of ? dayjs(view.as_of) : null}
            disabledDate={(day) => day.isAfter(dayjs(), 'day')}
            onChange={(value) => {
              const day = Array.isArray(value) ? value[0] : value;
              onView({ as_of: day ? day.format('YYYY-MM-DD') : undefined });
            }}
          />
        </Field>
        <fieldset className={styles.columns}>
          <legend>显示列</legend>
          {BOARD_COLUMNS.map(({ code, label }) => (
            <button
              key={code}
              type="button"
              aria-pressed={chosen.includes(code)}
              onClick={() => onView({ columns: toggleColumn(chosen, code) }, true)}
            >
              {label}
            </button>
          ))}
        </fieldset>
      </FilterBar>
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
          <KpiStrip board={board} onFigure={open} />
          <Panel fill flush>
            {board.lines.length === 0 ? (
              <Empty
                title="还没有可以统计的单位"
                hint="建立组织机构并导入台账、完成认定之后，各单位的数会出现在这里。"
              />
            ) : (
              <BoardTable
                board={board}
                chosen={chosen}
                sort={parseSort(view.sort)}
                active={figure && figure.org !== 'total' ? figure.org : null}
                onSort={(indicator, column) =>
                  onView({ sort: nextSort(parseSort(view.sort), indicator, column) }, true)
                }
                onFigure={open}
              />
            )}
          </Panel>
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
