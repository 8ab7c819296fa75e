import type { ImportRow } from './model';

/** What cells with the same fault say, and how many say it. */
export type SameText = { text: string; count: number };

/** The texts of which a rule tells something, the most frequent first. */
export function textsOf(rows: readonly ImportRow[], rule: string): SameText[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const problem of row.problems) {
      if (problem.rule !== rule || problem.kept !== null || problem.field === null) continue;
      const text = row.cells[problem.field]?.text ?? '';
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
}
