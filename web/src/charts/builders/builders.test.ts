import { describe, expect, it } from 'vitest';
import { chartTheme } from '@/shared/tokens';
import type { ChartOption } from '../option';
import { type Bar, BEHIND, barsOption } from './bars';
import { shareOption } from './share';
import { trendOption } from './trend';

const theme = chartTheme.light;
const bar = (name: string, value: number | null, pace: number | null): Bar => ({
  name,
  value,
  text: String(value),
  pace,
  onPace: value === null || pace === null ? null : value >= pace,
  tip: `${name}全名`,
});

/** The series of an option, whose type in the library leaves open whether they are a list. */
function series(option: ChartOption) {
  return [option.series ?? []].flat() as { type: string; data: { value: unknown; label?: { formatter?: string }; itemStyle?: { color: string } }[] }[];
}

describe('bars of units', () => {
  const option = barsOption([bar('甲', 3, 2), bar('乙', 1, 2), bar('丙', 1, null)], theme);
  it('start at zero, the first on top', () => {
    expect(option.xAxis).toMatchObject({ min: 0 });
    expect(option.yAxis).toMatchObject([{ inverse: true, data: ['甲', '乙', '丙'] }, { inverse: true }]);
  });

  it('say in words which ones are behind their pace, not by colour alone', () => {
    const [bars] = series(option);
    const figures = (option.yAxis as { data: string[] }[])[1]?.data.map((text) => text.trim());
    expect(figures).toEqual(['3', `1 ${BEHIND}`, '1']);
    expect(bars?.data.map((item) => item.itemStyle?.color)).toEqual([theme.accent, theme.behind, theme.accent]);
  });

  it('have a pace line only where there is something to draw it from', () => {
    expect(series(option)[1]?.data).toEqual([
      [2, 0],
      [2, 1],
    ]);
  });

  it('leave an unknown figure without a bar instead of drawing nothing as zero', () => {
    const [bars] = series(barsOption([bar('甲', null, null)], theme));
    expect(bars?.data[0]?.value).toBe('-');
  });
});

describe('the months of a year', () => {
  const months = [
    { name: '1月', now: 2, before: 1, tip: '一月' },
    { name: '2月', now: null, before: 3, tip: '二月' },
  ];
  const option = trendOption(months, { now: '2026年', before: '2025年', unit: '亿元' }, theme);
  it('are bars from zero beside the line of the year before, which is named where it ends', () => {
    const [now, before] = series(option);
    expect([now?.type, before?.type]).toEqual(['bar', 'line']);
    expect(now?.data).toEqual([2, '-']);
    expect(before?.data.map((item) => item.label)).toMatchObject([{ show: false }, { show: true, formatter: '2025年' }]);
    expect(option.yAxis).toMatchObject({ min: 0, name: '亿元' });
  });
});

describe('parts of a whole', () => {
  const slices = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `${index}`, value: 1, text: '1%', tip: '' }));
  it('are a ring of at most four, and bars from five on', () => {
    expect(series(shareOption(slices(4), theme))[0]?.type).toBe('pie');
    expect(series(shareOption(slices(5), theme))[0]?.type).toBe('bar');
  });
});
