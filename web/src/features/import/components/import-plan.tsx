import { formatCount } from '@/shared/format/count';
import { UNKNOWN, formatWan } from '@/shared/format/money';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Notice } from '@/ui-desk/states';
import type { ImportPlan } from '../model';
import styles from './import-plan.module.css';

const COLUMNS: Column<ImportPlan['claims'][number]>[] = [
  { key: 'kind', title: '事项', head: true, render: (item) => item.kind_label },
  {
    key: 'count',
    title: '申报（条）',
    width: 120,
    align: 'right',
    render: (item) => formatCount(item.count),
  },
  {
    key: 'amount',
    title: '金额（万元）',
    width: 180,
    align: 'right',
    // Kinds without money, such as a start, add up to nothing.
    render: (item) =>
      item.amount === '0'
        ? UNKNOWN
        : `${formatWan(item.amount)}${item.currency === 'USD' ? ' 万美元' : ''}`,
  },
];

/** What a commit would write: shown before it is asked for. */
export function ImportPlanView({ plan, problems }: { plan: ImportPlan; problems: number }) {
  return (
    <div className={styles.plan}>
      {plan.warnings.map((text) => (
        <Notice key={text} tone="warn">
          {text}
        </Notice>
      ))}
      <div className={styles.columns}>
        <section>
          <h2>项目</h2>
          <dl className={styles.projects}>
            <div>
              <dt>新增</dt>
              <dd>{formatCount(plan.new_projects)}</dd>
            </div>
            <div>
              <dt>更新</dt>
              <dd>{formatCount(plan.changed_projects)}</dd>
            </div>
            <div>
              <dt>不变</dt>
              <dd>{formatCount(plan.unchanged_projects)}</dd>
            </div>
            <div>
              <dt>跳过</dt>
              <dd>{formatCount(plan.skipped.length)}</dd>
            </div>
          </dl>
          {plan.skipped.length > 0 ? (
            <ul className={styles.skipped}>
              {plan.skipped.slice(0, 50).map((item) => (
                <li key={item.cell}>
                  <b>{item.cell}</b> {item.reason}
                </li>
              ))}
            </ul>
          ) : null}
          {problems > 0 ? (
            <p className={styles.note}>
              有 {problems} 处错误没有读成数值，入账后这些格按「未知」处理，不会当作零。
            </p>
          ) : null}
        </section>
        <section>
          <h2>申报</h2>
          {plan.claims.length === 0 ? (
            <p className={styles.note}>与库中已有的申报相比没有新的内容，不会写入申报。</p>
          ) : (
            <DataTable
              label="将要写入的申报"
              columns={COLUMNS}
              rows={plan.claims}
              rowKey={(item) => item.kind}
            />
          )}
        </section>
      </div>
    </div>
  );
}
