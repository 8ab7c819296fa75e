import type { components } from '@/shared/api/schema';
import type { OfferedLevel } from '@/shared/domain/figure';
import { isPeriod } from '@/shared/format/date';
import { formatGrowth, formatPoints } from '@/shared/format/percent';

type S = components['schemas'];

export type Board = S['Board'];
export type BoardLine = S['BoardLine'];
export type BoardValue = S['Values'];
export type Indicator = S['Indicator'];
export type Figure = S['Figure'];
export type FigureRow = S['FigureRow'];
export type Span = S['Span'];
export type Unit = S['Unit'];

/**
 * One number of the board, as it stands in the address: `funds.141024.cumulative`; of another month than the board's
 * with that month behind it: `funds.total.month.2026-03`.
 */
export type FigureRef = { indicator: string; org: string; span: Span; period?: string };

const SPANS: readonly Span[] = ['month', 'cumulative', 'last_year_month', 'last_year_cumulative'];

export function figureKey(ref: FigureRef): string {
  return [ref.indicator, ref.org, ref.span, ref.period].filter(Boolean).join('.');
}

export function parseFigureKey(key: string | undefined): FigureRef | null {
  const [indicator, org, span, period, ...rest] = (key ?? '').split('.');
  const known = SPANS.find((item) => item === span);
  if (!indicator || !org || !known || rest.length > 0) return null;
  if (period === undefined) return { indicator, org, span: known };
  return isPeriod(period) ? { indicator, org, span: known, period } : null;
}

/** The heading of an opened number: whose it is and what it counts. */
export function figureName(ref: FigureRef | null, board: Board | undefined): string {
  if (!ref || !board) return '';
  const indicator = board.indicators.find((item) => item.code === ref.indicator);
  const line = board.lines.find((item) => item.org?.code === ref.org);
  const org = ref.org === 'total' ? '全市' : (line?.org?.name ?? ref.org);
  return `${org} · ${indicator?.name ?? ref.indicator}`;
}

/** What the board shows below its figures of the whole city. */
export type BoardShow = 'table' | 'charts' | 'map';

/** A board as its address tells it. */
export type BoardView = {
  period: string;
  level: OfferedLevel;
  as_of?: string | undefined;
  show?: BoardShow | undefined;
  columns?: BoardColumn[] | undefined;
  sort?: string | undefined;
  /** The indicator of charts and map. */
  indicator?: string | undefined;
  /** The unit that is opened beside the map. */
  unit?: string | undefined;
  figure?: string | undefined;
};

/** The columns that each indicator may show. */
export type BoardColumn = 'month' | 'cumulative' | 'last' | 'growth';
export const BOARD_COLUMNS: readonly { code: BoardColumn; label: string }[] = [
  { code: 'month', label: '当月' },
  { code: 'cumulative', label: '累计' },
  { code: 'last', label: '上年同期' },
  { code: 'growth', label: '增幅' },
];
export const DEFAULT_COLUMNS: readonly BoardColumn[] = ['month', 'cumulative', 'growth'];

/** Whether a column has a number anywhere: a rate of this year's signings has none for a single month. */
export function hasValues(board: Pick<Board, 'total' | 'lines'>, indicator: string, column: BoardColumn): boolean {
  const part = column === 'last' ? 'last_year_cumulative' : column;
  return [board.total, ...board.lines].some((line) => (line.values[indicator]?.[part] ?? null) !== null);
}

/** The chosen columns in their fixed order; at least one always stays. */
export function toggleColumn(chosen: readonly BoardColumn[], column: BoardColumn): BoardColumn[] {
  const next = chosen.includes(column)
    ? chosen.filter((item) => item !== column)
    : [...chosen, column];
  const ordered = BOARD_COLUMNS.map((item) => item.code).filter((item) => next.includes(item));
  return ordered.length > 0 ? ordered : [...chosen];
}

/** The change against last year: growth for amounts and counts, percentage points for rates. */
export function changeOf(
  indicator: Pick<Indicator, 'unit'>,
  value: BoardValue | undefined,
): { text: string; percent: string | null } {
  const change = value?.growth ?? null;
  return { text: indicator.unit === 'pct' ? formatPoints(change) : formatGrowth(change), percent: change };
}

/** What is to be known of the year before where it does not come from the record. */
export function baseReason(value: BoardValue | undefined): string | null {
  switch (value?.last_year_cumulative_base) {
    case 'published':
      return '上年同期数取自已公布的文件';
    case 'partial':
      return '只有部分单位登记了已公布的同期数，不计算增幅';
    default:
      return null;
  }
}

export type SortRef = { indicator: string; column: BoardColumn; order: 'asc' | 'desc' };

export function parseSort(text: string | undefined): SortRef | null {
  const [indicator, column, order] = (text ?? '').split('.');
  const known = BOARD_COLUMNS.find((item) => item.code === column);
  if (!indicator || !known || (order !== 'asc' && order !== 'desc')) return null;
  return { indicator, column: known.code, order };
}

/** A click on a heading: falling first, then rising, then the order of the papers again. */
export function nextSort(now: SortRef | null, indicator: string, column: BoardColumn): string | undefined {
  if (now?.indicator !== indicator || now.column !== column) return `${indicator}.${column}.desc`;
  return now.order === 'desc' ? `${indicator}.${column}.asc` : undefined;
}

/** Lines by one number; unknown ones stay at the end, equals keep the order of the papers. */
export function sortLines(
  lines: readonly BoardLine[],
  sort: SortRef | null,
  indicators: readonly Indicator[],
): BoardLine[] {
  const indicator = indicators.find((item) => item.code === sort?.indicator);
  if (!sort || !indicator) return [...lines];
  const key = (line: BoardLine): number | null => {
    const value = line.values[indicator.code];
    const text =
      sort.column === 'growth'
        ? changeOf(indicator, value).percent
        : sort.column === 'last'
          ? value?.last_year_cumulative
          : value?.[sort.column];
    // Only the order matters here, so the nearest binary fraction is good enough.
    return text === null || text === undefined ? null : Number(text);
  };
  const factor = sort.order === 'asc' ? 1 : -1;
  return lines
    .map((line, index) => ({ line, index, value: key(line) }))
    .sort((a, b) => {
      if (a.value === b.value) return a.index - b.index;
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      return (a.value - b.value) * factor;
    })
    .map(({ line }) => line);
}

/** Exact sum of decimal texts with at most one decimal (counts) or none (fen). */
export function sumOf(rows: readonly FigureRow[], part: 'count' | 'amount'): string {
  let tenths = 0n;
  for (const row of rows) {
    const text = row[part];
    if (!text) continue;
    const negative = text.startsWith('-');
    const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
    const value = BigInt(whole) * 10n + BigInt(fraction.slice(0, 1) || '0');
    tenths += negative ? -value : value;
  }
  const absolute = tenths < 0n ? -tenths : tenths;
  const decimals = absolute % 10n;
  const body = `${absolute / 10n}${decimals === 0n ? '' : `.${decimals}`}`;
  return tenths < 0n ? `-${body}` : body;
}
