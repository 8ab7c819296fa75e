import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Job } from '@/shared/api/job';
import { formErrors, statusOf } from '@/shared/api/problem';
import { ROW_ACTION } from '@/shared/domain/import';
import { formatFigure, FIGURE_UNIT } from '@/shared/domain/figure';
import { formatCount } from '@/shared/format/count';
import { formatPeriod } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Strip } from '@/ui-desk/facts';
import { JobProgress } from '@/ui-desk/job-progress';
import { MoreFoot } from '@/ui-desk/more-foot';
import { Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, ErrorSummary, Notice, Skeleton } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { importQueries, useCommitImport, useReread } from '../api';
import type { Difference, Differences, Import } from '../model';
import styles from './differences-page.module.css';
import { ImportFrame, type StepProps } from './import-frame';
import { KeptWarnings, missingReasons } from './kept-warnings';

/** What a commit would change, to be read before it is asked for. */
export function DifferencesPage(props: StepProps & { onCommitted: () => void }) {
  return (
    <ImportFrame {...props} step="diff">
      {(data) => <Loaded data={data} onCommitted={props.onCommitted} />}
    </ImportFrame>
  );
}

function Loaded(props: { data: Import; onCommitted: () => void }) {
  const query = useInfiniteQuery(importQueries.differences(props.data.id));
  if (query.isPending || query.isError) {
    return (
      <Panel>
        {query.isPending ? (
          <Skeleton rows={8} />
        ) : (
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        )}
      </Panel>
    );
  }
  const [sums] = query.data.pages;
  const items = query.data.pages.flatMap((page) => page.items);
  return sums ? (
    <Confirm {...props} sums={sums} onLatest={() => void query.refetch()}>
      <Panel title="逐项差异" flush>
        {items.length === 0 ? (
          <Empty title="与库中已有的相同" hint="没有新增，也没有更新；入账不会写入任何内容。" />
        ) : (
          <DataTable
            label="逐项差异"
            columns={COLUMNS}
            rows={items}
            rowKey={(item) => `${item.index}`}
            foot={<MoreFoot query={query} shown={items.length} />}
          />
        )}
      </Panel>
    </Confirm>
  ) : null;
}

/** The sums, the reasons that are asked for, the differences, and at the foot the commit of all that. */
function Confirm(props: { data: Import; sums: Differences; onCommitted: () => void; onLatest: () => void; children: ReactNode }) {
  const { data, sums } = props;
  const commit = useCommitImport(data.id);
  const reread = useReread(data.id);
  const [older, setOlder] = useState(false);
  const [reasons, setReasons] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const missing = missingReasons(sums.warnings, reasons);
  const refused = commit.isError ? formErrors(commit.error, []).general : [];
  const send = () => {
    setTried(true);
    if (missing.length > 0) return;
    const given = Object.entries(reasons).filter(([, reason]) => reason.trim() !== '');
    commit.mutate(
      { version: sums.version, confirm_older: older, reasons: Object.fromEntries(given) },
      { onSuccess: props.onCommitted },
    );
  };
  return (
    <>
      {statusOf(commit.error) === 409 ? (
        <Notice
          tone="warn"
          title="没有入账：看的时候内容已经变了"
          action={
            <Button
              onClick={() => {
                commit.reset();
                void reread();
                props.onLatest();
              }}
            >
              载入最新差异
            </Button>
          }
        >
          {refused.join('')}
        </Notice>
      ) : (
        <ErrorSummary
          title={commit.isError ? '没有入账，数据没有任何改动' : '请先写明保留的理由'}
          items={[
            ...(tried
              ? missing.map(({ rule, label }) => ({
                  message: `${label}：请写明保留的理由`,
                  fieldId: `reason-${rule}`,
                }))
              : []),
            ...refused.map((message) => ({ message })),
          ]}
        />
      )}
      <Overview sums={sums} data={data} onLatest={props.onLatest} />
      {sums.warnings.length > 0 ? (
        <KeptWarnings warnings={sums.warnings} reasons={reasons} onReasons={setReasons} />
      ) : null}
      {props.children}
      <div className={styles.foot}>
        {sums.older > 0 ? (
          <div className={styles.older}>
            <Checkbox
              checked={older}
              aria-describedby="older-hint"
              onChange={(event) => setOlder(event.target.checked)}
            >
              按较早账期入账
            </Checkbox>
            <p id="older-hint">
              有 {formatCount(sums.older)} 个项目已申报过更晚账期的到位资金。勾选后这些项目的到位资金也记入
              {formatPeriod(data.period)}；不勾选则只更新资料，资金不记。
            </p>
          </div>
        ) : (
          <p className={styles.quiet}>
            一次写入，要么全部，要么都不写。申报经上级认定后才计入已认定的数；入账后仍可整批撤销。
          </p>
        )}
        <Button type="primary" loading={commit.isPending} onClick={send}>
          确认入账
        </Button>
      </div>
    </>
  );
}

const COLUMNS: Column<Difference>[] = [
  {
    key: 'action',
    title: '处理',
    width: 72,
    render: ({ action }) => <Tag tone={ROW_ACTION[action].tone}>{ROW_ACTION[action].label}</Tag>,
  },
  { key: 'name', title: '项目', head: true, width: 280, render: (item) => item.name },
  {
    key: 'changes',
    title: '改动（原值 → 新值）',
    render: ({ action, changes }) =>
      action === 'change' && changes.length > 0 ? (
        <ul className={styles.changes}>
          {changes.map((change) => (
            <li key={change.field}>
              <span>{change.label}</span>
              <del>{change.before || '空'}</del>
              <span aria-label="改为">→</span>
              <ins>{change.after || '空'}</ins>
            </li>
          ))}
        </ul>
      ) : (
        <span className={styles.quiet}>{action === 'new' ? '新项目' : '资料不变'}</span>
      ),
  },
  {
    key: 'claims',
    title: '要写入的申报（万元）',
    width: 280,
    render: ({ claims }) =>
      claims.length === 0 ? (
        <span className={styles.quiet}>无</span>
      ) : (
        <ul className={styles.claims}>
          {claims.map((claim, index) => (
            <li key={index}>
              {claim.kind_label}
              {claim.opening ? '（以前累计）' : ''}
              {claim.corrects ? '（更正）' : ''}
              {claim.amount === null
                ? ''
                : ` ${formatWan(claim.amount)}${claim.currency === 'USD' ? ' 万美元' : ''}`}
            </li>
          ))}
        </ul>
      ),
  },
];

type Total = Differences['totals'][number];
type Figure = NonNullable<Differences['unit_figures']>[number];

const TOTALS: Column<Total>[] = [
  { key: 'label', title: '金额合计（万元）', head: true, render: (item) => item.label },
  { key: 'before', title: '入账前', align: 'right', width: 130, render: (item) => formatWan(item.before) },
  { key: 'after', title: '入账后', align: 'right', width: 130, render: (item) => formatWan(item.after) },
];

const figures = (title: string, key: 'before' | 'after' | 'month_before' | 'month_after', group: string) => ({
  key,
  title,
  group,
  groupKey: group,
  align: 'right' as const,
  width: 92,
  render: (item: Figure) => formatFigure(item[key], item.unit),
});

const FIGURES: Column<Figure>[] = [
  {
    key: 'label',
    title: '指标',
    head: true,
    render: (item) => `${item.label}（${FIGURE_UNIT[item.unit]}）`,
  },
  figures('入账前', 'month_before', '当月'),
  figures('入账后', 'month_after', '当月'),
  figures('入账前', 'before', '本年累计'),
  figures('入账后', 'after', '本年累计'),
];

function Overview({ sums, data, onLatest }: { sums: Differences; data: Import; onLatest: () => void }) {
  return (
    <>
      <Strip
        items={[
          { label: '新增项目', value: formatCount(sums.added), note: '库中还没有' },
          { label: '更新项目', value: formatCount(sums.updated), note: '库中已有，内容有变' },
          { label: '不变', value: formatCount(sums.same), note: '与库中相同，不写入' },
          { label: '跳过', value: formatCount(sums.skipped), note: '不写入，原因见校验一步' },
        ]}
      />
      <div className={styles.sides}>
        <Panel flush title="这批项目的金额">
          <DataTable label="金额合计" columns={TOTALS} rows={sums.totals} rowKey={(item) => item.label} />
        </Panel>
        <Panel flush title={`对${data.org.name}${formatPeriod(data.period)}指标的影响（申报口径）`}>
          {sums.unit_figures === null ? (
            <Computing key={sums.job} id={sums.job} onLatest={onLatest} />
          ) : (
            <DataTable
              label="对指标的影响"
              columns={FIGURES}
              rows={sums.unit_figures}
              rowKey={(item) => item.indicator}
            />
          )}
        </Panel>
      </div>
    </>
  );
}

/** The figures of a large import are computed beside the page; the commit does not wait for them. */
function Computing({ id, onLatest }: { id: string | null; onLatest: () => void }) {
  const [ended, setEnded] = useState<Job | null>(null);
  if (ended && ended.state !== 'done') {
    return (
      <Notice
        tone="warn"
        title={ended.state === 'cancelled' ? '已停止计算' : '没有算成'}
        action={<Button onClick={onLatest}>重新计算</Button>}
      >
        {ended.message ?? '不看影响也可以入账。'}
      </Notice>
    );
  }
  return (
    <>
      {id === null ? null : (
        <JobProgress
          id={id}
          doing="正在计算对指标的影响"
          unit="行"
          onEnded={(job) => {
            setEnded(job);
            if (job.state === 'done') onLatest();
          }}
        />
      )}
      <Skeleton rows={6} />
    </>
  );
}
