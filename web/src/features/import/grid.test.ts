import { describe, expect, it } from 'vitest';
import { faultBeside, faults, gridCell, gridColumns, mendChanges, problemsAt } from './grid';
import type { ImportColumns, ImportRow, SheetColumn } from './model';

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
  note: null,
  dropped: false,
  project_code: null,
  cells: {
    project_name: { text: '甲', raw: ' 甲 ', address: 'B12', mended: false, severity: null },
    total_investment: { text: '1,200', raw: '1200', address: 'A12', mended: true, severity: 'error' },
  },
  problems: [
    { rule: 'a', rule_label: '', severity: 'warning', field: null, address: null, message: '行', kept: null },
    { rule: 'b', rule_label: '', severity: 'error', field: 'total_investment', address: 'A12', message: '格', kept: null },
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

  it('shows and edits what the cell says now', () => {
    expect(gridCell(row, 'project_name', new Map())).toMatchObject({ text: '甲', edit: '甲' });
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

  it('goes from fault to fault of a row in the order of the columns, past what is kept', () => {
    const shown = gridColumns(columns);
    const bad = (field: string | null, kept: string | null = null, severity: 'error' | 'info' = 'error') => ({
      rule: 'r',
      rule_label: '',
      severity,
      field,
      address: null,
      message: '',
      kept,
    });
    const faulty = { ...row, problems: [bad('total_investment'), bad('county'), bad('project_name', '已核实')] };
    expect(faults(faulty, shown)).toEqual([1, 2]);
    expect(faultBeside(faulty, shown, 0, false)).toBe(1);
    expect(faultBeside(faulty, shown, 2, false)).toBeNull();
    expect(faultBeside(faulty, shown, 2, true)).toBe(1);
    expect(faults({ ...row, problems: [bad(null)] }, shown)).toEqual([0]);
    expect(faults({ ...row, problems: [bad('county', null, 'info')] }, shown)).toEqual([]);
  });

  it('tells the problems of the cell before those of its row', () => {
    expect(problemsAt(row, 'total_investment').map(({ rule }) => rule)).toEqual(['b', 'a']);
  });
});
