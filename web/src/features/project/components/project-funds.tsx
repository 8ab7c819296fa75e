import { useState } from 'react';
import { CLAIM_STATE } from '@/shared/domain/claim';
import { formatPeriod } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { ClaimDrawer } from '@/ui-desk/claim-drawer';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Strip } from '@/ui-desk/facts';
import { Panel } from '@/ui-desk/page';
import { Empty } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { type Project, type ProjectClaim, isMoney } from '../model';
import styles from './project-page.module.css';

/** The money of a project, month by month, as reported and as recognised. */
export function ProjectFunds({ project }: { project: Project }) {
  const [open, setOpen] = useState<ProjectClaim | null>(null);
  const rows = project.claims.filter(isMoney).sort((a, b) => b.period.localeCompare(a.period));
  if (rows.length === 0) {
    return (
      <Panel>
        <Empty title="还没有到位资金" hint="台账里的本月或累计到位资金导入后，按月列在这里。" />
      </Panel>
    );
  }
  const columns: Column<ProjectClaim>[] = [
    {
      key: 'period',
      title: '账期',
      head: true,
      width: 128,
      render: (claim) => (
        <button type="button" className="link-button" onClick={() => setOpen(claim)}>
          {formatPeriod(claim.period)}
          {claim.opening ? '（期初累计）' : ''}
        </button>
      ),
    },
    { key: 'kind', title: '种类', width: 112, render: (claim) => claim.kind_label },
    {
      key: 'amount',
      title: '申报（万）',
      width: 128,
      align: 'right',
      render: (claim) => `${claim.approximate ? '约 ' : ''}${formatWan(claim.amount)}`,
    },
    {
      key: 'recognised',
      title: '认定（万）',
      width: 128,
      align: 'right',
      render: (claim) =>
        claim.state === 'recognised' ? formatWan(claim.verdicts.at(-1)?.amount ?? claim.amount) : '—',
    },
    { key: 'currency', title: '币种', width: 72, render: (claim) => (claim.currency === 'USD' ? '美元' : '人民币') },
    { key: 'origin', title: '来源', width: 88, render: (claim) => claim.origin_label },
    { key: 'by', title: '申报人', render: (claim) => claim.reported_by },
    {
      key: 'state',
      title: '状态',
      width: 96,
      render: (claim) => <Tag tone={CLAIM_STATE[claim.state].tone}>{claim.state_label}</Tag>,
    },
  ];
  return (
    <div className={styles.main}>
      <Strip
        items={[
          { label: '累计到位，申报（万元）', value: formatWan(project.funds_reported) },
          { label: '累计到位，认定（万元）', value: formatWan(project.funds_recognised) },
        ]}
      />
      <Panel title="按月申报">
        <DataTable label="资金申报" columns={columns} rows={rows} rowKey={(claim) => claim.id} onOpen={setOpen} />
      </Panel>
      {open ? <ClaimDrawer claim={open} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}
