import type { ChartTheme } from '@/shared/tokens';
import { type ChartOption, baseOption } from '../option';
import { barsOption } from './bars';

export type Slice = {
  name: string;
  value: number;
  /** The share as it is written. */
  text: string;
  tip: string;
  /** What is left beside those that are named. */
  rest?: boolean;
};

/** More slices than this cannot be compared by eye. */
export const MOST_SLICES = 4;

/** Parts of a whole: a ring where they are few, else bars. */
export function shareOption(slices: readonly Slice[], theme: ChartTheme, size = 12): ChartOption {
  if (slices.length > MOST_SLICES) {
    return barsOption(
      slices.map((slice) => ({ ...slice, pace: null, onPace: null })),
      theme,
      size,
    );
  }
  return {
    ...baseOption(theme, size),
    series: [
      {
        type: 'pie',
        radius: ['42%', '68%'],
        center: ['50%', '50%'],
        startAngle: 90,
        cursor: 'pointer',
        label: { color: theme.text, fontSize: size, lineHeight: size * 1.5 },
        labelLine: { length: 8, length2: 8, lineStyle: { color: theme.axis } },
        itemStyle: { borderColor: theme.surface, borderWidth: 2 },
        data: slices.map((slice, index) => ({
          name: slice.name,
          value: slice.value,
          itemStyle: { color: slice.rest ? theme.rest : theme.series[index] },
          label: { formatter: `${slice.name}\n${slice.text}` },
        })),
        tooltip: { formatter: ({ dataIndex }) => slices[dataIndex]?.tip ?? '' },
      },
    ],
  };
}
