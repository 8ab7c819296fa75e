import { Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { formErrors } from '@/shared/api/problem';
import { LEVEL, LEVELS, type OfferedLevel } from '@/shared/domain/figure';
import { formatCumulative } from '@/shared/format/date';
import { Page, Panel } from '@/ui-desk/page';
import { PeriodPicker } from '@/ui-desk/period-picker';
import { ErrorSummary } from '@/ui-desk/states';
import { useIssueBulletin } from '../api';
import styles from './bulletin.module.css';

/** The last look before a bulletin is issued, because an issued one is never changed. */
export function BulletinNewPage(props: {
  period: string;
  level: OfferedLevel;
  onView: (change: { period?: string; level?: OfferedLevel }) => void;
  onIssued: (id: string) => void;
  /** The figures of the board for this period, each of which opens. */
  figures: ReactNode;
}) {
  const { period, level, onView } = props;
  const issue = useIssueBulletin();
  return (
    <Page title="出具通报" above={<Link to="/bulletins">通报</Link>}>
      <Panel title="选定账期与口径">
        <div className={styles.fields}>
          <span>
            <span className={styles.fieldsLabel} aria-hidden="true">
              账期
            </span>
            <PeriodPicker value={period} onChange={(value) => onView({ period: value })} />
          </span>
          <span>
            <span className={styles.fieldsLabel} aria-hidden="true">
              口径
            </span>
            <Segmented<OfferedLevel>
              aria-label="口径"
              value={level}
              options={LEVELS.map((value) => ({ value, label: LEVEL[value] }))}
              onChange={(value) => onView({ level: value })}
            />
          </span>
        </div>
      </Panel>
      <Panel title="核对主要数字">
        <p className={styles.check}>
          通报将引用 {formatCumulative(period)} 的下列数字（{LEVEL[level]}口径），以出具那一刻的数据为准。点开任一数字可以看到明细。
        </p>
        {props.figures}
        {issue.isError ? (
          <ErrorSummary
            title="没有出具"
            items={formErrors(issue.error, []).general.map((text) => ({ message: text }))}
          />
        ) : null}
        <div className={styles.issue}>
          <Button
            type="primary"
            loading={issue.isPending}
            onClick={() =>
              issue.mutate({ period, level }, { onSuccess: (created) => props.onIssued(created.id) })
            }
          >
            出具通报
          </Button>
        </div>
      </Panel>
    </Page>
  );
}
