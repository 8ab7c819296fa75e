import { SEVERITY } from '@/shared/domain/import';
import { Tag } from '@/ui-desk/tag';
import type { Import } from '../model';
import styles from './file-problems.module.css';

/** What is told of the file as a whole: sheets that were not read, sums that differ. Nothing of it is a row's. */
export function FileProblems(props: {
  problems: Import['problems'];
  onSource: (sheet: string, cell: string) => void;
}) {
  const { problems } = props;
  if (problems.length === 0) return null;
  const grave = problems.some(({ severity }) => severity !== 'info');
  return (
    <details className={styles.file} open={grave}>
      <summary>工作表、列和合计 {problems.length} 条</summary>
      <ul>
        {problems.map((problem, index) => (
          <li key={index}>
            <Tag tone={SEVERITY[problem.severity].tone}>{SEVERITY[problem.severity].label}</Tag>{' '}
            <b>{problem.rule_label}</b>{' '}
            {problem.cell ? (
              <PlaceButton sheet={problem.sheet} cell={problem.cell} onSource={props.onSource} />
            ) : (
              problem.sheet
            )}
            <p>{problem.message}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function PlaceButton(props: { sheet: string; cell: string; onSource: (sheet: string, cell: string) => void }) {
  return (
    <button type="button" className="link-button" onClick={() => props.onSource(props.sheet, props.cell)}>
      {props.sheet}!{props.cell}
    </button>
  );
}
