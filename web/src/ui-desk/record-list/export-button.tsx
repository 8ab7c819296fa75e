import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { App, Button } from 'antd';
import { useCallback, useState } from 'react';
import type { Job } from '@/shared/api/job';
import { messageOf } from '@/shared/api/problem';
import { type ExportAsk, useExport } from '@/shared/list/api';
import { saveAs } from '@/shared/save-as';
import { JobProgress } from '../job-progress';
import styles from './record-list.module.css';

type ExportButtonProps = { ask: ExportAsk; label?: string; disabled?: boolean };

/**
 * Takes away what is shown as a workbook. Few rows come at once; many are written by a job, which is
 * watched in a corner while the list can be used on.
 */
export function ExportButton({ ask, label = '导出', disabled = false }: ExportButtonProps) {
  const { message } = App.useApp();
  const start = useExport();
  const [job, setJob] = useState<string | null>(null);
  const onEnded = useCallback(
    (ended: Job) => {
      setJob(null);
      if (ended.state === 'done') saveAs(`/api/v1/jobs/${ended.id}/file`);
      else if (ended.state === 'failed') void message.error(ended.message ?? '导出没有完成，请再试一次');
    },
    [message],
  );
  return (
    <>
      <Button
        icon={<DownloadOutlined aria-hidden="true" />}
        loading={start.isPending}
        disabled={disabled || job !== null}
        onClick={() =>
          start.mutate(ask, {
            onSuccess: (started) => setJob(started.job),
            onError: (error) => void message.error(messageOf(error).title),
          })
        }
      >
        {label}
      </Button>
      {job === null ? null : (
        <section className={styles.job} aria-label="导出进度">
          <JobProgress id={job} doing="正在导出" unit="行" onEnded={onEnded} />
        </section>
      )}
    </>
  );
}
