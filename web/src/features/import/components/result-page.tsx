import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Me, can } from '@/shared/auth/permissions';
import { checkedNote } from '@/shared/domain/import';
import { formatCount } from '@/shared/format/count';
import { formatInstant } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { writeFilters } from '@/shared/list/filter';
import { ButtonLink } from '@/ui-desk/button-link';
import { Strip } from '@/ui-desk/facts';
import { Panel } from '@/ui-desk/page';
import { ErrorBlock, Notice, Skeleton } from '@/ui-desk/states';
import { importQueries } from '../api';
import type { Import } from '../model';
import { ImportFrame, type StepProps } from './import-frame';
import styles from './result-page.module.css';
import { UndoPanel } from './undo-panel';

/** What a committed import has done, the way on, and the way back. */
export function ResultPage(props: StepProps) {
  return (
    <ImportFrame {...props} step="result">
      {(data) => <Result data={data} me={props.me} />}
    </ImportFrame>
  );
}

function Result({ data, me }: { data: Import; me: Me }) {
  const { result } = data;
  if (!result) return null;
  if (data.state === 'undone') {
    return (
      <Notice tone="warn" title={`已于 ${formatInstant(data.undone_at)} 整批撤销`}>
        {result.withdrawn ? `撤回申报 ${formatCount(result.withdrawn)} 条，` : ''}项目已恢复到导入之前。
      </Notice>
    );
  }
  return (
    <>
      <Notice
        tone="ok"
        title={`已于 ${formatInstant(data.committed_at)} 入账：新增项目 ${formatCount(result.new_projects)} 个，更新 ${formatCount(result.changed_projects)} 个，写入申报 ${formatCount(result.claims)} 条`}
        action={
          data.pending_claims > 0 && can(me, 'claim.decide') ? (
            <ButtonLink to="/recognition" search={{ import: data.id }} color="primary" variant="solid">
              去认定（{formatCount(data.pending_claims)}）
            </ButtonLink>
          ) : null
        }
      >
        {data.pending_claims > 0 ? (
          <p>
            待认定 {formatCount(data.pending_claims)} 条{checkedNote(data.checked_claims)}
          </p>
        ) : (
          <p>申报都已办理完毕。</p>
        )}
      </Notice>
      <Strip
        items={[
          { label: '在库项目（行）', value: formatCount(data.rows) },
          { label: '总投资（万元）', value: formatWan(data.total_investment) },
          {
            label: '本年到位资金（万元）',
            value: formatWan(data.funds_year_to_date),
            note: `${data.period.slice(0, 4)}年 1 月起累计`,
          },
          { label: '在系统里改过', value: formatCount(data.mended), note: '处，原文照存' },
        ]}
      />
      <Panel title="接下来">
        <ul className={styles.links}>
          {can(me, 'claim.read') ? (
            <li>
              <Link to="/recognition" search={{ import: data.id, state: 'all' }}>
                查看这批申报的认定进度
              </Link>
            </li>
          ) : null}
          {can(me, 'project.read') ? (
            <li>
              <Link to="/projects" search={{ f: writeFilters([{ column: 'org', test: 'below', orgs: [data.org.code] }]) }}>
                查看{data.org.name}的项目
              </Link>
            </li>
          ) : null}
          {can(me, 'board.read') ? (
            <li>
              <Link to="/stats" search={{ period: data.period, level: 'reported' }}>
                查看统计看板（申报口径）
              </Link>
            </li>
          ) : null}
          <li>
            <Link to="/imports/new">再导入一份</Link>
          </li>
        </ul>
      </Panel>
      {can(me, 'import.undo') ? <Undo data={data} /> : null}
    </>
  );
}

function Undo({ data }: { data: Import }) {
  const query = useQuery(importQueries.undo(data.id));
  return (
    <Panel title="整批撤销">
      {query.isPending ? (
        <Skeleton rows={3} />
      ) : query.isError ? (
        <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <UndoPanel data={data} preview={query.data} />
      )}
    </Panel>
  );
}
