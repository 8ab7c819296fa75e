import type { ColumnKind } from './definition';

const FULL_WIDTH = /[０-９．－／]/g;

const two = (text: string) => text.padStart(2, '0');

/**
 * A bound of a range as people type it: a whole number, or a day, month or year with any of the
 * usual signs between. `null` where it is none.
 */
export function parseBound(kind: ColumnKind, input: string): string | null {
  const text = input
    .trim()
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  if (kind === 'count') return /^-?\d+$/.test(text) ? text : null;
  const match = /^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?$/.exec(text);
  if (!match) return null;
  const [, year = '', month, day] = match;
  if (month === undefined) return year;
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined) return `${year}-${two(month)}`;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCDate() === Number(day) ? `${year}-${two(month)}-${two(day)}` : null;
}

export type Span = { label: string; from: string; to: string };

/** Ranges that are asked for again and again, seen from one day (`YYYY-MM-DD`). */
export function spansOf(today: string): Span[] {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const of = (monthsBack: number) => {
    const count = year * 12 + month - 1 - monthsBack;
    return `${Math.floor(count / 12)}-${two(String((count % 12) + 1))}`;
  };
  return [
    { label: '本月', from: of(0), to: of(0) },
    { label: '上月', from: of(1), to: of(1) },
    { label: '近三个月', from: of(2), to: of(0) },
    { label: '本年', from: String(year), to: String(year) },
    { label: '上年', from: String(year - 1), to: String(year - 1) },
  ];
}
