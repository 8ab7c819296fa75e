import { describe, expect, it } from 'vitest';
import { parseBound, spansOf } from './bound';

describe('the bound of a range', () => {
  it.each([
    ['2026', '2026'],
    ['2026年', '2026'],
    ['2026-9', '2026-09'],
    ['2026年9月', '2026-09'],
    ['2026.3.5', '2026-03-05'],
    ['２０２６／３／１５', '2026-03-15'],
    ['2026年3月15日', '2026-03-15'],
    ['2026-02-30', null],
    ['2026-13', null],
    ['三月', null],
    ['', null],
  ])('「%s」 is read as %s', (typed, read) => {
    expect(parseBound('date', typed)).toBe(read);
  });

  it('is a whole number where things are counted', () => {
    expect([parseBound('count', ' 12 '), parseBound('count', '1.5')]).toEqual(['12', null]);
  });
});

it('usual ranges cross the turn of the year', () => {
  expect(Object.fromEntries(spansOf('2026-01-08').map(({ label, from, to }) => [label, `${from} ${to}`]))).toEqual({
    本月: '2026-01 2026-01',
    上月: '2025-12 2025-12',
    近三个月: '2025-11 2026-01',
    本年: '2026 2026',
    上年: '2025 2025',
  });
});
