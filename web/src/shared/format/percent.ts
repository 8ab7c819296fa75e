import { MINUS, group, scaleDecimal } from './decimal';
import { UNKNOWN } from './money';

/** A ratio that travels in percent (`"71.46"`), with one decimal: `71.5%`. */
export function formatPercent(percent: string | null | undefined): string {
  const text = rounded(percent);
  return text === null ? UNKNOWN : `${group(text)}%`;
}

/** Growth with its sign: `+12.3%`, `−4.0%`, `0.0%`. */
export function formatGrowth(percent: string | null | undefined): string {
  const text = rounded(percent);
  return text === null ? UNKNOWN : `${signed(text)}%`;
}

/** Percentage points with their sign and unit. */
export function formatPoints(points: string | null): string {
  const text = rounded(points);
  return text === null ? UNKNOWN : `${signed(text)} 个百分点`;
}

/** The sign of a decimal text after rounding to one decimal. */
export function direction(percent: string | null | undefined): 'up' | 'down' | 'flat' | null {
  const text = rounded(percent);
  if (text === null) return null;
  if (text.startsWith('-')) return 'down';
  return /[1-9]/.test(text) ? 'up' : 'flat';
}

function rounded(percent: string | null | undefined): string | null {
  return percent === null || percent === undefined ? null : scaleDecimal(percent, 0, 1);
}

function signed(text: string): string {
  if (text.startsWith('-')) return MINUS + group(text.slice(1));
  return /[1-9]/.test(text) ? `+${group(text)}` : group(text);
}
