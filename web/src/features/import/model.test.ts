import { describe, expect, it } from 'vitest';
import { fileProblem, lookAtPasted, ownUnit, pastedProblem } from './model';

describe('a file', () => {
  it('is refused before it is sent where it cannot be a table', () => {
    expect(fileProblem('台账.docx', 10)).toContain('不是表格文件');
    expect(fileProblem('台账.xlsx', 0)).toContain('空文件');
    expect(fileProblem('台账.XLS', 10)).toBeNull();
  });
});

describe('the unit of a ledger', () => {
  it('is the only one in sight, and a choice where there are several', () => {
    const county = { code: '141024', is_unit: true };
    const office = { code: '141024-ZS', is_unit: false };
    expect(ownUnit([county, office])).toBe('141024');
    expect(ownUnit([county, { code: '141002', is_unit: true }])).toBeUndefined();
    expect(ownUnit([])).toBeUndefined();
  });
});

describe('pasted rows', () => {
  it('are counted and shown before they are sent', () => {
    expect(lookAtPasted('项目名称\t总投资\n甲\t1\n乙\t2\n丙\t3\n')).toEqual({
      rows: 4,
      columns: 2,
      first: [
        ['项目名称', '总投资'],
        ['甲', '1'],
        ['乙', '2'],
      ],
    });
  });

  it('are refused where they cannot be a table with a head', () => {
    expect(pastedProblem(lookAtPasted(''))).toContain('还没有粘贴');
    expect(pastedProblem(lookAtPasted('只有一行\t没有表头'))).toContain('1 行 2 列');
    expect(pastedProblem(lookAtPasted('一列\n而已'))).toContain('2 行 1 列');
    expect(pastedProblem(lookAtPasted('甲\t乙\n1\t2'))).toBeNull();
  });
});
