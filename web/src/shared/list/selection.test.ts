import { describe, expect, it } from 'vitest';
import { EVERYTHING, NOTHING, countOf, isSelected, mark, span, toggle } from './selection';

describe('the selection', () => {
  it('counts what is marked', () => {
    const some = toggle(toggle(NOTHING, 'a'), 'b');
    expect(countOf(some, 412)).toBe(2);
    expect(isSelected(toggle(some, 'a'), 'a')).toBe(false);
  });

  it('takes rows that were never loaded, and single ones can be left out again', () => {
    const most = toggle(EVERYTHING, 'a');
    expect([isSelected(most, 'a'), isSelected(most, 'never loaded')]).toEqual([false, true]);
    expect(countOf(most, 412)).toBe(411);
    expect(countOf(mark(most, ['a'], true), 412)).toBe(412);
  });

  it('reaches from the last marked row to the one that is clicked with Shift, in both directions', () => {
    const keys = ['a', 'b', 'c', 'd'];
    expect(span(keys, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(span(keys, 'd', 'b')).toEqual(['b', 'c', 'd']);
    expect(span(keys, 'gone', 'c')).toEqual(['c']);
  });
});
