import { describe, expect, it } from 'vitest';
import { columnOf } from './definition';
import { type Filter, isComplete, readFilters, sentence, writeFilters } from './filter';
import { SAMPLE } from './sample.test-data';

const say = (filter: Filter) => {
  const column = columnOf(SAMPLE, filter.column);
  return column ? sentence(filter, column, new Map([['141024', '洪洞县']])) : '';
};

describe('filters in an address', () => {
  it('come back as they were written, whatever signs are in a value', () => {
    const filters: Filter[] = [
      { column: 'name', op: 'contains', values: ['3.5*二期%2E（改）'] },
      { column: 'stage', op: 'in', values: ['signed', 'started'] },
      { column: 'signed_on', op: 'between', values: ['2026-01-01', '2026-06-30'] },
      { column: 'total_investment', op: 'empty', values: [] },
    ];
    expect(readFilters(writeFilters(filters), SAMPLE)).toEqual(filters);
  });

  it('can be read by a person', () => {
    expect(writeFilters([{ column: 'stage', op: 'in', values: ['signed', 'started'] }])).toBe('stage.in.signed.started');
  });

  it('are left out where the list does not know them, where they ask nothing, or make no sense', () => {
    const text = 'gone.in.1*stage.between.a.b*name.contains*name.contains.%E0%A4%A*stage.in.signed';
    expect(readFilters(text, SAMPLE).map(({ column }) => column)).toEqual(['name', 'stage']);
  });
});

describe('a filter', () => {
  it('asks nothing until every value is there', () => {
    expect(isComplete({ column: 'signed_on', op: 'between', values: ['2026-01-01', ''] })).toBe(false);
    expect(isComplete({ column: 'stage', op: 'in', values: [] })).toBe(false);
    expect(isComplete({ column: 'stage', op: 'empty', values: [] })).toBe(true);
  });

  it.each([
    [{ column: 'stage', op: 'in', values: ['signed', 'started'] }, '阶段：签约、开工'],
    [{ column: 'stage', op: 'not_in', values: ['signed'] }, '阶段不是 签约'],
    [{ column: 'org', op: 'in', values: ['141024', '1', '2', '3'] }, '单位：洪洞县、1、2 等 4 项'],
    [{ column: 'total_investment', op: 'gte', values: ['10000000000'] }, '总投资不小于 10,000 万元'],
    [{ column: 'total_investment', op: 'between', values: ['0', '123456'] }, '总投资 0 至 0.12 万元'],
    [{ column: 'signed_on', op: 'gte', values: ['2026-01-01'] }, '签约不早于 2026-01-01'],
    [{ column: 'signed_on', op: 'empty', values: [] }, '签约未填'],
    [{ column: 'name', op: 'contains', values: ['光伏'] }, '项目包含「光伏」'],
  ] as [Filter, string][])('%j reads 「%s」', (filter, text) => {
    expect(say(filter)).toBe(text);
  });
});
