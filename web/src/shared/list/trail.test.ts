import { describe, expect, it } from 'vitest';
import { keepTrail, wayOf } from './trail';

describe('the way from a record back to its list', () => {
  keepTrail('enterprise', { search: { q: '光伏', peek: 'B' }, keys: ['A', 'B', 'C'], total: 7 });

  it('leads to the list as it stood, without the panel, and to the records on either side', () => {
    expect(wayOf('enterprise', 'B')).toEqual({ search: { q: '光伏' }, place: 2, total: 7, previous: 'A', next: 'C' });
    expect(wayOf('enterprise', 'A').previous).toBeNull();
    expect(wayOf('enterprise', 'C').next).toBeNull();
  });

  it('leads to the whole list where the record was not opened from it', () => {
    const whole = { search: {}, place: 0, total: null, previous: null, next: null };
    expect([wayOf('enterprise', 'Z'), wayOf('project', 'B')]).toEqual([whole, whole]);
  });
});
