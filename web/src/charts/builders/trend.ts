import type { ChartTheme } from '@/shared/tokens';
import { type ChartOption, axisText, baseOption, tooltip } from '../option';

export type TrendMonth = {
  /** `9月`. */
  name: string;
  now: number | null;
  before: number | null;
  /** Both figures as they are written, with unit and day. */
  tip: string;
};

/**
 * The months of a year as standing bars beside the line of the year before: what happens in single months is added
 * up, so it has a zero line and no slope of its own.
 */
export function trendOption(
  months: readonly TrendMonth[],
  names: { now: string; before: string; unit: string },
  theme: ChartTheme,
  size = 12,
): ChartOption {
  const last = months.findLastIndex((month) => month.before !== null);
  return {
    ...baseOption(theme, size),
    grid: { left: 4, right: size * 4, top: size * 2.4, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: months.map((month) => month.name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.axis } },
      axisLabel: { ...axisText(theme, size), interval: 0 },
    },
    yAxis: {
      type: 'value',
      min: 0,
      name: names.unit,
      nameTextStyle: { ...axisText(theme, size), align: 'left' },
      splitNumber: 4,
      splitLine: { lineStyle: { color: theme.split } },
      axisLabel: axisText(theme, size),
    },
    tooltip: {
      ...tooltip(theme, size),
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (hit: unknown) => {
        const first = (Array.isArray(hit) ? hit[0] : hit) as { dataIndex?: number } | undefined;
        return months[first?.dataIndex ?? -1]?.tip ?? '';
      },
    },
    series: [
      {
        type: 'bar',
        name: names.now,
        barWidth: '52%',
        cursor: 'pointer',
        itemStyle: { color: theme.accent, borderRadius: [2, 2, 0, 0] },
        data: months.map((month) => month.now ?? '-'),
      },
      {
        type: 'line',
        name: names.before,
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { color: theme.before, width: 2 },
        itemStyle: { color: theme.before },
        // Named at its end, so that no legend has to be looked up.
        data: months.map((month, index) => ({
          value: month.before ?? '-',
          label: {
            show: index === last,
            formatter: names.before,
            position: 'right',
            color: theme.text2,
            fontSize: size,
          },
        })),
      },
    ],
  };
}
