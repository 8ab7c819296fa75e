import { formatCount } from '../format/count';
import { formatInstant, formatPeriod } from '../format/date';
import { UNKNOWN, formatWan } from '../format/money';
import { formatTsv } from '../format/tsv';
import { type ListColumn, headOf } from './definition';

/** What stands in a row at a JSON pointer (RFC 6901); `null` where there is nothing. */
export function valueAt(row: unknown, pointer: string): unknown {
  let value = row;
  for (const step of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value ?? null;
}

/** The text of a cell, the same on the page and when rows are copied. */
export function cellText(column: ListColumn, row: unknown): string {
  const value = valueAt(row, column.pointer);
  if (value === null || value === '') return UNKNOWN;
  if (typeof value === 'object') return (value as { name?: string }).name ?? UNKNOWN;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  switch (column.kind) {
    case 'money':
      return formatWan(text);
    case 'count':
      return formatCount(text);
    case 'month':
      return formatPeriod(text);
    case 'instant':
      return formatInstant(text);
    case 'choice':
      return column.choices.find((choice) => choice.value === text)?.label ?? text;
    default:
      return text;
  }
}

/** Rows as they are pasted into a spreadsheet: a line of heads, then tab-separated cells. */
export function rowsAsText(columns: readonly ListColumn[], rows: readonly unknown[]): string {
  return formatTsv([columns.map(headOf), ...rows.map((row) => columns.map((column) => cellText(column, row)))]);
}
