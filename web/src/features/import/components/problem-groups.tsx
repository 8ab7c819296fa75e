import { Button } from 'antd';
import type { ReactNode } from 'react';
import { SEVERITY } from '@/shared/domain/import';
import { formatCount } from '@/shared/format/count';
import { Tag } from '@/ui-desk/tag';
import type { ProblemGroup } from '../model';
import type { Asked } from './check-page';
import styles from './problem-groups.module.css';

/** What is wrong, by rule, with the mends that settle a whole group at once. */
export function ProblemGroups(props: {
  groups: readonly ProblemGroup[];
  /** The rule whose rows alone are shown. */
  rule: string | undefined;
  editable: boolean;
  onRule: (rule: string | null) => void;
  onMend: (asked: Asked) => void;
  /** What follows the groups. */
  children: ReactNode;
}) {
  return (
    <div className={styles.list}>
      {props.groups.length === 0 ? (
        <p className={styles.none}>
          <b>没有问题</b>
          金额、日期、地点和信用代码都读成了。
        </p>
      ) : null}
      <ul>
      {props.groups.map((group) => {
        const shown = group.rule === props.rule;
        return (
          <li key={group.rule} className={shown ? styles.shown : undefined}>
            <button
              type="button"
              className={styles.title}
              aria-pressed={shown}
              title={shown ? '不再只看这类' : '只看这类'}
              onClick={() => props.onRule(shown ? null : group.rule)}
            >
              <Tag tone={SEVERITY[group.severity].tone}>{SEVERITY[group.severity].label}</Tag>
              <b>{group.label}</b>
              <span>{formatCount(group.count)} 处</span>
            </button>
            <p className={styles.example}>{group.example}</p>
            {props.editable && group.mends.length > 0 ? (
              <div className={styles.mends}>
                {group.mends.map((mend) => (
                  <Button key={mend.kind} size="small" onClick={() => props.onMend({ group, mend })}>
                    {mend.label}
                  </Button>
                ))}
              </div>
            ) : null}
          </li>
        );
      })}
      </ul>
      {props.children}
    </div>
  );
}
