import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { type Job, jobQuery, useCancelJob } from '@/shared/api/job';
import { formatCount } from '@/shared/format/count';
import styles from './job-progress.module.css';
import { ErrorBlock } from './states';

/** How far long work has come, by its steps, with the way to stop it. */
export function JobProgress(props: {
  id: string;
  /** What is going on: `正在读取`. */
  doing: string;
  /** What its steps are: `行`. */
  unit: string;
  /** Called once, when it is done, has failed or was stopped. */
  onEnded: (job: Job) => void;
}) {
  const query = useQuery(jobQuery(props.id));
  const cancel = useCancelJob(props.id);
  const job = query.data;
  const { onEnded } = props;
  const ended = useRef(false);
  useEffect(() => {
    if (!job || job.state === 'running' || ended.current) return;
    ended.current = true;
    onEnded(job);
  }, [job, onEnded]);
  if (query.isError) return <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />;
  const total = job?.total ?? null;
  const done = job?.done ?? 0;
  return (
    <div className={styles.job}>
      <div className={styles.line}>
        <b>{job?.stopping ? '正在停下' : props.doing}</b>
        {done > 0 || total !== null ? (
          <span>
            {formatCount(done)}
            {total === null ? '' : ` / ${formatCount(total)}`} {props.unit}
          </span>
        ) : null}
        <Button
          className={styles.cancel ?? ''}
          loading={cancel.isPending}
          disabled={job === undefined || job.stopping || job.state !== 'running'}
          onClick={() => cancel.mutate()}
        >
          取消
        </Button>
      </div>
      <progress
        aria-label={props.doing}
        className={styles.bar}
        {...(total === null ? {} : { value: Math.min(done, total), max: Math.max(total, 1) })}
      />
    </div>
  );
}
