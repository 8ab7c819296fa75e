import { describe, expect, it } from 'vitest';
import { entryErrors, figuresOf, pasteInto } from './model';

const ORGS = ['141000', '141024'];
const INDICATORS = ['sign_cnt', 'funds'];

describe('figures copied from a spreadsheet', () => {
  it('are laid over the table from the place where they are pasted', () => {
    const { entries, left } = pasteInto({}, '40\t200.5\r\n3\t10\r\n', { row: 0, column: 0 }, ORGS, INDICATORS);
    expect(left).toBe(0);
    expect(entries).toEqual({
      '141000.sign_cnt': '40',
      '141000.funds': '200.5',
      '141024.sign_cnt': '3',
      '141024.funds': '10',
    });
  });

  it('that do not fit into the table are counted and leave the rest as it is', () => {
    const before = { '141000.funds': '1' };
    const { entries, left } = pasteInto(before, '5\t6', { row: 1, column: 1 }, ORGS, INDICATORS);
    expect(left).toBe(1);
    expect(entries).toEqual({ '141000.funds': '1', '141024.funds': '5' });
  });
});

describe('figures to be sent', () => {
  const what = { period: '2025-09', cumulative: true, place: '附表1' };
  const sent = figuresOf({ '141024.funds': ' 10亿元 ', '141000.sign_cnt': '' }, ORGS, INDICATORS, what);

  it('are those that were filled in', () => {
    expect(sent.map(({ figure }) => figure)).toEqual([
      { org: '141024', indicator: 'funds', period: '2025-09', cumulative: true, text: '10亿元', place: '附表1' },
    ]);
  });

  it('are refused at the entry that they came from', () => {
    const errors = [{ pointer: '/figures/0/text', message: '写法不对' }, { pointer: '', message: '其他' }];
    expect(entryErrors(errors, sent)).toEqual({ '141024.funds': '写法不对' });
  });
});
