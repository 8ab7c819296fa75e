import { describe, expect, it } from 'vitest';
import { gridCell, gridColumns, mendChanges, problemsAt } from './grid';
import type { ImportColumns, ImportRow, SheetColumn } from './wire';

const column = (letter: string, field: string | null, change: Partial<SheetColumn> = {}): SheetColumn => ({
  column: letter,
  header: '',
  samples: [],
  field,
  period: null,
  unit: null,
  confidence: 'exact',
  source: 'detected',
  ...change,
});
const columns: ImportColumns = {
  sheets: [
    {
      sheet: '一',
      unit: '万元',
      columns: [
        column('A', 'total_investment', { unit: '万元' }),
        column('B', 'project_name'),
        column('C', 'funds_of_month', { period: '2026-02', unit: '万元' }),
        column('D', 'funds_of_month', { period: '2026-01', unit: '万元' }),
        column('E', null),
      ],
    },
    { sheet: '二', unit: '万元', columns: [column('A', 'project_name'), column('B', 'county')] },
  ],
  fields: [
    { key: 'county', label: '县区', required: false },
    { key: 'project_name', label: '项目名称', required: true },
    { key: 'total_investment', label: '总投资', required: false },
    { key: 'funds_of_month', label: '某月到位资金', required: false },
  ],
};
const row: ImportRow = {
  index: 7,
  sheet: '一',
  row: 12,
  action: 'new',
  project_code: null,
  cells: {
    project_name: { text: '甲', raw: ' 甲 ', address: 'B12', mended: false, severity: null },
    total_investment: { text: '1,200', raw: '1200', address: 'A12', mended: true, severity: 'error' },
  },
  problems: [
    { rule: 'a', severity: 'warning', field: null, address: null, message: '行' },
    { rule: 'b', severity: 'error', field: 'total_investment', address: 'A12', message: '格' },
  ],
};

describe('the grid of an import', () => {
  it('has each field of any sheet once, the name first, months in their order, units in the head', () => {
    expect(gridColumns(columns).map(({ title }) => title)).toEqual([
      '项目名称',
      '县区',
      '总投资（万元）',
      '2026年1月 某月到位资金（万元）',
      '2026年2月 某月到位资金（万元）',
    ]);
  });

  it('shows what was read, and edits what stands in the file', () => {
    expect(gridCell(row, 'project_name', new Map())).toMatchObject({ text: '甲', edit: ' 甲 ' });
    expect(gridCell(row, 'total_investment', new Map())).toMatchObject({ tone: 'err', mended: true });
    expect(gridCell(row, 'county', new Map())).toEqual({ text: '', edit: '' });
  });

  it('shows at once what was typed, until the server has read it', () => {
    expect(gridCell(row, 'county', new Map([['7\ncounty', '洪洞']]))).toMatchObject({ text: '洪洞', pending: true });
  });

  it('names rows by their index in the file, whatever is shown', () => {
    const changes = [
      { row: 0, column: 1, text: '洪洞县' },
      { row: 9, column: 1, text: '没有这一行' },
    ];
    expect(mendChanges(changes, gridColumns(columns), (at) => (at === 0 ? row : undefined))).toEqual([
      { index: 7, field: 'county', text: '洪洞县' },
    ]);
  });

  it('tells the problems of the cell before those of its row', () => {
    expect(problemsAt(row, 'total_investment').map(({ rule }) => rule)).toEqual(['b', 'a']);
  });
});
