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
      { column: 'name', test: 'contains', text: '3.5*二期%2E（改）' },
      { column: 'stage', test: 'one_of', values: ['signed', 'started'] },
      { column: 'org', test: 'below', orgs: ['141024'] },
      { column: 'signed_on', test: 'between', from: '2026-01-01', to: null },
      { column: 'total_investment', test: 'between', from: null, to: '-5' },
      { column: 'total_investment', test: 'empty' },
      { column: 'name', test: 'filled' },
    ];
    expect(readFilters(writeFilters(filters), SAMPLE)).toEqual(filters);
  });

  it('can be read by a person', () => {
    expect(writeFilters([{ column: 'stage', test: 'one_of', values: ['signed', 'started'] }])).toBe(
      'stage.one_of.signed.started',
    );
  });

  it('are left out where the list does not know them, where they ask nothing, or make no sense', () => {
    const text = 'gone.empty*stage.between.a.b*stage.gone*name.contains*name.contains.%E0%A4%A*stage.one_of.signed';
    expect(readFilters(text, SAMPLE).map(({ column }) => column)).toEqual(['name', 'stage']);
    expect(readFilters('', SAMPLE)).toEqual([]);
  });
});

describe('a filter', () => {
  it('asks nothing until something is chosen', () => {
    expect(isComplete({ test: 'between', from: null, to: null })).toBe(false);
    expect(isComplete({ test: 'between', from: null, to: '2026' })).toBe(true);
    expect(isComplete({ test: 'contains', text: ' ' })).toBe(false);
    expect(isComplete({ test: 'one_of', values: [] })).toBe(false);
    expect(isComplete({ test: 'empty' })).toBe(true);
  });

  it.each([
    [{ column: 'stage', test: 'one_of', values: ['signed', 'started'] }, '阶段：签约、开工'],
    [{ column: 'org', test: 'below', orgs: ['141024', '1', '2', '3'] }, '单位：洪洞县、1、2 等 4 项'],
    [{ column: 'total_investment', test: 'between', from: '10000000000', to: null }, '总投资 ≥ 10,000 万元'],
    [{ column: 'total_investment', test: 'between', from: '0', to: '123456' }, '总投资：0 至 0.12 万元'],
    [{ column: 'signed_on', test: 'between', from: null, to: '2026-06' }, '签约 ≤ 2026-06'],
    [{ column: 'signed_on', test: 'between', from: '2026', to: '2026' }, '签约：2026'],
    [{ column: 'signed_on', test: 'empty' }, '签约未填'],
    [{ column: 'name', test: 'contains', text: '光伏' }, '项目包含「光伏」'],
  ] as [Filter, string][])('%j reads 「%s」', (filter, text) => {
    expect(say(filter)).toBe(text);
  });
});
