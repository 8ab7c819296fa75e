import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { useState } from 'react';
import { CLAIM_STATE } from '@/shared/domain/claim';
import { formatCount } from '@/shared/format/count';
import { dayOf, formatPeriod } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { ClaimDrawer, claimAmount } from '@/ui-desk/claim-drawer';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Facts, Strip } from '@/ui-desk/facts';
import { Page, Panel } from '@/ui-desk/page';
import { WayBack } from '@/ui-desk/record-list/way-back';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { StageTag, Tag } from '@/ui-desk/tag';
import { type TimelineShow, Timeline } from '@/ui-desk/timeline';
import { enterpriseQueries } from '../api';
import { type Enterprise, type EnterpriseProject, type EnterpriseTab, formerNames, listed } from '../model';
import styles from './enterprise-page.module.css';

export type EnterpriseView = { tab?: EnterpriseTab | undefined; show?: TimelineShow | undefined };

type EnterprisePageProps = {
  code: string;
  view: EnterpriseView;
  onView: (change: EnterpriseView) => void;
  onProject: (code: string) => void;
  onEnterprise: (code: string) => void;
};

export function EnterprisePage(props: EnterprisePageProps) {
  const query = useQuery(enterpriseQueries.one(props.code));
  if (query.isPending || query.isError) {
    return (
      <Page title="企业" above={<Link to="/enterprises">企业</Link>}>
        <Panel>
          {query.isError ? (
            <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Skeleton rows={8} />
          )}
        </Panel>
      </Page>
    );
  }
  return <Loaded {...props} enterprise={query.data} />;
}

function Loaded(props: EnterprisePageProps & { enterprise: Enterprise }) {
  const { enterprise, view, onView } = props;
  return (
    <Page
      title={enterprise.name}
      above={
        <WayBack
          list="enterprise"
          id={enterprise.code}
          back={(search) => (
            <Link to="/enterprises" search={search}>
              企业
            </Link>
          )}
          onGo={props.onEnterprise}
        />
      }
      note={
        <>
          <span>编号 {enterprise.code}</span>
          <span>{enterprise.credit_code ?? '统一社会信用代码未填'}</span>
          <span>{dayOf(enterprise.created_at)} 首次出现</span>
        </>
      }
    >
      <Strip
        items={[
          { label: '投资项目（个）', value: formatCount(enterprise.projects.length), note: '您能查看的范围内' },
          { label: '总投资（万元）', value: formatWan(enterprise.total_investment) },
          { label: '本年到位资金（万元）', value: formatWan(enterprise.funds_year_to_date) },
        ]}
      />
      <Tabs
        className={styles.tabs}
        activeKey={view.tab ?? 'overview'}
        destroyOnHidden
        onChange={(key) => onView({ tab: key as EnterpriseTab })}
        items={[
          {
            key: 'overview',
            label: '概况与项目',
            children: <Overview enterprise={enterprise} onProject={props.onProject} />,
          },
          { key: 'claims', label: `申报 ${enterprise.claims.length}`, children: <Claims enterprise={enterprise} /> },
          {
            key: 'timeline',
            label: '时间线',
            children: (
              <EnterpriseTimeline code={props.code} show={view.show} onShow={(show) => onView({ show })} />
            ),
          },
        ]}
      />
    </Page>
  );
}

const PROJECTS: Column<EnterpriseProject>[] = [
  {
    key: 'name',
    title: '项目',
    head: true,
    render: (row) => (
      <Link to="/projects/$code" params={{ code: row.code }}>
        {row.name}
      </Link>
    ),
  },
  { key: 'org', title: '单位', width: 130, render: (row) => row.org.name },
  { key: 'stage', title: '阶段', width: 72, render: (row) => <StageTag stage={row.stage} /> },
  { key: 'industry', title: '产业', width: 116, render: (row) => row.industry ?? '—' },
  { key: 'total', title: '总投资（万元）', width: 128, align: 'right', render: (row) => formatWan(row.total_investment) },
  {
    key: 'funds',
    title: '本年到位（万元）',
    width: 132,
    align: 'right',
    render: (row) => formatWan(row.funds_year_to_date),
  },
  { key: 'signed', title: '签约', width: 100, render: (row) => row.signed_on ?? '—' },
  { key: 'started', title: '开工', width: 100, render: (row) => row.started_on ?? '—' },
];

function Overview({ enterprise, onProject }: { enterprise: Enterprise; onProject: (code: string) => void }) {
  const others = formerNames(enterprise);
  return (
    <div className={styles.main}>
      <Panel title="企业情况">
        <Facts
          columns={3}
          items={[
            { label: '统一社会信用代码', value: enterprise.credit_code },
            { label: '登记地（按信用代码）', value: enterprise.registered_in },
            { label: '来源地', value: listed(enterprise.origins) },
            { label: '产业', value: listed(enterprise.industries) },
            { label: '项目公司', value: listed(enterprise.companies), wide: true },
            {
              label: '曾用名、别名',
              wide: true,
              value:
                others.length === 0 ? null : (
                  <ul className={styles.names}>
                    {others.map(({ name, projects }) => (
                      <li key={name}>
                        {name}
                        <span className={styles.quiet}>
                          {' '}
                          见于{' '}
                          {projects.map((code) => (
                            <Link key={code} to="/projects/$code" params={{ code }} className={styles.code}>
                              {code}
                            </Link>
                          ))}
                        </span>
                      </li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
      </Panel>
      <Panel title="投资项目">
        <DataTable
          label="投资项目"
          columns={PROJECTS}
          rows={enterprise.projects}
          rowKey={(row) => row.code}
          onOpen={(row) => onProject(row.code)}
        />
      </Panel>
    </div>
  );
}

type Claim = Enterprise['claims'][number];

function Claims({ enterprise }: { enterprise: Enterprise }) {
  const [open, setOpen] = useState<Claim | null>(null);
  const columns: Column<Claim>[] = [
    {
      key: 'kind',
      title: '申报',
      head: true,
      width: 128,
      render: (claim) => (
        <button type="button" className="link-button" onClick={() => setOpen(claim)}>
          {claim.kind_label}
          {claim.opening ? '（期初累计）' : ''}
        </button>
      ),
    },
    {
      key: 'project',
      title: '项目',
      render: (claim) => (
        <Link to="/projects/$code" params={{ code: claim.project.code }}>
          {claim.project.name}
        </Link>
      ),
    },
    { key: 'period', title: '账期', width: 112, render: (claim) => formatPeriod(claim.period) },
    { key: 'amount', title: '金额或日期', width: 168, align: 'right', render: (claim) => claimAmount(claim) || '—' },
    { key: 'org', title: '单位', width: 130, render: (claim) => claim.project.org.name },
    {
      key: 'state',
      title: '状态',
      width: 96,
      render: (claim) => <Tag tone={CLAIM_STATE[claim.state].tone}>{claim.state_label}</Tag>,
    },
  ];
  return (
    <Panel>
      {enterprise.claims.length === 0 ? (
        <Empty title="还没有申报" hint="其项目的签约、开工、到位资金等随台账导入后列在这里。" />
      ) : (
        <DataTable
          label="申报"
          columns={columns}
          rows={enterprise.claims}
          rowKey={(claim) => claim.id}
          onOpen={setOpen}
        />
      )}
      {open ? <ClaimDrawer claim={open} onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}

function EnterpriseTimeline(props: {
  code: string;
  show: TimelineShow | undefined;
  onShow: (show: TimelineShow | undefined) => void;
}) {
  const query = useQuery(enterpriseQueries.timeline(props.code));
  return (
    <Panel>
      {query.isPending ? (
        <Skeleton rows={8} />
      ) : query.isError ? (
        <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Timeline
          items={query.data.items}
          show={props.show}
          onShow={props.onShow}
          named={({ project }) => (
            <Link to="/projects/$code" params={{ code: project.code }}>
              {project.name}
            </Link>
          )}
        />
      )}
    </Panel>
  );
}
