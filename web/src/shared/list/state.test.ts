import { describe, expect, it } from 'vitest';
import { SAMPLE } from './sample.test-data';
import {
  type ListState,
  changedParts,
  initialState,
  moveColumn,
  nextSort,
  placeColumn,
  readState,
  resizeColumn,
  writeState,
} from './state';

const BASE = initialState(SAMPLE);
const VIEW: ListState = {
  ...BASE,
  q: '光伏',
  filters: [{ column: 'stage', test: 'one_of', values: ['signed'] }],
  group: 'org',
};

describe('the address of a list', () => {
  it('says nothing while nothing differs from the view', () => {
    expect(Object.values(writeState(VIEW, VIEW)).filter((value) => value !== undefined)).toEqual([]);
    expect(readState({}, VIEW, SAMPLE)).toEqual(VIEW);
  });

  it('brings back every part of a state, also over another view', () => {
    const state: ListState = {
      q: '123',
      filters: [{ column: 'total_investment', test: 'between', from: '100', to: null }],
      sort: 'name',
      group: 'stage',
      columns: [
        { key: 'name', width: 320 },
        { key: 'remarks', width: null },
      ],
      density: 'comfortable',
    };
    for (const base of [BASE, VIEW]) expect(readState(writeState(state, base), base, SAMPLE)).toEqual(state);
  });

  it('can take away what the view has', () => {
    const cleared = { ...VIEW, q: '', filters: [], group: null };
    const search = writeState(cleared, VIEW);
    expect(search).toMatchObject({ q: '', f: '', group: '' });
    expect(readState(search, VIEW, SAMPLE)).toEqual(cleared);
  });

  it('is read without what the list does not know', () => {
    const read = readState({ cols: 'gone*name.9999*name', sort: '-remarks', group: 'name' }, BASE, SAMPLE);
    expect(read).toMatchObject({ columns: [{ key: 'name', width: 640 }], sort: '-updated_at', group: null });
    expect(readState({ cols: 'gone' }, BASE, SAMPLE).columns).toEqual(BASE.columns);
  });
});

describe('what differs from a view', () => {
  it('is told in words', () => {
    expect(changedParts(VIEW, VIEW)).toEqual([]);
    expect(changedParts({ ...VIEW, sort: 'name', density: 'comfortable' }, VIEW)).toEqual(['排序', '行高']);
    expect(changedParts({ ...VIEW, filters: [] }, VIEW)).toEqual(['筛选']);
  });
});

describe('the columns', () => {
  const keys = (columns: { key: string }[]) => columns.map(({ key }) => key).join(' ');
  const abc = ['a', 'b', 'c'].map((key) => ({ key, width: null }));

  it('move by one place and stay at the ends', () => {
    expect(keys(moveColumn(abc, 'a', 1))).toBe('b a c');
    expect(keys(moveColumn(abc, 'a', -1))).toBe('a b c');
    expect(keys(moveColumn(abc, 'c', 1))).toBe('a b c');
  });

  it('move to where they are dropped', () => {
    expect(keys(placeColumn(abc, 'a', 2))).toBe('b c a');
    expect(keys(placeColumn(abc, 'c', 0))).toBe('c a b');
    expect(keys(placeColumn(abc, 'x', 0))).toBe('a b c');
  });

  it('take no width that could not be read or taken hold of', () => {
    expect(resizeColumn(abc, 'a', 3)[0]?.width).toBe(64);
    expect(resizeColumn(abc, 'a', 200.4)[0]?.width).toBe(200);
    expect(resizeColumn(abc, 'a', null)[0]?.width).toBeNull();
  });
});

describe('a click on the head of a column', () => {
  it('sorts numbers from the largest, names from the first, and turns at the second click', () => {
    expect(nextSort('name', 'total_investment', true)).toBe('-total_investment');
    expect(nextSort('-total_investment', 'total_investment', true)).toBe('total_investment');
    expect(nextSort('-total_investment', 'name', false)).toBe('name');
  });
});
