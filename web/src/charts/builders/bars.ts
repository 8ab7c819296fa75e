import type { ChartTheme } from '@/shared/tokens';
import { type ChartOption, axisText, baseOption } from '../option';

export type Bar = {
  /** Stands at the axis. */
  name: string;
  /** Place on the axis, in the unit of the axis; `null` draws no bar. */
  value: number | null;
  /** The figure as it is written. */
  text: string;
  /** Where the pace stands; `null` where there is none. */
  pace: number | null;
  /** Reaches the pace or not; `null` where there is none. */
  onPace: boolean | null;
  /** Full name, unit and day, for the tooltip. */
  tip: string;
};

/** Two dashes, one above the other. */
const DASHES = 'path://M0 0h4v11h-4z M0 15h4v11h-4z';

/** The word behind the figure of a bar that does not reach its pace: colour is never the only sign. */
export const BEHIND = '慢';

/**
 * Lying bars from a zero line, in the order given, the first on top, each with its figure. Where there is a pace, a
 * dashed grey line crosses the bar at it.
 */
export function barsOption(bars: readonly Bar[], theme: ChartTheme, size = 12): ChartOption {
  return {
    ...baseOption(theme, size),
    grid: { left: 4, right: 4, top: 4, bottom: 4, containLabel: true },
    xAxis: {
      type: 'value',
      min: 0,
      axisLabel: { show: false },
      splitLine: { show: false },
    },
    yAxis: [
      {
        type: 'category',
        inverse: true,
        data: bars.map((bar) => bar.name),
        axisLine: { lineStyle: { color: theme.axis } },
        axisTick: { show: false },
        axisLabel: { ...axisText(theme, size), interval: 0, color: theme.text },
      },
      // The figures stand in a column of their own, where no line of the pace crosses them.
      {
        type: 'category',
        inverse: true,
        position: 'right',
        data: bars.map((bar) => (bar.onPace === false ? `${bar.text} ${BEHIND}` : `${bar.text}\u3000\u2005`)),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...axisText(theme, size), interval: 0, color: theme.text, align: 'right', margin: size * 6 },
      },
    ],
    series: [
      {
        type: 'bar',
        name: 'value',
        barWidth: '62%',
        cursor: 'pointer',
        data: bars.map((bar) => ({
          value: bar.value ?? '-',
          itemStyle: { color: bar.onPace === false ? theme.behind : theme.accent, borderRadius: [0, 2, 2, 0] },
        })),
        emphasis: { itemStyle: { opacity: 0.8 } },
        tooltip: { formatter: ({ dataIndex }) => bars[dataIndex]?.tip ?? '' },
      },
      {
        type: 'scatter',
        name: 'pace',
        silent: true,
        symbol: DASHES,
        symbolSize: [4, size * 1.9],
        itemStyle: { color: theme.pace, borderColor: theme.surface, borderWidth: 1 },
        data: bars.flatMap((bar, index) => (bar.pace === null ? [] : [[bar.pace, index]])),
        z: 5,
      },
    ],
  };
}
