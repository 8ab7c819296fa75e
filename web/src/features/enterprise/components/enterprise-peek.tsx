import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatCount } from '@/shared/format/count';
import { dayOf } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { Facts, Strip } from '@/ui-desk/facts';
import { ErrorBlock, Skeleton } from '@/ui-desk/states';
import { StageTag } from '@/ui-desk/tag';
import { enterpriseQueries } from '../api';
import { formerNames, listed } from '../model';
import styles from './enterprise-peek.module.css';

/** Projects that are shown beside the list; all of them stand on the page of the enterprise. */
const LATEST = 8;

/** The essentials of an enterprise beside the list. */
export function EnterprisePeek({ code }: { code: string }) {
  // An enterprise that is not there is told in the panel; the list stays.
  const query = useQuery({ ...enterpriseQueries.one(code), throwOnError: false });
  if (query.isError) return <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton rows={8} />;
  const enterprise = query.data;
  const { projects } = enterprise;
  return (
    <div className={styles.peek}>
      <header>
        <h2>{enterprise.name}</h2>
        <p className={styles.note}>
          编号 {enterprise.code}　{dayOf(enterprise.created_at)} 首次出现
        </p>
      </header>
      <Strip
        items={[
          { label: '投资项目（个）', value: formatCount(projects.length) },
          { label: '总投资（万元）', value: formatWan(enterprise.total_investment) },
          { label: '本年到位（万元）', value: formatWan(enterprise.funds_year_to_date) },
        ]}
      />
      <Facts
        columns={2}
        items={[
          { label: '统一社会信用代码', value: enterprise.credit_code },
          { label: '登记地（按信用代码）', value: enterprise.registered_in },
          { label: '来源地', value: listed(enterprise.origins) },
          { label: '产业', value: listed(enterprise.industries) },
          { label: '曾用名、别名', value: listed(formerNames(enterprise).map(({ name }) => name)), wide: true },
        ]}
      />
      <section>
        <h3>{projects.length > LATEST ? `最近 ${LATEST} 个项目` : '投资项目'}</h3>
        <ul className={styles.projects}>
          {projects.slice(0, LATEST).map((project) => (
            <li key={project.code}>
              <Link to="/projects/$code" params={{ code: project.code }}>
                {project.name}
              </Link>
              <span className={styles.note}>{project.org.name}</span>
              <span className={styles.amount}>
                {project.total_investment === null ? '—' : `${formatWan(project.total_investment)} 万元`}
              </span>
              <StageTag stage={project.stage} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
