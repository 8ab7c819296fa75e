import { MOST_SLICES, type Slice } from '@/charts/builders/share';
import type { Bar } from '@/charts/builders/bars';
import type { TrendMonth } from '@/charts/builders/trend';
import type { components } from '@/shared/api/schema';
import { FIGURE_UNIT, formatFigure } from '@/shared/domain/figure';
import { formatCumulative, formatPeriod, shiftYear } from '@/shared/format/date';
import { MINUS } from '@/shared/format/decimal';
import { formatGrowth, formatPercent, formatPoints } from '@/shared/format/percent';
import type { Indicator, Unit } from './model';

type S = components['schemas'];

export type Pace = S['Pace'];
export type PaceLine = S['PaceLine'];
export type Trend = S['Trend'];
export type TrendPoint = S['TrendPoint'];

/** Where a figure stands on an axis, in its unit. Only for drawing: what is written comes from the exact text. */
export function axisValue(value: string | null | undefined, unit: Unit): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return unit === 'yi' ? number / 1e10 : unit === 'wusd' ? number / 1e6 : number;
}

/** A figure with its unit: `35.03 亿元`, `40.1%`. */
export function figureWithUnit(value: string | null | undefined, unit: Unit): string {
  const text = formatFigure(value, unit);
  if (value === null || value === undefined) return text;
  return unit === 'pct' ? `${text}%` : `${text} ${FIGURE_UNIT[unit]}`;
}

const month = (period: string) => Number(period.slice(5));

/** What the dashed line of the bars is, or nothing where no unit has one. */
export function paceNote(pace: Pace): string | null {
  if (pace.lines.every((line) => line.pace === null)) return null;
  return `虚线为时序：各单位上年全年数的 ${month(pace.period)}/12`;
}

/** What the bars say in a sentence. */
export function paceSentence(pace: Pace): string {
  const { indicator, lines } = pace;
  const judged = lines.filter((line) => line.on_pace !== null);
  const behind = judged.filter((line) => line.on_pace === false).length;
  if (judged.length > 0) {
    const whole = judged.length === lines.length ? `${lines.length} 个单位中` : `有上年数的 ${judged.length} 个单位中`;
    return behind === 0 ? `${indicator.name}：${whole}没有慢于时序的` : `${indicator.name}：${whole} ${behind} 个慢于时序`;
  }
  const [first] = lines;
  if (!first?.org || first.value === null) return `${indicator.name}：各单位都还没有数`;
  return `${indicator.name}：${first.org.name}最高，${figureWithUnit(first.value, indicator.unit)}`;
}

export function paceBars(pace: Pace): Bar[] {
  const { unit } = pace.indicator;
  return pace.lines.map((line) => {
    const parts = [
      `${line.org?.name ?? ''} ${figureWithUnit(line.value, unit)}`,
      line.pace === null ? null : `时序 ${figureWithUnit(line.pace, unit)}`,
      line.last_year === null ? null : `上年全年 ${figureWithUnit(line.last_year, unit)}`,
    ];
    return {
      name: line.org?.short_name ?? '',
      value: axisValue(line.value, unit),
      text: formatFigure(line.value, unit),
      pace: axisValue(line.pace, unit),
      onPace: line.on_pace,
      tip: parts.filter(Boolean).join('\n'),
    };
  });
}

/** A rate has no figure of a single month: its months are told from January on. */
export function trendPart(unit: Unit): 'month' | 'cumulative' {
  return unit === 'pct' ? 'cumulative' : 'month';
}

/** Growth in words: `比上年同期增长 4.7%`. */
export function growthWords(growth: string | null, unit: Unit): string {
  if (growth === null) return '上年同期没有可比的数';
  const text = unit === 'pct' ? formatPoints(growth) : formatGrowth(growth);
  const bare = text.replace(/^[+\u2212]/, '');
  if (!/[1-9]/.test(text)) return '与上年同期持平';
  const fell = text.startsWith(MINUS);
  if (unit === 'pct') return `比上年同期${fell ? '降低' : '提高'} ${bare}`;
  return `比上年同期${fell ? '下降' : '增长'} ${bare}`;
}

/** What the months say in a sentence. */
export function trendSentence(trend: Trend): string {
  const { indicator, period } = trend;
  const now = trend.points.find((point) => point.period === period);
  const whose = trend.org?.name ?? '全市';
  const value = figureWithUnit(now?.cumulative, indicator.unit);
  return `${formatCumulative(period)}${whose}${indicator.name} ${value}，${growthWords(trend.growth, indicator.unit)}`;
}

export function trendMonths(trend: Trend): TrendMonth[] {
  const { unit } = trend.indicator;
  const part = trendPart(unit);
  return trend.points.map((point) => {
    const [now, before] = [point[part], point[`last_year_${part}`]];
    return {
      name: `${month(point.period)}月`,
      now: axisValue(now, unit),
      before: axisValue(before, unit),
      tip: [
        `${formatPeriod(point.period)} ${figureWithUnit(now, unit)}`,
        `${formatPeriod(shiftYear(point.period, -1))} ${figureWithUnit(before, unit)}`,
      ].join('\n'),
    };
  });
}

/** Units by name in the share; the others are one more part. */
const NAMED = MOST_SLICES - 1;

/** What the share says in a sentence; nothing where there is no share. */
export function shareSentence(pace: Pace): string | null {
  if (!pace.leading) return null;
  const names = pace.lines.slice(0, pace.leading.units).map((line) => line.org?.short_name);
  return `${names.join('、')}合计占${formatPercent(pace.leading.share)}`;
}

export function shareSlices(pace: Pace): Slice[] {
  const { unit } = pace.indicator;
  const slices: Slice[] = pace.lines.slice(0, NAMED).map((line) => ({
    name: line.org?.short_name ?? '',
    value: axisValue(line.value, unit) ?? 0,
    text: formatPercent(line.share),
    tip: `${line.org?.name ?? ''} ${figureWithUnit(line.value, unit)}，占 ${formatPercent(line.share)}`,
  }));
  if (pace.others) {
    const name = `其余 ${pace.others.units} 个单位`;
    slices.push({
      name,
      value: axisValue(pace.others.value, unit) ?? 0,
      text: formatPercent(pace.others.share),
      tip: `${name} ${figureWithUnit(pace.others.value, unit)}，占 ${formatPercent(pace.others.share)}`,
      rest: true,
    });
  }
  return slices;
}

/** What the map says in a sentence. */
export function mapSentence(pace: Pace): string {
  const known = pace.lines.filter((line) => line.value !== null);
  const [first, last] = [known[0], known.at(-1)];
  const { indicator } = pace;
  if (!first?.org || !last?.org || first === last) return `${formatCumulative(pace.period)}各单位${indicator.name}`;
  const told = (line: PaceLine) => `${line.org?.name}（${figureWithUnit(line.value, indicator.unit)}）`;
  return `${indicator.name}最高的是${told(first)}，最低的是${told(last)}`;
}

/** The indicator that charts begin with: money that came in, where the board has it. */
export function chartIndicator(indicators: readonly Indicator[], chosen: string | undefined): Indicator | undefined {
  const found = indicators.find((item) => item.code === chosen);
  return found ?? indicators.find((item) => item.code === 'funds') ?? indicators[0];
}
