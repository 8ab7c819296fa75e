import { describe, expect, it } from 'vitest';
import { afterDecision, claimText, failedChecks, neighbour, passErrors } from './model';

const claim = {
  kind: 'funds_paid_in' as const,
  amount: '1000000000',
  currency: 'CNY',
  approximate: false,
};

describe('passing a claim', () => {
  it('at the claimed amount needs nothing more', () => {
    expect(passErrors(claim, { amount: '1000000000', reason: '' }, false)).toEqual({});
  });

  it('at another amount needs a reason', () => {
    const draft = { amount: '900000000', reason: ' ' };
    expect(passErrors(claim, draft, true).reason).toContain('理由');
    expect(passErrors(claim, { ...draft, reason: '回单只有九百万' }, true)).toEqual({});
  });

  it('with an approximate amount needs the exact one, even if it is the same', () => {
    const approximate = { ...claim, approximate: true };
    const draft = { amount: '1000000000', reason: '' };
    expect(passErrors(approximate, draft, false).amount).toContain('约数');
    expect(passErrors(approximate, draft, true)).toEqual({});
  });

  it('without an amount is a plain fact', () => {
    const started = { kind: 'started' as const, amount: null, approximate: false };
    expect(passErrors(started, { amount: null, reason: '' }, false)).toEqual({});
    expect(passErrors(claim, { amount: null, reason: '' }, true).amount).toBeDefined();
  });
});

describe('the list of claims', () => {
  it('moves to neighbours and stops at its ends', () => {
    const ids = ['a', 'b', 'c'];
    expect(neighbour(ids, 'a', 1)).toBe('b');
    expect(neighbour(ids, 'c', 1)).toBe('c');
    expect(neighbour(ids, 'a', -1)).toBe('a');
    expect(neighbour(ids, 'gone', 1)).toBe('a');
    expect(neighbour([], null, 1)).toBeNull();
  });

  it('goes on with the next claim after a decision, or the one before at the end', () => {
    expect(afterDecision(['a', 'b', 'c'], 'b')).toBe('c');
    expect(afterDecision(['a', 'b'], 'b')).toBe('a');
    expect(afterDecision(['a'], 'a')).toBeNull();
  });
});

describe('a claim in words', () => {
  it('names its amount, that it is approximate, and its currency', () => {
    expect(claimText(claim)).toBe('1,000.00 万元');
    expect(claimText({ ...claim, approximate: true })).toBe('约 1,000.00 万元');
    expect(claimText({ ...claim, currency: 'USD' })).toBe('1,000.00 万美元');
    expect(claimText({ ...claim, amount: null })).toBe('—');
  });

  it('lists the checks that failed', () => {
    const checks = [
      { rule: 'a', passed: true, message: '' },
      { rule: 'b', passed: false, message: '超过总投资' },
    ];
    expect(failedChecks({ checks }).map((check) => check.rule)).toEqual(['b']);
  });
});
