import type { components } from '../api/schema';
import { formatCount } from '../format/count';
import { UNKNOWN, formatWan, formatYi } from '../format/money';
import { formatPercent } from '../format/percent';

type S = components['schemas'];

/** The levels that a person may choose between; the county's and the statistics bureau's have no source yet. */
export const LEVELS = ['recognised', 'reported'] as const satisfies readonly S['Level'][];
export type OfferedLevel = (typeof LEVELS)[number];

export const LEVEL: Record<OfferedLevel, string> = { recognised: '认定', reported: '申报' };

export const FIGURE_UNIT: Record<S['Unit'], string> = {
  ge: '个',
  yi: '亿元',
  wusd: '万美元',
  pct: '%',
};

/** A figure in the unit of its indicator, without the unit (which stands in the header). */
export function formatFigure(value: string | null | undefined, unit: S['Unit']): string {
  if (value === null || value === undefined) return UNKNOWN;
  if (unit === 'ge') return formatCount(value);
  if (unit === 'yi') return formatYi(value);
  if (unit === 'wusd') return formatWan(value);
  return formatPercent(value).replace(/%$/, '');
}
