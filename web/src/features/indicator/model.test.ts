import { describe, expect, it } from 'vitest';
import {
  type BoardLine,
  type BoardValue,
  type FigureRow,
  type Indicator,
  changeOf,
  figureKey,
  hasValues,
  nextSort,
  parseFigureKey,
  parseSort,
  sortLines,
  sumOf,
  toggleColumn,
} from './model';

const value = (cumulative: string | null, growth: string | null = null): BoardValue => ({
  month: null,
  cumulative,
  last_year_month: null,
  last_year_cumulative: null,
  last_year_month_base: 'record',
  last_year_cumulative_base: 'record',
  growth,
});
const line = (code: string, funds: BoardValue): BoardLine => ({
  org: { code, name: code, short_name: code, kind: 'county' },
  values: { funds },
});
const funds: Indicator = {
  code: 'funds',
  name: '到位资金',
  unit: 'yi',
  short_name: '资金',
  definition: '',
};

describe('a number of the board', () => {
  it('is found again by its address, and a broken address opens nothing', () => {
    const ref = { indicator: 'funds', org: '141024', span: 'cumulative' } as const;
    expect(parseFigureKey(figureKey(ref))).toEqual(ref);
    const march = { ...ref, span: 'month', period: '2026-03' } as const;
    expect(parseFigureKey(figureKey(march))).toEqual(march);
    expect(parseFigureKey('funds.141024.month.2026-13')).toBeNull();
    expect(parseFigureKey('funds.141024')).toBeNull();
    expect(parseFigureKey('funds.141024.week')).toBeNull();
    expect(parseFigureKey(undefined)).toBeNull();
  });

  it('equals the exact sum of its rows, with corrections taken off', () => {
    const rows = [
      { count: '1', amount: '900719925474099312345' },
      { count: '0.5', amount: '-5' },
      { count: '-1', amount: null },
    ] as FigureRow[];
    expect(sumOf(rows, 'amount')).toBe('900719925474099312340');
    expect(sumOf(rows, 'count')).toBe('0.5');
    expect(sumOf([], 'count')).toBe('0');
  });
});

describe('the change against last year', () => {
  it('is growth for amounts and percentage points for rates', () => {
    expect(changeOf(funds, value('1', '12.34')).text).toBe('+12.3%');
    const rate = value('62.5', '2.50');
    expect(changeOf({ unit: 'pct' }, rate).text).toBe('+2.5 个百分点');
  });

  it('is a dash where there was nothing last year', () => {
    expect(changeOf(funds, value('1')).text).toBe('—');
    expect(changeOf(funds, undefined).text).toBe('—');
  });
});

describe('the order of the lines', () => {
  const lines = [line('a', value('5')), line('b', value(null)), line('c', value('30'))];
  it('follows the chosen number and leaves unknown ones at the end', () => {
    const order = (sort: string) =>
      sortLines(lines, parseSort(sort), [funds]).map((item) => item.org?.code);
    expect(order('funds.cumulative.desc')).toEqual(['c', 'a', 'b']);
    expect(order('funds.cumulative.asc')).toEqual(['a', 'c', 'b']);
    expect(order('nothing.cumulative.asc')).toEqual(['a', 'b', 'c']);
  });

  it('goes from falling to rising to the order of the papers', () => {
    const first = nextSort(null, 'funds', 'month');
    const second = nextSort(parseSort(first), 'funds', 'month');
    expect([first, second, nextSort(parseSort(second), 'funds', 'month')]).toEqual([
      'funds.month.desc',
      'funds.month.asc',
      undefined,
    ]);
  });
});

describe('the columns', () => {
  it('are left out where no unit has a number, as the month of a rate', () => {
    const board = { total: line('total', value(null)), lines: [line('a', value('5')), line('b', value(null))] };
    expect(hasValues(board, 'funds', 'cumulative')).toBe(true);
    expect(hasValues(board, 'funds', 'month')).toBe(false);
    expect(hasValues(board, 'funds', 'growth')).toBe(false);
  });

  it('keep their order and never vanish altogether', () => {
    expect(toggleColumn(['growth'], 'month')).toEqual(['month', 'growth']);
    expect(toggleColumn(['month'], 'month')).toEqual(['month']);
  });
});
