import { SEVERITY } from '@/shared/domain/import';
import { Tag } from '@/ui-desk/tag';
import type { ImportSummary } from '../model';
import styles from './problem-counts.module.css';

export function ProblemCounts({ counts }: { counts: ImportSummary['problem_counts'] }) {
  const shown = (['error', 'warning', 'info'] as const).filter((key) => counts[key] > 0);
  if (shown.length === 0) return <span className={styles.none}>无</span>;
  return (
    <span className={styles.counts}>
      {shown.map((key) => (
        <Tag key={key} tone={SEVERITY[key].tone}>
          {SEVERITY[key].label} {counts[key]}
        </Tag>
      ))}
    </span>
  );
}
