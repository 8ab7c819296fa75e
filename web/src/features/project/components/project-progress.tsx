import { useState } from 'react';
import { CLAIM_KINDS, CLAIM_STATE } from '@/shared/domain/claim';
import { STAGES } from '@/shared/domain/stage';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { ClaimDrawer } from '@/ui-desk/claim-drawer';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Panel } from '@/ui-desk/page';
import { Empty } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { MILESTONES, type Project, type ProjectClaim } from '../model';
import styles from './project-page.module.css';

/** The milestones of a project with the claims that tell of them, and how its stage moved. */
export function ProjectProgress({ project }: { project: Project }) {
  const [open, setOpen] = useState<ProjectClaim | null>(null);
  const rows = MILESTONES.flatMap((kind) => project.claims.filter((claim) => claim.kind === kind));
  const columns: Column<ProjectClaim>[] = [
    {
      key: 'kind',
      title: '节点',
      head: true,
      width: 120,
      render: (claim) => (
        <button type="button" className="link-button" onClick={() => setOpen(claim)}>
          {claim.kind_label}
        </button>
      ),
    },
    { key: 'on', title: '发生日期', width: 120, render: (claim) => claim.occurred_on ?? '—' },
    { key: 'period', title: '账期', width: 112, render: (claim) => formatPeriod(claim.period) },
    { key: 'class', title: '类别', width: 104, render: (claim) => (claim.kind === 'signed' ? claim.class_label : '—') },
    { key: 'by', title: '申报人', render: (claim) => claim.reported_by },
    {
      key: 'state',
      title: '状态',
      width: 96,
      render: (claim) => <Tag tone={CLAIM_STATE[claim.state].tone}>{claim.state_label}</Tag>,
    },
  ];
  const untold = CLAIM_KINDS.filter(
    ({ code }) =>
      (MILESTONES as readonly string[]).includes(code) &&
      code !== 'terminated' &&
      !rows.some(({ kind }) => kind === code),
  );
  return (
    <div className={styles.page}>
      <div className={styles.main}>
        <Panel title="节点">
          {rows.length === 0 ? (
            <Empty title="还没有节点申报" hint="签约、开工、纳统、竣工、投产随台账导入后出现在这里。" />
          ) : (
            <>
              <DataTable
                label="节点申报"
                columns={columns}
                rows={rows}
                rowKey={(claim) => claim.id}
                onOpen={setOpen}
              />
              {untold.length > 0 ? (
                <p className={styles.tableNote}>尚未申报：{untold.map(({ label }) => label).join('、')}</p>
              ) : null}
            </>
          )}
        </Panel>
      </div>
      <div className={styles.side}>
        <Panel title="阶段变动">
          {project.stage_moves.length === 0 ? (
            <p className={styles.quiet}>还没有阶段变动。</p>
          ) : (
            <ol className={styles.timeline}>
              {project.stage_moves.map((move) => (
                <li key={`${move.at}${move.to}`}>
                  <p>
                    {STAGES[move.from].label} → <b>{STAGES[move.to].label}</b>
                  </p>
                  <p className={styles.quiet}>
                    {move.by}，{formatInstant(move.at)}
                  </p>
                </li>
              ))}
            </ol>
          )}
        </Panel>
      </div>
      {open ? <ClaimDrawer claim={open} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}
