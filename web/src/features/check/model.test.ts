import { describe, expect, it } from 'vitest';
import { type Check, pieces, step, summary } from './model';

const finding = (start: number, end: number, severity: 'error' | 'warning' = 'error') => ({
  severity,
  kind_label: '占比',
  start,
  end,
  quote: '',
  stated: '',
  computed: '',
  message: '',
});

const check: Check = {
  text: '𠮷县完成50亿元，占60%。',
  findings: [finding(9, 13)],
  verified: [{ kind_label: '合计', start: 2, end: 8, quote: '' }],
};

describe('pieces', () => {
  it('counts characters as people do, not units of UTF-16', () => {
    expect(pieces(check, false).find((piece) => piece.finding === 0)?.text).toBe('占60%');
  });

  it('gives the whole text back', () => {
    const joined = (shown: boolean) => pieces(check, shown).map((piece) => piece.text).join('');
    expect(joined(true)).toBe(check.text);
    expect(joined(false)).toBe(check.text);
  });

  it('shows verified statements only on demand', () => {
    expect(pieces(check, false).some((piece) => piece.verified)).toBe(false);
    expect(pieces(check, true).find((piece) => piece.verified)?.text).toBe('完成50亿元');
  });
});

describe('step', () => {
  it('goes round the end', () => {
    expect(step(null, 1, 3)).toBe(0);
    expect(step(2, 1, 3)).toBe(0);
    expect(step(0, -1, 3)).toBe(2);
    expect(step(null, 1, 0)).toBeNull();
  });
});

describe('summary', () => {
  it('tells errors, warnings and what holds', () => {
    expect(summary(check)).toBe('差错 1 处，待核 0 处，核对相符 1 处');
  });
});
