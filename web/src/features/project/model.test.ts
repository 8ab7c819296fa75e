import { describe, expect, it } from 'vitest';
import { type ProjectClaim, claimsByPeriod } from './model';

describe('the claims of a project', () => {
  it('stand by month, the newest month first', () => {
    const claim = (id: string, period: string) => ({ id, period }) as ProjectClaim;
    const months = claimsByPeriod([
      claim('a', '2025-12'),
      claim('b', '2026-09'),
      claim('c', '2025-12'),
    ]);
    expect(months.map((month) => [month.period, month.claims.map((item) => item.id)])).toEqual([
      ['2026-09', ['b']],
      ['2025-12', ['a', 'c']],
    ]);
  });
});
