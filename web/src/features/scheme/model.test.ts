import { describe, expect, it } from 'vitest';
import { isTable, rangeOf, sumOf, unitsFromTable } from './model';

describe('the place of a problem', () => {
  it('is found in a text with characters of two units before it', () => {
    const text = 'id = "𠮷"\nx = "甲乙"\n';
    const [start, end] = rangeOf(text, { line: 2, column: 5, length: 4 });
    expect(text.slice(start, end)).toBe('"甲乙"');
    const [first, last] = rangeOf(text, { line: 1, column: 7, length: 1 });
    expect(text.slice(first, last)).toBe('𠮷');
  });

  it('is the end of the text where the line is not there any more', () => {
    expect(rangeOf('a', { line: 3, column: 9, length: 2 })[0]).toBeGreaterThanOrEqual(1);
  });
});

describe('rows of a worksheet', () => {
  const rows = '单位\t分组\tfunds\tmarks\n甲县\t县区\t1,234.50\t90、85\n乙县\t县区\t八\t\n';

  it('become units, with lists, groups, and text left for the server to refuse', () => {
    expect(isTable(rows)).toBe(true);
    const json = unitsFromTable(rows, 9);
    expect(json).toContain('"甲县": {"group": "县区", "funds": 1234.50, "marks": [90, 85]}');
    expect(JSON.parse(json)).toEqual({
      month: 9,
      units: { 甲县: { group: '县区', funds: 1234.5, marks: [90, 85] }, 乙县: { group: '县区', funds: '八' } },
    });
  });

  it('are told from JSON', () => {
    expect(isTable('{\n\t"units": {}\n}')).toBe(false);
    expect(isTable('id = "方案"')).toBe(false);
  });
});

describe('bonuses and penalties', () => {
  const lines = (...scores: string[]) => scores.map((score) => ({ id: '', score, numbers: '', words: '' }));

  it('are summed without losing a digit', () => {
    expect(sumOf(lines('0.1', '0.2'))).toBe('0.3');
    expect(sumOf(lines('9', '-4'))).toBe('5');
    expect(sumOf(lines('-0.5', '0.25'))).toBe('\u22120.25');
    expect(sumOf(lines())).toBe('0');
  });
});
