import { describe, expect, it } from 'vitest';
import { type ProjectClaim, claimsByPeriod, shownFacts } from './model';

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

describe('the facts of a project', () => {
  const fact = (field: string, text: string | null) => ({ field, label: field, text });
  it('keep the order of the server, without what the head of the page says already', () => {
    const facts = [
      fact('name', '甲'),
      fact('investor', '乙'),
      fact('credit_code', null),
      fact('total_investment', '1.00'),
      fact('content', '一期两条线'),
      fact('remarks', null),
    ];
    expect(shownFacts({ facts }).map(({ field, wide }) => [field, wide])).toEqual([
      ['investor', false],
      ['credit_code', false],
      ['content', true],
    ]);
  });
});
