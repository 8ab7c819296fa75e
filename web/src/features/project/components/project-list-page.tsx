import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Input, Segmented, type InputRef } from 'antd';
import { useRef } from 'react';
import { PROJECT_STATUS } from '@/shared/domain/stage';
import { formatCount } from '@/shared/format/count';
import { dayOf } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { useKeys } from '@/shared/hooks/use-keys';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { MoreFoot } from '@/ui-desk/more-foot';
import { OrgSelect } from '@/ui-desk/org-select';
import { FilterBar, Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { StageTag } from '@/ui-desk/tag';
import { projectQueries } from '../api';
import type { ProjectStatus, ProjectSummary } from '../model';
import styles from './project-list-page.module.css';

export type ProjectListView = {
  q?: string | undefined;
  org?: string | undefined;
  status?: ProjectStatus | 'all' | undefined;
};

const COLUMNS: Column<ProjectSummary>[] = [
  {
    key: 'name',
    title: '项目',
    head: true,
    render: (row) => (
      <>
        <Link to="/projects/$code" params={{ code: row.code }}>
          {row.name}
        </Link>
        <span className={styles.investor}>{row.investor ?? '投资方未填'}</span>
      </>
    ),
  },
  { key: 'org', title: '单位', width: 130, render: (row) => row.org.name },
  { key: 'stage', title: '阶段', width: 72, render: (row) => <StageTag stage={row.stage} /> },
  { key: 'industry', title: '产业', width: 116, render: (row) => row.industry ?? '—' },
  {
    key: 'total',
    title: '总投资（万元）',
    width: 128,
    align: 'right',
    render: (row) => formatWan(row.total_investment),
  },
  {
    key: 'funds',
    title: '本年到位（万元）',
    width: 132,
    align: 'right',
    render: (row) => formatWan(row.funds_year_to_date),
  },
  { key: 'signed', title: '签约', width: 100, render: (row) => row.signed_on ?? '—' },
  { key: 'started', title: '开工', width: 100, render: (row) => row.started_on ?? '—' },
  { key: 'updated', title: '更新', width: 100, render: (row) => dayOf(row.updated_at) },
];

export function ProjectListPage(props: {
  view: ProjectListView;
  onView: (change: ProjectListView) => void;
  onOpen: (code: string) => void;
}) {
  const { view, onView } = props;
  const status = view.status ?? 'active';
  const query = useInfiniteQuery(
    projectQueries.list({
      q: view.q,
      org: view.org,
      ...(status === 'all' ? {} : { status }),
    }),
  );
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total ?? null;
  const search = useRef<InputRef>(null);
  useKeys({ '/': () => search.current?.focus() });
  const filtered = Boolean(view.q ?? view.org) || status !== 'active';
  const clear = () => onView({ q: undefined, org: undefined, status: undefined });

  return (
    <Page title="项目" fill>
      <FilterBar result={total === null ? null : `${formatCount(total)} 个项目`}>
        <Input.Search
          key={view.q ?? ''}
          ref={search}
          aria-label="按项目名称或投资方查找"
          placeholder="项目名称或投资方"
          allowClear
          style={{ width: 260 }}
          defaultValue={view.q ?? ''}
          onSearch={(q) => onView({ q: q.trim() || undefined })}
        />
        <OrgSelect
          label="单位"
          all="全部单位"
          unitsOnly
          value={view.org}
          onChange={(org) => onView({ org })}
        />
        <Segmented<ProjectStatus | 'all'>
          aria-label="状态"
          value={status}
          options={[
            { value: 'active', label: PROJECT_STATUS.active },
            { value: 'terminated', label: PROJECT_STATUS.terminated },
            { value: 'all', label: '全部' },
          ]}
          onChange={(value) => onView({ status: value === 'active' ? undefined : value })}
        />
        {filtered ? (
          <button type="button" className="link-button" onClick={clear}>
            清除筛选
          </button>
        ) : null}
      </FilterBar>
      <Panel fill flush>
        {query.isPending ? (
          <Skeleton rows={8} />
        ) : query.isError ? (
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          filtered ? (
            <Empty
              title="没有符合筛选的项目"
              action={
                <button type="button" className="link-button" onClick={clear}>
                  清除筛选
                </button>
              }
            />
          ) : (
            <Empty
              title="还没有项目"
              hint="导入台账之后，台账里的每个项目在这里都有一页：基本情况、申报、每次改动。"
              action={<Link to="/imports/new">导入台账</Link>}
            />
          )
        ) : (
          <DataTable
            label="项目"
            columns={COLUMNS}
            rows={rows}
            rowKey={(row) => row.code}
            onOpen={(row) => props.onOpen(row.code)}
            foot={<MoreFoot query={query} shown={rows.length} total={total} />}
            fill
          />
        )}
      </Panel>
    </Page>
  );
}
