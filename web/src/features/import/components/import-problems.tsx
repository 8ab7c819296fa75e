import { useState } from 'react';
import { SEVERITY } from '@/shared/domain/import';
import { CellWindow } from '@/ui-desk/source-cell';
import { Empty } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { type ImportProblem, groupProblems } from '../model';
import styles from './import-problems.module.css';

/** Places shown of a group before more are asked for. */
const FIRST = 20;

export function ImportProblems(props: { importId: string; problems: readonly ImportProblem[] }) {
  const groups = groupProblems(props.problems);
  const [open, setOpen] = useState<string | null>(groups[0]?.rule ?? null);
  if (groups.length === 0) {
    return <Empty title="没有发现问题" hint="表头、金额、日期和信用代码都读成了，小计与明细也对得上。" />;
  }
  return (
    <ul className={styles.groups}>
      {groups.map((group) => (
        <li key={group.rule}>
          <button
            type="button"
            className={styles.group}
            aria-expanded={open === group.rule}
            onClick={() => setOpen(open === group.rule ? null : group.rule)}
          >
            <span aria-hidden="true" className={styles.chevron}>
              {open === group.rule ? '▾' : '▸'}
            </span>
            <Tag tone={SEVERITY[group.severity].tone}>{SEVERITY[group.severity].label}</Tag>
            <b>{group.label}</b>
            <span className={styles.count}>{group.problems.length} 处</span>
          </button>
          {open === group.rule ? <Places importId={props.importId} problems={group.problems} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Places(props: { importId: string; problems: readonly ImportProblem[] }) {
  const [shown, setShown] = useState(FIRST);
  const [looking, setLooking] = useState<number | null>(null);
  const rest = props.problems.length - shown;
  return (
    <div className={styles.places}>
      <ul>
        {props.problems.slice(0, shown).map((problem, index) => (
          <li key={index}>
            <div className={styles.place}>
              <span className={styles.cell}>
                {problem.sheet && problem.cell ? (
                  <button
                    type="button"
                    className="link-button"
                    aria-expanded={looking === index}
                    onClick={() => setLooking(looking === index ? null : index)}
                  >
                    {problem.sheet}!{problem.cell}
                  </button>
                ) : (
                  (problem.sheet ?? '整个文件')
                )}
              </span>
              <span>{problem.message}</span>
              {problem.raw && !problem.message.includes(problem.raw) ? (
                <span className={styles.raw}>原文「{problem.raw}」</span>
              ) : null}
            </div>
            {looking === index && problem.sheet && problem.cell ? (
              <CellWindow importId={props.importId} sheet={problem.sheet} cell={problem.cell} />
            ) : null}
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <button type="button" className="link-button" onClick={() => setShown(shown + 100)}>
          再显示一些（还有 {rest} 处）
        </button>
      ) : null}
    </div>
  );
}
