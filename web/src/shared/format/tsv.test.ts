import { describe, expect, it } from 'vitest';
import { formatTsv, parseTsv } from './tsv';

describe('cells on the clipboard', () => {
  it('come as rows and cells, whatever the line ends are', () => {
    expect(parseTsv('项目名称\t总投资\r\n甲项目\t1,200\r\n')).toEqual([
      ['项目名称', '总投资'],
      ['甲项目', '1,200'],
    ]);
    expect(parseTsv('甲\r乙')).toEqual([['甲'], ['乙']]);
  });

  it('keep a line break inside a cell', () => {
    expect(parseTsv('"2026年\n3月10日"\t甲\n乙\t丙')).toEqual([
      ['2026年\n3月10日', '甲'],
      ['乙', '丙'],
    ]);
    expect(parseTsv('"写作""甲""\n的"')).toEqual([['写作"甲"\n的']]);
  });

  it('keep quotation marks that belong to the text', () => {
    expect(parseTsv('"链主"企业\t"龙头"')).toEqual([['"链主"企业', '"龙头"']]);
  });

  it('keep empty cells and empty lines in between, and nothing of an empty clipboard', () => {
    expect(parseTsv('甲\t\t丙\n\n丁')).toEqual([['甲', '', '丙'], [''], ['丁']]);
    expect(parseTsv('')).toEqual([]);
    expect(parseTsv('\n')).toEqual([]);
  });

  it('survive the way out and in again', () => {
    const rows = [
      ['甲', '第一行\n第二行', '"引号"'],
      ['', '制\t表', '1'],
    ];
    expect(parseTsv(formatTsv(rows))).toEqual(rows);
  });
});
