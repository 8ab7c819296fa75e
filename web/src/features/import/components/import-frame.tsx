import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { jobQuery } from '@/shared/api/job';
import { type Me, can } from '@/shared/auth/permissions';
import { IMPORT_STATE } from '@/shared/domain/import';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { formatSize } from '@/shared/format/text';
import { ButtonLink } from '@/ui-desk/button-link';
import { JobProgress } from '@/ui-desk/job-progress';
import { Page, Panel } from '@/ui-desk/page';
import { ErrorBlock, Notice, Skeleton } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { importQueries, useReread } from '../api';
import { type Step, isReachable } from '../steps';
import type { Import } from '../model';
import { DeleteDialog } from './delete-dialog';
import { StepList } from './step-list';

/** What each page of an import is given by its address. */
export type StepProps = {
  id: string;
  me: Me;
  /** Goes to the step where the work goes on. */
  onResume: () => void;
  /** The import is no more. */
  onGone: () => void;
};

const ABOVE = <Link to="/imports">数据导入</Link>;

/** What all pages of one import have in common: its head, its steps, and the states in which nothing can be done. */
export function ImportFrame(
  props: StepProps & { step: Step; fill?: boolean; children: (data: Import) => ReactNode },
) {
  const { id, step } = props;
  const query = useQuery(importQueries.one(id));
  if (query.isPending || query.isError) {
    return (
      <Page title="导入台账" above={ABOVE} fill={props.fill ?? false}>
        <StepList id={null} facts={null} page={step} />
        <Panel>
          {query.isPending ? (
            <Skeleton rows={8} />
          ) : (
            <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
          )}
        </Panel>
      </Page>
    );
  }
  const data = query.data;
  const state = IMPORT_STATE[data.state];
  return (
    <Page
      title={data.file_name}
      fill={props.fill ?? false}
      above={ABOVE}
      mark={<Tag tone={state.tone}>{state.label}</Tag>}
      note={
        <>
          <span>{data.org.name}</span>
          <span>{formatPeriod(data.period)}</span>
          {data.history ? <span>历史数据，不送认定</span> : null}
          <span>
            {data.created_by}，{formatInstant(data.created_at)} 读取
          </span>
          <span>{formatSize(data.size)}</span>
        </>
      }
      actions={<FrameActions data={data} me={props.me} onGone={props.onGone} />}
    >
      <StepList id={id} facts={data} page={step} />
      <Body {...props} data={data} />
    </Page>
  );
}

function Body(props: Parameters<typeof ImportFrame>[0] & { data: Import }) {
  const { data, step } = props;
  const reread = useReread(data.id);
  const { doing, fault } = useWritten(data);
  const again = (
    <ButtonLink to="/imports/new" color="primary" variant="solid">
      换一个文件
    </ButtonLink>
  );
  if (data.state === 'failed') {
    return (
      <Notice tone="err" title="这个文件没有读成" action={again}>
        {data.failure?.message ?? '请在表格软件里打开检查后重新上传。'}
      </Notice>
    );
  }
  if (data.state === 'cancelled') {
    return (
      <Notice tone="warn" title="读取已取消" action={again}>
        什么都没有写入。需要时请重新上传。
      </Notice>
    );
  }
  if (data.state === 'reading') {
    return <Working id={data.job_id} doing="正在读取文件" onEnded={() => void reread().then(props.onResume)} />;
  }
  if (doing !== null) {
    return <Working id={data.job_id} doing={doing} onEnded={() => void reread().then(props.onResume)} />;
  }
  if (!isReachable(step, data)) return <Navigate to="/imports/$id" params={{ id: data.id }} replace />;
  return (
    <>
      {fault === null ? null : (
        <Notice tone="err" title={fault.title}>
          {fault.message}
        </Notice>
      )}
      {props.children(data)}
    </>
  );
}

/** Jobs that write a large import, perhaps from another window: in which state of it they run, and what they are called. */
const WRITTEN: Record<string, { at: Import['state']; doing: string; failed: string }> = {
  import_commit: { at: 'read', doing: '正在入账', failed: '没有入账，数据没有任何改动' },
  import_undo: { at: 'committed', doing: '正在撤销', failed: '没有撤销，数据没有任何改动' },
};

/** The writing under way, or why the last one failed. */
function useWritten({ state, job_id }: Import): {
  doing: string | null;
  fault: { title: string; message: string } | null;
} {
  const { data: job } = useQuery({
    ...jobQuery(job_id ?? ''),
    enabled: (state === 'read' || state === 'committed') && job_id !== null,
  });
  const written = job ? WRITTEN[job.kind] : undefined;
  if (!job || written?.at !== state) return { doing: null, fault: null };
  return {
    doing: job.state === 'running' ? written.doing : null,
    fault:
      job.state === 'failed' ? { title: written.failed, message: job.message ?? '请稍后再试。' } : null,
  };
}

/** How far a job has come, above the rows that are to come. */
function Working(props: { id: string | null; doing: string; onEnded: () => void }) {
  return (
    <Panel fill flush>
      {props.id === null ? null : (
        <JobProgress key={props.id} id={props.id} doing={props.doing} unit="行" onEnded={props.onEnded} />
      )}
      <Skeleton rows={8} />
    </Panel>
  );
}

function FrameActions(props: { data: Import; me: Me; onGone: () => void }) {
  const { data, me } = props;
  const [asking, setAsking] = useState(false);
  const mayDelete = data.state !== 'committed' && data.state !== 'undone' && can(me, 'import.create');
  return (
    <>
      <Button href={`/api/v1/imports/${data.id}/file`} download>
        下载原表
      </Button>
      {mayDelete ? <Button onClick={() => setAsking(true)}>删除</Button> : null}
      {asking ? (
        <DeleteDialog data={data} onClose={() => setAsking(false)} onGone={props.onGone} />
      ) : null}
    </>
  );
}
