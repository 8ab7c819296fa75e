import { describe, expect, it } from 'vitest';
import { type ImportProblem, fileProblem, groupProblems, ownUnit } from './model';

const problem = (rule: string, severity: ImportProblem['severity'], cell: string): ImportProblem => ({
  severity,
  rule,
  rule_label: rule,
  sheet: '台账',
  cell,
  raw: '',
  message: '',
});

describe('the problems of a workbook', () => {
  it('are grouped by rule, the worst first, then the most frequent', () => {
    const groups = groupProblems([
      problem('a', 'info', 'A1'),
      problem('b', 'warning', 'A2'),
      problem('c', 'warning', 'A3'),
      problem('c', 'warning', 'A4'),
      problem('a', 'info', 'A5'),
      problem('d', 'error', 'A6'),
    ]);
    expect(groups.map((group) => [group.rule, group.problems.length])).toEqual([
      ['d', 1],
      ['c', 2],
      ['b', 1],
      ['a', 2],
    ]);
  });

  it('take the worst severity of their group', () => {
    expect(groupProblems([problem('a', 'info', 'A1'), problem('a', 'error', 'A2')])[0]?.severity).toBe('error');
  });
});

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
