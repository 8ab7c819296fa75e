import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { barsOption } from '@/charts/builders/bars';
import { shareOption } from '@/charts/builders/share';
import { trendOption } from '@/charts/builders/trend';
import { Chart } from '@/charts/chart';
import { FIGURE_UNIT, formatFigure } from '@/shared/domain/figure';
import { formatInstant, formatPeriod, shiftYear } from '@/shared/format/date';
import { formatPercent } from '@/shared/format/percent';
import { chartTheme } from '@/shared/tokens';
import { Panel } from '@/ui-desk/page';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { ErrorBlock, Skeleton } from '@/ui-desk/states';
import { type BoardSearch, paceQuery, trendQuery } from '../api';
import {
  type Pace,
  type PaceLine,
  type Trend,
  type TrendPoint,
  paceBars,
  paceNote,
  paceSentence,
  shareSentence,
  shareSlices,
  trendMonths,
  trendPart,
  trendSentence,
} from '../chart-model';
import type { FigureRef, Indicator } from '../model';
import { ChartCard, FigureButton } from './chart-card';
import styles from './charts.module.css';

/** Height of a bar with its name, and of the charts beside the bars, in pixels. */
const BAR = 26;
const BESIDE = 236;

type Open = (ref: FigureRef) => void;

/** One indicator in charts: over the units, through the months, and as parts of the whole. */
export function BoardCharts(props: { search: BoardSearch; indicator: Indicator; onFigure: Open }) {
  const { search, indicator, onFigure } = props;
  const pace = useQuery(paceQuery(search, indicator.code));
  const trend = useQuery(trendQuery(search, indicator.code, 'total'));
  return (
    <div className={styles.charts}>
      <Part query={pace} rows={8}>
        {(data) => <Bars pace={data} onFigure={onFigure} />}
      </Part>
      <div className={styles.column}>
        <Part query={trend} rows={6}>
          {(data) => <Months trend={data} onFigure={onFigure} />}
        </Part>
        <Part query={pace} rows={6}>
          {(data) => <Shares pace={data} onFigure={onFigure} />}
        </Part>
      </div>
    </div>
  );
}

type Query<T> = { data: T | undefined; isError: boolean; error: unknown; refetch: () => unknown };

function Part<T>(props: { query: Query<T>; rows: number; children: (data: T) => React.ReactNode }) {
  const { query } = props;
  if (query.data) return props.children(query.data);
  return (
    <Panel>
      {query.isError ? <ErrorBlock error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={props.rows} />}
    </Panel>
  );
}

const asOf = (data: { as_of: string }) => `\n数据截至 ${formatInstant(data.as_of)}`;

function Bars({ pace, onFigure }: { pace: Pace; onFigure: Open }) {
  const { indicator } = pace;
  const title = paceSentence(pace);
  const note = [`${formatUnit(indicator)}，按数从高到低`, paceNote(pace)].filter(Boolean).join('；');
  const option = useMemo(
    () => barsOption(paceBars(pace).map((bar) => ({ ...bar, tip: bar.tip + asOf(pace) })), chartTheme.light, 13),
    [pace],
  );
  const open = (line: PaceLine | undefined) => {
    if (line?.org) onFigure({ indicator: indicator.code, org: line.org.code, span: 'cumulative' });
  };
  return (
    <ChartCard
      title={title}
      note={note}
      chart={
        <Chart
          option={option}
          label={title}
          height={pace.lines.length * BAR + 8}
          onPick={(series, index) => {
            if (series === 'value') open(pace.lines[index]);
          }}
        />
      }
      table={<DataTable label={title} columns={paceColumns(indicator, open)} rows={pace.lines} rowKey={(line) => line.org?.code ?? ''} dense />}
    />
  );
}

const formatUnit = (indicator: Pick<Indicator, 'unit'>) => `单位：${FIGURE_UNIT[indicator.unit]}`;

function paceColumns(indicator: Indicator, open: (line: PaceLine) => void): Column<PaceLine>[] {
  const figure = (value: string | null) => formatFigure(value, indicator.unit);
  const columns: Column<PaceLine>[] = [
    { key: 'org', title: '单位', head: true, render: (line) => line.org?.name },
    {
      key: 'value',
      title: `累计（${FIGURE_UNIT[indicator.unit]}）`,
      align: 'right',
      render: (line) => (
        <FigureButton
          text={figure(line.value)}
          known={line.value !== null}
          label={`${line.org?.name}${indicator.name}累计`}
          onOpen={() => open(line)}
        />
      ),
    },
    { key: 'year', title: '上年全年', align: 'right', render: (line) => figure(line.last_year) },
  ];
  if (indicator.unit === 'pct') return columns;
  return [
    ...columns,
    { key: 'pace', title: '时序', align: 'right', render: (line) => figure(line.pace) },
    {
      key: 'on',
      title: '对时序',
      align: 'center',
      render: (line) => (line.on_pace === null ? '—' : line.on_pace ? '达到' : '慢'),
    },
    { key: 'share', title: '占比', align: 'right', render: (line) => formatPercent(line.share) },
  ];
}

function Months({ trend, onFigure }: { trend: Trend; onFigure: Open }) {
  const { indicator } = trend;
  const title = trendSentence(trend);
  const part = trendPart(indicator.unit);
  const year = trend.period.slice(0, 4);
  const before = shiftYear(trend.period, -1).slice(0, 4);
  const option = useMemo(
    () =>
      trendOption(
        trendMonths(trend).map((month) => ({ ...month, tip: month.tip + asOf(trend) })),
        { now: `${year}年`, before: `${before}年`, unit: FIGURE_UNIT[indicator.unit] },
        chartTheme.light,
      ),
    [trend, year, before, indicator.unit],
  );
  const open = (point: TrendPoint | undefined, isBefore: boolean) => {
    if (!point) return;
    const span = isBefore ? (`last_year_${part}` as const) : part;
    onFigure({ indicator: indicator.code, org: trend.org?.code ?? 'total', span, period: point.period });
  };
  const cell = (point: TrendPoint, isBefore: boolean) => {
    const value = isBefore ? point[`last_year_${part}`] : point[part];
    const period = isBefore ? shiftYear(point.period, -1) : point.period;
    return (
      <FigureButton
        text={formatFigure(value, indicator.unit)}
        known={value !== null}
        label={`${formatPeriod(period)}${indicator.name}`}
        onOpen={() => open(point, isBefore)}
      />
    );
  };
  return (
    <ChartCard
      title={title}
      note={part === 'month' ? `柱为${year}年各月，线为${before}年同月` : `柱为${year}年 1 月起累计，线为${before}年同期`}
      chart={
        <Chart
          option={option}
          label={title}
          height={BESIDE}
          onPick={(series, index) => open(trend.points[index], series === `${before}年`)}
        />
      }
      table={
        <DataTable<TrendPoint>
          label={title}
          columns={[
            { key: 'month', title: '月份', head: true, render: (point) => `${Number(point.period.slice(5))}月` },
            { key: 'now', title: `${year}年（${FIGURE_UNIT[indicator.unit]}）`, align: 'right', render: (point) => cell(point, false) },
            { key: 'before', title: `${before}年`, align: 'right', render: (point) => cell(point, true) },
          ]}
          rows={trend.points}
          rowKey={(point) => point.period}
          dense
        />
      }
    />
  );
}

function Shares({ pace, onFigure }: { pace: Pace; onFigure: Open }) {
  const title = shareSentence(pace);
  const slices = useMemo(() => shareSlices(pace), [pace]);
  const option = useMemo(
    () => shareOption(slices.map((slice) => ({ ...slice, tip: slice.tip + asOf(pace) })), chartTheme.light, 13),
    [slices, pace],
  );
  if (title === null) return null;
  const open = (index: number) => {
    const org = slices[index]?.rest ? undefined : pace.lines[index]?.org;
    if (org) onFigure({ indicator: pace.indicator.code, org: org.code, span: 'cumulative' });
  };
  return (
    <ChartCard
      title={`${pace.indicator.name}：${title}`}
      chart={<Chart option={option} label={title} height={BESIDE - 36} onPick={(_, index) => open(index)} />}
      table={
        <DataTable
          label={title}
          columns={[
            { key: 'name', title: '单位', head: true, render: (slice) => slice.name },
            {
              key: 'share',
              title: '占比',
              align: 'right',
              render: (slice, index) => (
                <FigureButton text={slice.text} known={!slice.rest} label={`${slice.name}${pace.indicator.name}占比`} onOpen={() => open(index)} />
              ),
            },
          ]}
          rows={slices}
          rowKey={(slice) => slice.name}
          dense
        />
      }
    />
  );
}
