import { describe, expect, it } from 'vitest';
import { NO_DRAFT, choicesOf, choose, fieldLines, replace, unusedColumns } from './columns';
import type { ImportColumns, SheetColumn, SheetColumns } from './model';

const column = (letter: string, field: string | null, change: Partial<SheetColumn> = {}): SheetColumn => ({
  column: letter,
  header: `表头${letter}`,
  samples: ['样例'],
  field,
  period: null,
  unit: null,
  confidence: 'exact',
  source: 'detected',
  ...change,
});
const sheet: SheetColumns = {
  sheet: '台账',
  unit: '万元',
  columns: [
    column('A', 'remark'),
    column('B', 'project_name'),
    column('C', 'total_investment', { confidence: 'approximate' }),
    column('D', null, { source: 'chosen' }),
    column('E', 'county', { confidence: 'approximate', source: 'remembered' }),
    column('F', null, { header: '', samples: [] }),
  ],
};
const all: ImportColumns = {
  sheets: [sheet],
  fields: [
    { key: 'remark', label: '备注', required: false },
    { key: 'project_name', label: '项目名称', required: true },
    { key: 'total_investment', label: '总投资', required: false },
    { key: 'county', label: '县区', required: false },
    { key: 'signed_on', label: '签约日期', required: false },
  ],
};
const lines = (draft = NO_DRAFT) => fieldLines(sheet, all.fields, draft);

describe('the columns of a ledger', () => {
  it('stand under our fields, the required ones first, without fields that have no column', () => {
    expect(lines().map(({ field }) => field.key)).toEqual(['project_name', 'remark', 'total_investment', 'county']);
  });

  it('ask for a look only where they were guessed, not where a person decided before', () => {
    expect(lines().filter(({ uncertain }) => uncertain).map(({ field }) => field.key)).toEqual(['total_investment']);
  });

  it('ask for a required field that has no column', () => {
    const draft = choose(all, NO_DRAFT, { sheet: '台账', column: 'B' }, null);
    expect(lines(draft)[0]).toMatchObject({ columns: [], uncertain: true });
  });

  it('that mean nothing are listed, empty ones are not', () => {
    expect(unusedColumns(sheet, NO_DRAFT).map(({ column: letter }) => letter)).toEqual(['D']);
  });

  it('can be exchanged: the former column is let go, the new one takes the field', () => {
    const draft = replace(all, NO_DRAFT, '台账', { field: 'total_investment', from: 'C', to: 'D' });
    expect(choicesOf(sheet, draft)).toEqual([
      { column: 'C', field: null },
      { column: 'D', field: 'total_investment' },
    ]);
    expect(lines(draft).find(({ field }) => field.key === 'total_investment')?.columns[0]?.column).toBe('D');
  });

  it('given back what they were are no choice any more', () => {
    const away = choose(all, NO_DRAFT, { sheet: '台账', column: 'A' }, null);
    expect(choose(all, away, { sheet: '台账', column: 'A' }, 'remark').size).toBe(0);
  });

  it('that were guessed, or not found to mean anything, and left so are confirmed by going on', () => {
    expect(choicesOf(sheet, NO_DRAFT)).toEqual([{ column: 'C', field: 'total_investment' }]);
    const unknown = { ...sheet, columns: [column('G', null), column('H', null, { header: '', samples: [] })] };
    expect(choicesOf(unknown, NO_DRAFT)).toEqual([{ column: 'G', field: null }]);
  });
});
