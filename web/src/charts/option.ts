import type { BarSeriesOption, LineSeriesOption, PieSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { type ChartTheme, FONT } from '@/shared/tokens';

/** What a builder gives: only what is registered in `echarts.ts`. */
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | PieSeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | TooltipComponentOption
>;

/** What all charts have: no motion, the type of the desk, and a tooltip. */
export function baseOption(theme: ChartTheme, size: number): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, fontSize: size, color: theme.text },
    tooltip: tooltip(theme, size),
  };
}

export function tooltip(theme: ChartTheme, size: number): TooltipComponentOption {
  return {
    // As a picture, not as HTML: the page's policy allows no style attributes in it.
    renderMode: 'richText',
    confine: true,
    backgroundColor: theme.surface,
    borderColor: theme.axis,
    textStyle: { fontFamily: FONT, fontSize: size, color: theme.text },
  };
}

export const axisText = (theme: ChartTheme, size: number) => ({ color: theme.text2, fontSize: size });
