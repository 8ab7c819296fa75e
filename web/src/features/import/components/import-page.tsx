import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Tabs } from 'antd';
import type { Me } from '@/shared/auth/permissions';
import { IMPORT_STATE } from '@/shared/domain/import';
import { formatCount } from '@/shared/format/count';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { formatSize } from '@/shared/format/text';
import { Strip } from '@/ui-desk/facts';
import { Page, Panel } from '@/ui-desk/page';
import { ErrorBlock, Skeleton } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { importQueries } from '../api';
import type { Import, ImportTab, RowFilter } from '../model';
import { ImportActions } from './import-actions';
import { ImportColumns } from './import-columns';
import styles from './import-page.module.css';
import { ImportPlanView } from './import-plan';
import { ImportProblems } from './import-problems';
import { ImportResultView } from './import-result';
import { ImportRows } from './import-rows';

export type ImportView = { tab?: ImportTab; filter?: RowFilter };

export function ImportPage(props: {
  id: string;
  me: Me;
  view: ImportView;
  onView: (change: ImportView) => void;
  onGone: () => void;
}) {
  const query = useQuery(importQueries.one(props.id));
  const above = <Link to="/imports">数据导入</Link>;
  if (query.isPending) {
    return (
      <Page title="导入结果" above={above}>
        <Panel>
          <Skeleton rows={8} />
        </Panel>
      </Page>
    );
  }
  if (query.isError) {
    return (
      <Page title="导入结果" above={above}>
        <Panel>
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        </Panel>
      </Page>
    );
  }
  return <Loaded {...props} data={query.data} />;
}

function Loaded(props: Parameters<typeof ImportPage>[0] & { data: Import }) {
  const { data, view, onView } = props;
  const state = IMPORT_STATE[data.state];
  const counts = data.problem_counts;
  const problems = counts.error + counts.warning + counts.info;
  const tab = view.tab ?? (data.plan ? 'plan' : 'rows');
  return (
    <Page
      title={data.file_name}
      fill
      above={<Link to="/imports">数据导入</Link>}
      mark={<Tag tone={state.tone}>{state.label}</Tag>}
      note={
        <>
          <span>{data.org.name}</span>
          <span>{formatPeriod(data.period)}</span>
          <span>
            {data.created_by}，{formatInstant(data.created_at)} 读取
          </span>
          <span>{formatSize(data.size)}</span>
        </>
      }
      actions={<ImportActions data={data} me={props.me} onGone={props.onGone} />}
    >
      <ImportResultView data={data} me={props.me} />
      <Strip
        items={[
          { label: '在库项目（行）', value: formatCount(data.rows), note: '不含小计、合计和终止项目' },
          { label: '总投资（万元）', value: formatWan(data.total_investment), note: '全部在库项目之和' },
          {
            label: '本年到位资金（万元）',
            value: formatWan(data.funds_year_to_date),
            note: `${data.period.slice(0, 4)}年 1 月起累计`,
          },
          {
            label: '需要留意',
            value: formatCount(problems),
            note: `错误 ${counts.error}，警告 ${counts.warning}，提示 ${counts.info}`,
          },
        ]}
      />
      <Panel fill flush>
        <Tabs
          className={styles.tabs}
          activeKey={tab}
          onChange={(key) => onView({ tab: key as ImportTab })}
          items={[
            ...(data.plan
              ? [
                  {
                    key: 'plan',
                    label: '将要写入',
                    children: <ImportPlanView plan={data.plan} problems={counts.error} />,
                  },
                ]
              : []),
            {
              key: 'problems',
              label: `问题 ${problems}`,
              children: <ImportProblems importId={data.id} problems={data.problems} />,
            },
            {
              key: 'rows',
              label: '数据行',
              children: (
                <ImportRows
                  key={view.filter ?? 'all'}
                  importId={data.id}
                  live={data.rows}
                  planned={data.plan !== null}
                  filter={view.filter ?? 'all'}
                  onFilter={(filter) => onView({ filter })}
                />
              ),
            },
            {
              key: 'columns',
              label: '列的对应',
              children: <ImportColumns sheets={data.sheets} />,
            },
          ]}
        />
      </Panel>
    </Page>
  );
}
