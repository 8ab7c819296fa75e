import { formatWan } from '../format/money';
import { formatCount } from '../format/count';
import { formatPeriod } from '../format/date';
import { type ColumnKind, type ListColumn, type ListDefinition, columnOf } from './definition';

export type Operator =
  | 'in'
  | 'not_in'
  | 'contains'
  | 'not_contains'
  | 'gte'
  | 'lte'
  | 'between'
  | 'empty'
  | 'not_empty';

/** One condition on one column. Money is in fen, dates are `YYYY-MM-DD`, periods `YYYY-MM`. */
export type Filter = { column: string; op: Operator; values: string[] };

export const OPERATOR: Record<Operator, string> = {
  in: '是',
  not_in: '不是',
  contains: '包含',
  not_contains: '不包含',
  gte: '不小于',
  lte: '不大于',
  between: '介于',
  empty: '未填',
  not_empty: '已填',
};

const TIME_OPERATOR: Partial<Record<Operator, string>> = { gte: '不早于', lte: '不晚于' };

const CHOSEN: Operator[] = ['in', 'not_in', 'empty', 'not_empty'];
const WRITTEN: Operator[] = ['contains', 'not_contains', 'empty', 'not_empty'];
const MEASURED: Operator[] = ['gte', 'lte', 'between', 'empty', 'not_empty'];

const OPERATORS: Record<ColumnKind, Operator[]> = {
  text: WRITTEN,
  code: WRITTEN,
  choice: CHOSEN,
  org: CHOSEN,
  money: MEASURED,
  count: ['gte', 'lte', 'between'],
  date: ['between', 'gte', 'lte', 'empty', 'not_empty'],
  period: ['between', 'gte', 'lte'],
  instant: ['between', 'gte', 'lte'],
  flag: ['in'],
};

/** What can be asked of a column, the most usual first. */
export function operatorsOf(column: Pick<ListColumn, 'kind'>): Operator[] {
  return OPERATORS[column.kind];
}

/** The word for an operator on a column: amounts are small or large, days are early or late. */
export function operatorLabel(kind: ColumnKind, op: Operator): string {
  const time = kind === 'date' || kind === 'period' || kind === 'instant';
  return (time ? TIME_OPERATOR[op] : undefined) ?? OPERATOR[op];
}

/** How many values an operator takes. */
export function arity(op: Operator): 0 | 1 | 2 | 'many' {
  if (op === 'empty' || op === 'not_empty') return 0;
  if (op === 'between') return 2;
  return op === 'in' || op === 'not_in' ? 'many' : 1;
}

/** Whether a filter says something that the server can be asked. */
export function isComplete(filter: Filter): boolean {
  const wanted = arity(filter.op);
  if (filter.values.some((value) => value === '')) return false;
  return wanted === 'many' ? filter.values.length > 0 : filter.values.length === wanted;
}

/** The two answers of a flag, which has no list of choices of its own. */
export const FLAG_CHOICES = [
  { value: 'true', label: '是' },
  { value: 'false', label: '否' },
] as const;

/** A single value as people read it. `orgs` are the names of organisations by code. */
export function valueText(column: ListColumn, value: string, orgs: ReadonlyMap<string, string>): string {
  if (column.kind === 'money') return formatWan(value).replace(/\.00$/, '');
  if (column.kind === 'count') return formatCount(value);
  if (column.kind === 'period') return formatPeriod(value);
  if (column.kind === 'org') return orgs.get(value) ?? value;
  const choices = column.kind === 'flag' ? FLAG_CHOICES : column.choices;
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

/** The sentence of a chip: 「阶段：签约、开工」, 「总投资不小于 10,000 万元」. */
export function sentence(filter: Filter, column: ListColumn, orgs: ReadonlyMap<string, string>): string {
  const values = filter.values.map((value) => valueText(column, value, orgs));
  const unit = column.unit ? ` ${column.unit}` : '';
  const label = operatorLabel(column.kind, filter.op);
  const wanted = arity(filter.op);
  if (wanted === 0) return `${column.label}${label}`;
  if (wanted === 2) return `${column.label} ${values[0]} 至 ${values[1]}${unit}`;
  if (wanted === 'many') {
    const shown = values.slice(0, 3).join('、');
    const rest = values.length > 3 ? ` 等 ${values.length} 项` : '';
    return filter.op === 'in' ? `${column.label}：${shown}${rest}` : `${column.label}不是 ${shown}${rest}`;
  }
  const quoted = column.kind === 'text' || column.kind === 'code' ? `「${values[0]}」` : ` ${values[0]}`;
  return `${column.label}${label}${quoted}${unit}`;
}

/** Signs that part filters and values in an address; inside a value they are escaped. */
const escape = (text: string) =>
  encodeURIComponent(text).replace(/[.*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Filters as one piece of an address: `stage.in.signed.started*total_investment.gte.100000000`. */
export function writeFilters(filters: readonly Filter[]): string {
  return filters
    .map(({ column, op, values }) => [column, op, ...values.map(escape)].join('.'))
    .join('*');
}

/**
 * Filters read from an address. What the list does not know (any more) is left out: addresses are
 * mailed and kept for years.
 */
export function readFilters(text: string, definition: ListDefinition): Filter[] {
  const filters: Filter[] = [];
  for (const part of text.split('*')) {
    const [key = '', op = '', ...values] = part.split('.');
    const column = columnOf(definition, key);
    if (!column?.filterable || !operatorsOf(column).includes(op as Operator)) continue;
    const filter: Filter = { column: key, op: op as Operator, values: values.map(unescape) };
    if (isComplete(filter)) filters.push(filter);
  }
  return filters;
}
