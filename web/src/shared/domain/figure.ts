import type { components } from '../api/schema';
import { formatCount } from '../format/count';
import { UNKNOWN, formatYi } from '../format/money';
import { formatPercent } from '../format/percent';

type S = components['schemas'];

export const LEVEL: Record<S['Level'], string> = { recognised: '已认定', reported: '申报' };

export const SPAN: Record<S['Span'], string> = {
  month: '当月',
  cumulative: '累计',
  last_year_month: '上年同月',
  last_year_cumulative: '上年同期',
};

export const FIGURE_UNIT: Record<S['FigureUnit'], string> = { ge: '个', yi: '亿元', pct: '%' };

/** A figure in the unit of its indicator, without the unit (which stands in the header). */
export function formatFigure(value: string | null | undefined, unit: S['FigureUnit']): string {
  if (value === null || value === undefined) return UNKNOWN;
  if (unit === 'ge') return formatCount(value);
  if (unit === 'yi') return formatYi(value);
  return formatPercent(value).replace(/%$/, '');
}
