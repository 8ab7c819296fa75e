import { describe, expect, it } from 'vitest';
import { textsOf } from './texts';
import type { ImportRow } from './model';

const row = (index: number, text: string | null, kept: string | null = null): ImportRow => ({
  index,
  sheet: '台账',
  row: index + 5,
  action: 'skip',
  note: null,
  project_code: null,
  dropped: false,
  cells:
    text === null ? {} : { county: { text, raw: text, address: 'F5', mended: false, severity: 'error' } },
  problems: [
    { rule: 'unknown_place', rule_label: '', severity: 'error', field: 'county', address: null, message: '', kept },
    { rule: 'other', rule_label: '', severity: 'error', field: null, address: null, message: '', kept: null },
  ],
});

describe('cells with the same fault', () => {
  it('are asked about once for each text, the most frequent first', () => {
    expect(textsOf([row(0, '经开'), row(1, '洪桐县'), row(2, '洪桐县'), row(3, null)], 'unknown_place')).toEqual([
      { text: '洪桐县', count: 2 },
      { text: '经开', count: 1 },
      { text: '', count: 1 },
    ]);
  });

  it('are not asked about where they are kept', () => {
    expect(textsOf([row(0, '经开', '已核实')], 'unknown_place')).toEqual([]);
    expect(textsOf([row(0, '经开')], 'other')).toEqual([]);
  });
});
