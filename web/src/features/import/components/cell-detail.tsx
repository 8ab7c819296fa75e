import { Button } from 'antd';
import { ROW_ACTION, SEVERITY } from '@/shared/domain/import';
import { Tag } from '@/ui-desk/tag';
import { problemsAt } from '../grid';
import { ROW_MEND, type ImportRow, type ProblemGroup } from '../model';
import styles from './cell-detail.module.css';
import type { Asked } from './check-page';

/** Where one is in the grid: the place in the file, what stood there, what is wrong, and the ways out for this row. */
export function CellDetail(props: {
  row: ImportRow | undefined;
  field: string;
  title: string;
  groups: readonly ProblemGroup[];
  editable: boolean;
  onMend: (asked: Asked) => void;
  onSource: () => void;
}) {
  const { row, field } = props;
  const cell = row?.cells[field];
  const problems = row ? problemsAt(row, field) : [];
  return (
    <section className={styles.detail} aria-label="这一格">
      <p className={styles.place}>
        {row ? (
          <b>
            {row.sheet}!{cell?.address ?? row.row}
          </b>
        ) : null}
        <span>{props.title}</span>
        {cell?.mended ? <span className={styles.raw}>原文「{cell.raw || '空'}」</span> : null}
        {cell ? (
          <button type="button" className="link-button" onClick={props.onSource}>
            看原表
          </button>
        ) : null}
        <span className={styles.hint}>
          <kbd>Enter</kbd> 编辑　<kbd>F8</kbd> 下一处问题　<kbd>?</kbd> 按键
        </span>
      </p>
      <ul aria-live="polite">
        {row?.note ? (
          <li>
            <Tag tone={ROW_ACTION[row.action].tone}>{ROW_ACTION[row.action].label}</Tag>
            <span className={styles.message}>{row.note}</span>
          </li>
        ) : null}
        {problems.map((problem) => {
          const group = props.groups.find(({ rule }) => rule === problem.rule);
          return (
            <li key={`${problem.rule}${problem.address}`}>
              <Tag tone={SEVERITY[problem.severity].tone}>{SEVERITY[problem.severity].label}</Tag>
              <span className={styles.message}>
                {problem.message}
                {problem.kept === null ? '' : `（已保留：${problem.kept}）`}
              </span>
              {row && group && props.editable && problem.kept === null
                ? group.mends.map((mend) => {
                    const label = ROW_MEND[mend.kind];
                    return label ? (
                      <Button
                        key={mend.kind}
                        size="small"
                        onClick={() => props.onMend({ group, mend: { ...mend, label }, rows: [row.index] })}
                      >
                        {label}
                      </Button>
                    ) : null;
                  })
                : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
