import { useQuery } from '@tanstack/react-query';
import { CLAIM_STATE } from '@/shared/domain/claim';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { Facts, Strip } from '@/ui-desk/facts';
import { ErrorBlock, Skeleton } from '@/ui-desk/states';
import { StageTag, Tag } from '@/ui-desk/tag';
import { projectQueries } from '../api';
import { isLong, peekedFacts } from '../model';
import styles from './project-peek.module.css';

/** Claims that are shown beside the list; all of them stand on the page of the project. */
const LATEST = 8;

/** The essentials of a project beside the list. */
export function ProjectPeek({ code }: { code: string }) {
  // A project that is not there is told in the panel; the list stays.
  const query = useQuery({ ...projectQueries.one(code), throwOnError: false });
  if (query.isError) return <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton rows={8} />;
  const project = query.data;
  const claims = [...project.claims].sort((a, b) => (a.period < b.period ? 1 : -1)).slice(0, LATEST);
  return (
    <div className={styles.peek}>
      <header>
        <h2>
          {project.name} <StageTag stage={project.stage} />
        </h2>
        <p className={styles.note}>
          {project.org.name}　编号 {project.code}　{formatInstant(project.updated_at)} 更新
        </p>
      </header>
      <Strip
        items={[
          { label: '总投资（万元）', value: formatWan(project.total_investment) },
          { label: '本年到位（万元）', value: formatWan(project.funds_year_to_date) },
          { label: '签约', value: project.signed_on ?? '—' },
          { label: '开工', value: project.started_on ?? '—' },
        ]}
      />
      <Facts columns={2} items={peekedFacts(project.facts).map(({ field, label, text }) => ({ label, value: text, wide: isLong(field) }))} />
      <section>
        <h3>{project.claims.length > LATEST ? `最近 ${LATEST} 条申报` : '申报'}</h3>
        {claims.length === 0 ? <p className={styles.note}>还没有申报。</p> : null}
        <ul className={styles.claims}>
          {claims.map((claim) => (
            <li key={claim.id}>
              <span className={styles.note}>{formatPeriod(claim.period)}</span>
              <b>{claim.kind_label}</b>
              <span className={styles.amount}>
                {claim.amount === null ? claim.occurred_on : `${formatWan(claim.amount)} 万${claim.currency === 'USD' ? '美元' : '元'}`}
              </span>
              <Tag tone={CLAIM_STATE[claim.state].tone}>{CLAIM_STATE[claim.state].label}</Tag>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
