import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CLAIM_STATE, SOURCE_KIND } from '@/shared/domain/claim';
import { STAGES } from '@/shared/domain/stage';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { Facts, Strip } from '@/ui-desk/facts';
import { Page, Panel } from '@/ui-desk/page';
import { SourceView } from '@/ui-desk/source-cell';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { StageTag, Tag } from '@/ui-desk/tag';
import { projectQueries } from '../api';
import { type Project, type ProjectClaim, claimsByPeriod, shownFacts } from '../model';
import styles from './project-page.module.css';

export function ProjectPage({ code }: { code: string }) {
  const query = useQuery(projectQueries.one(code));
  const above = <Link to="/projects">项目</Link>;
  if (query.isPending || query.isError) {
    return (
      <Page title="项目" above={above}>
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
  const project = query.data;
  return (
    <Page
      title={project.name}
      above={above}
      mark={<StageTag stage={project.stage} />}
      note={
        <>
          <span>{project.org.name}</span>
          <span>编号 {project.code}</span>
          <span>{formatInstant(project.updated_at)} 更新</span>
        </>
      }
    >
      <Strip
        items={[
          { label: '总投资（万元）', value: formatWan(project.total_investment) },
          { label: '本年到位资金（万元）', value: formatWan(project.funds_year_to_date) },
          { label: '签约', value: project.signed_on ?? '—' },
          { label: '开工', value: project.started_on ?? '—' },
        ]}
      />
      <div className={styles.page}>
        <div className={styles.main}>
          <Panel title="基本情况">
            <Facts
              columns={3}
              items={shownFacts(project).map(({ label, text, wide }) => ({ label, value: text, wide }))}
            />
          </Panel>
          <Panel title="申报与认定">
            <Claims claims={project.claims} />
          </Panel>
        </div>
        <div className={styles.side}>
          <Panel title="阶段">
            <Stages project={project} />
          </Panel>
          <Panel title="改动记录">
            <History project={project} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}

function Claims({ claims }: { claims: readonly ProjectClaim[] }) {
  const [open, setOpen] = useState<string | null>(null);
  if (claims.length === 0) {
    return <Empty title="还没有申报" hint="签约、开工、到位资金等随台账导入后出现在这里。" />;
  }
  return (
    <ol className={styles.months}>
      {claimsByPeriod(claims).map(({ period, claims: list }) => (
        <li key={period}>
          <p className={styles.month}>{formatPeriod(period)}</p>
          <ul>
            {list.map((claim) => (
              <li key={claim.id}>
                <button
                  type="button"
                  className={styles.claim}
                  aria-expanded={open === claim.id}
                  onClick={() => setOpen(open === claim.id ? null : claim.id)}
                >
                  <span aria-hidden="true" className={styles.chevron}>
                    {open === claim.id ? '▾' : '▸'}
                  </span>
                  <b>
                    {claim.kind_label}
                    {claim.opening ? '（期初）' : ''}
                  </b>
                  <span className={styles.what}>
                    {claim.amount === null
                      ? (claim.occurred_on ?? '')
                      : `${claim.approximate ? '约 ' : ''}${formatWan(claim.amount)} 万${claim.currency === 'USD' ? '美元' : '元'}`}
                  </span>
                  <span className={styles.who}>{claim.reported_by} 申报</span>
                  <span className={styles.where}>
                    {claim.source.cell
                      ? `${claim.source.sheet}!${claim.source.cell}`
                      : SOURCE_KIND[claim.source.kind]}
                  </span>
                  <Tag tone={CLAIM_STATE[claim.state].tone}>{claim.state_label}</Tag>
                </button>
                {open === claim.id ? (
                  <div className={styles.claimBody}>
                    <Facts
                      columns={3}
                      items={[
                        { label: '申报时间', value: formatInstant(claim.reported_at) },
                        { label: '发生日期', value: claim.occurred_on },
                        {
                          label: '认定',
                          value: claim.verdicts.length
                            ? claim.verdicts
                                .map((item) => `${item.outcome_label}，${item.by}，${formatInstant(item.at)}`)
                                .join('；')
                            : '尚未认定',
                        },
                      ]}
                    />
                    <SourceView source={claim.source} />
                  </div>
                ) : null}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Stages({ project }: { project: Project }) {
  if (project.stage_moves.length === 0) {
    return <p className={styles.quiet}>还没有阶段变动。</p>;
  }
  return (
    <ol className={styles.timeline}>
      {project.stage_moves.map((move) => (
        <li key={`${move.at}${move.to}`}>
          <p>
            {STAGES[move.from].label} →{' '}
            <b>{STAGES[move.to].label}</b>
          </p>
          <p className={styles.quiet}>
            {move.by}，{formatInstant(move.at)}
          </p>
        </li>
      ))}
    </ol>
  );
}

function History({ project }: { project: Project }) {
  if (project.history.length === 0) return <p className={styles.quiet}>还没有改动。</p>;
  return (
    <ol className={styles.timeline}>
      {project.history.map((version) => (
        <li key={version.version}>
          <p>
            第 {version.version} 版 · {version.cause}
          </p>
          <p className={styles.quiet}>
            {version.by}，{formatInstant(version.at)}
          </p>
          <ul className={styles.changes}>
            {version.changes.map((change) => (
              <li key={change.field}>
                {change.field_label}：
                {change.before === null ? null : <del>{change.before}</del>}
                {change.before === null ? '' : ' → '}
                {change.after ?? '（空）'}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
