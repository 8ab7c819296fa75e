import type { components } from '../api/schema';
import { formatCount } from '../format/count';
import { formatPeriod } from '../format/date';
import { formatWan } from '../format/money';
import { type ColumnKind, type ListColumn, type ListDefinition, columnOf, serves, unitOf } from './definition';

type S = components['schemas'];

/** What values have to meet. Bounds are included: fen, whole numbers, `2026-03-15`, `2026-03`, `2026`. */
export type Test = S['Test'];

/** One condition on one column. All conditions of a list must hold. */
export type Filter = S['Condition'];

export type TestName = Test['test'];

const TESTS: Record<ColumnKind, TestName[]> = {
  text: ['contains', 'empty', 'filled'],
  choice: ['one_of', 'empty', 'filled'],
  org: ['below', 'one_of', 'empty', 'filled'],
  money: ['between', 'empty', 'filled'],
  count: ['between', 'empty', 'filled'],
  date: ['between', 'empty', 'filled'],
  month: ['between', 'empty', 'filled'],
  instant: ['between', 'empty', 'filled'],
};

const TEST: Record<TestName, string> = {
  contains: '包含',
  one_of: '是',
  below: '是（含下级）',
  between: '在范围内',
  empty: '未填',
  filled: '已填',
};

/** What can be asked of a column, the most usual first, each with its word. */
export function testsOf(kind: ColumnKind): { value: TestName; label: string }[] {
  return TESTS[kind].map((value) => ({ value, label: TEST[value] }));
}

/** A condition that asks nothing yet. */
export function emptyTest(test: TestName): Test {
  switch (test) {
    case 'contains':
      return { test, text: '' };
    case 'one_of':
      return { test, values: [] };
    case 'below':
      return { test, orgs: [] };
    case 'between':
      return { test, from: null, to: null };
    default:
      return { test };
  }
}

/** Whether a condition asks something at all. */
export function isComplete(test: Test): boolean {
  switch (test.test) {
    case 'contains':
      return test.text.trim() !== '';
    case 'one_of':
      return test.values.length > 0;
    case 'below':
      return test.orgs.length > 0;
    case 'between':
      return Boolean(test.from ?? test.to);
    default:
      return true;
  }
}

/** Whether a list can be asked this: the column is there, takes such a condition, and the condition asks something. */
export function isSound(filter: Filter, definition: ListDefinition): boolean {
  const column = columnOf(definition, filter.column);
  if (!column || !serves(column, 'filter') || !isComplete(filter)) return false;
  // Whole texts are asked for by opening a group, not in the editor.
  const { test } = filter;
  return TESTS[column.kind].includes(test) || (column.kind === 'text' && test === 'one_of');
}

export type Names = ReadonlyMap<string, string>;

/** A single value as people read it. `orgs` are the names of organisations by code. */
export function valueText(column: ListColumn, value: string, orgs: Names): string {
  switch (column.kind) {
    case 'money':
      return formatWan(value).replace(/\.00$/, '');
    case 'count':
      return formatCount(value);
    case 'month':
      return formatPeriod(value);
    case 'org':
      return orgs.get(value) ?? value;
    default:
      return column.choices.find((choice) => choice.value === value)?.label ?? value;
  }
}

const SHOWN_VALUES = 3;

/** The sentence of a chip: 「阶段：签约、开工」, 「总投资 ≥ 10,000 万元」. */
export function sentence(filter: Filter, column: ListColumn, orgs: Names): string {
  const text = (value: string) => valueText(column, value, orgs);
  const { label } = column;
  const unit = unitOf(column) ? ` ${unitOf(column)}` : '';
  switch (filter.test) {
    case 'contains':
      return `${label}包含「${filter.text}」`;
    case 'one_of':
    case 'below': {
      const values = filter.test === 'below' ? filter.orgs : filter.values;
      const shown = values.slice(0, SHOWN_VALUES).map(text).join('、');
      return `${label}：${shown}${values.length > SHOWN_VALUES ? ` 等 ${values.length} 项` : ''}`;
    }
    case 'between': {
      const { from, to } = filter;
      if (from && to) return from === to ? `${label}：${text(from)}${unit}` : `${label}：${text(from)} 至 ${text(to)}${unit}`;
      return from ? `${label} ≥ ${text(from)}${unit}` : `${label} ≤ ${text(to ?? '')}${unit}`;
    }
    default:
      return `${label}${TEST[filter.test]}`;
  }
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

function valuesOf(test: Test): string[] {
  switch (test.test) {
    case 'contains':
      return [test.text];
    case 'one_of':
      return test.values;
    case 'below':
      return test.orgs;
    case 'between':
      return [test.from ?? '', test.to ?? ''];
    default:
      return [];
  }
}

function testOf(name: string, values: string[]): Test | null {
  switch (name) {
    case 'contains':
      return { test: name, text: values[0] ?? '' };
    case 'one_of':
      return { test: name, values };
    case 'below':
      return { test: name, orgs: values };
    case 'between':
      return { test: name, from: values[0] || null, to: values[1] || null };
    case 'empty':
    case 'filled':
      return { test: name };
    default:
      return null;
  }
}

/** Filters as one piece of an address: `stage.one_of.signed.started*total_investment.between.100000000.` */
export function writeFilters(filters: readonly Filter[]): string {
  return filters
    .map((filter) => [filter.column, filter.test, ...valuesOf(filter).map(escape)].join('.'))
    .join('*');
}

/**
 * Filters read from an address. What the list does not know (any more) is left out: addresses are
 * mailed and kept for years.
 */
export function readFilters(text: string, definition: ListDefinition): Filter[] {
  return text.split('*').flatMap((part) => {
    const [column = '', name = '', ...values] = part.split('.');
    const test = testOf(name, values.map(unescape));
    const filter = test ? { column, ...test } : null;
    return filter && isSound(filter, definition) ? [filter] : [];
  });
}
