import type { components } from '../api/schema';

type S = components['schemas'];

/** A list as the server describes it. */
export type ListDefinition = Pick<S['ListDefinition'], 'columns' | 'sort'>;
export type ListColumn = S['Column'];
export type ColumnKind = S['ColumnKind'];

/** The widths that a column may be given (pixels). */
export const MIN_WIDTH = 64;
export const MAX_WIDTH = 640;

/** What values of a kind need so that none of them is cut off: `2026年10月`, 侯马经济开发区 (pixels). */
const NEEDED: Partial<Record<ColumnKind, number>> = { org: 132, month: 108, date: 108, instant: 148 };

/** What a sign of a head takes, and what stands beside it (pixels). */
const SIGN = 14;
const BESIDE = 30;

/** The width of a column that nobody has given another: its own, but never less than its head and its values need. */
export function usualWidth(column: Pick<ListColumn, 'kind' | 'label' | 'width'>): number {
  const head = headOf(column).length * SIGN + BESIDE;
  return Math.max(column.width, head, NEEDED[column.kind] ?? 0);
}

export function serves(column: Pick<ListColumn, 'uses'>, use: S['ColumnUse']): boolean {
  return column.uses.includes(use);
}

/** The unit of a column's values. It stands in the head, never in the cells. */
export function unitOf(column: Pick<ListColumn, 'kind'>): string | null {
  return column.kind === 'money' ? '万元' : null;
}

/** The head of a column with its unit. */
export function headOf(column: Pick<ListColumn, 'kind' | 'label'>): string {
  const unit = unitOf(column);
  return unit ? `${column.label}（${unit}）` : column.label;
}

/** The same list with the column that carries the name of a record in front. */
export function withHead(definition: ListDefinition, head: string): ListDefinition {
  const first = definition.columns.filter(({ key }) => key === head);
  return { ...definition, columns: [...first, ...definition.columns.filter(({ key }) => key !== head)] };
}

export function columnOf(definition: ListDefinition, key: string): ListColumn | undefined {
  return definition.columns.find((column) => column.key === key);
}

/** Numbers stand at the right, so that their digits stand below each other. */
export function isNumber(kind: ColumnKind): boolean {
  return kind === 'money' || kind === 'count';
}
