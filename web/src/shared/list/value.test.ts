import { describe, expect, it } from 'vitest';
import { SAMPLE } from './sample.test-data';
import { cellText, rowsAsText, valueAt } from './value';

const ROW = {
  name: '正阳\t综合体',
  org: { code: '141024', name: '洪洞县' },
  stage: 'signed',
  total_investment: '128640000',
  signed_on: null,
  updated_at: '2026-09-30T16:30:00Z',
};

describe('the cells of a row', () => {
  it('are written by the kind of their column', () => {
    expect(SAMPLE.columns.slice(0, 6).map((column) => cellText(column, ROW))).toEqual([
      '正阳\t综合体',
      '洪洞县',
      '签约',
      '128.64',
      '—',
      '2026-10-01 00:30',
    ]);
  });

  it('are found at any depth, and nothing is found where nothing is', () => {
    expect(valueAt({ project: { 'a/b': 1 } }, '/project/a~1b')).toBe(1);
    expect(valueAt({ project: null }, '/project/name')).toBeNull();
  });

  it('are pasted as one line for each row, whatever is in them', () => {
    expect(rowsAsText(SAMPLE.columns.filter(({ key }) => key === 'name' || key === 'total_investment'), [ROW])).toBe(
      '项目\t总投资（万元）\n"正阳\t综合体"\t128.64',
    );
  });
});
