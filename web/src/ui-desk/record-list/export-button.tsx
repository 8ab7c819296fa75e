import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { useEffect } from 'react';
import { messageOf } from '@/shared/api/problem';
import { formatCount } from '@/shared/format/count';
import { type ExportAsk, jobFile, jobQuery, useExport } from '@/shared/list/api';
import { saveAs } from '@/shared/save-as';
import styles from './record-list.module.css';

/**
 * Takes away what is shown as a workbook. Few rows come at once; many are written by a job, whose
 * progress stands in place of the button until the file is there.
 */
export function ExportButton({ ask, label = '导出' }: { ask: ExportAsk; label?: string }) {
  const { message } = App.useApp();
  const start = useExport();
  const jobId = start.data?.job ?? null;
  const job = useQuery(jobQuery(jobId));
  const { reset } = start;
  const state = job.data?.state;
  useEffect(() => {
    if (jobId === null || state === undefined) return;
    if (state === 'done') {
      saveAs(jobFile(jobId));
      reset();
    } else if (state === 'failed') {
      void message.error(job.data?.message ?? '导出没有完成，请再试一次');
      reset();
    } else if (state === 'cancelled') reset();
  }, [jobId, state, reset, message, job.data?.message]);

  if (jobId !== null) {
    const { done = 0, total = 0 } = job.data ?? {};
    return (
      <span className={styles.progress} role="status">
        <Progress percent={total > 0 ? Math.round((done / total) * 100) : 0} size="small" showInfo={false} aria-label="导出进度" />
        正在导出 {formatCount(done)} / {total > 0 ? formatCount(total) : '…'}
      </span>
    );
  }
  return (
    <Button
      icon={<DownloadOutlined aria-hidden="true" />}
      loading={start.isPending}
      onClick={() =>
        start.mutate(ask, { onError: (error) => void message.error(messageOf(error).title) })
      }
    >
      {label}
    </Button>
  );
}
