import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Job } from '@/shared/api/job';
import { formErrors } from '@/shared/api/problem';
import { formatCount } from '@/shared/format/count';
import { formatWan } from '@/shared/format/money';
import { JobProgress } from '@/ui-desk/job-progress';
import type { Chosen } from '@/ui-desk/record-list/record-list';
import { ErrorBlock, ErrorSummary, Skeleton } from '@/ui-desk/states';
import { claimQueries, useDecideSelected, useSelectionOutcome } from '../api';
import type { Ruling } from '../model';
import { LeftOver } from './left-over';
import { ReasonField } from './reason-field';
import styles from './selected-verdicts.module.css';

/** From so many claims on their number is typed once more before anything is done. */
const TYPED_FROM = 50;

const WORDS = {
  passed: { title: '认定所选的申报', act: '认定', done: '已认定' },
  returned: { title: '退回所选的申报', act: '退回', done: '已退回' },
} as const;

/** The acts of a reviewer on the claims that are marked in the list. */
export function SelectedVerdicts({ chosen }: { chosen: Chosen }) {
  const [ruling, setRuling] = useState<Ruling | null>(null);
  return (
    <>
      <Button onClick={() => setRuling('returned')}>退回所选</Button>
      <Button type="primary" onClick={() => setRuling('passed')}>
        认定所选
      </Button>
      {ruling ? <VerdictDialog ruling={ruling} chosen={chosen} onClose={() => setRuling(null)} /> : null}
    </>
  );
}

function VerdictDialog(props: { ruling: Ruling; chosen: Chosen; onClose: () => void }) {
  const { ruling } = props;
  // What was chosen when the dialog opened; the list behind it may be read anew meanwhile.
  const [chosen] = useState(props.chosen);
  const words = WORDS[ruling];
  const waiting = useQuery(claimQueries.waiting(chosen.selection));
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState<{ message: string; fieldId: string }[]>([]);
  const [ended, setEnded] = useState<Job | null>(null);
  const decide = useDecideSelected();
  const outcome = useSelectionOutcome();
  const count = waiting.data?.count ?? 0;
  const running = decide.isSuccess && ended === null;
  const over = ended !== null;

  const send = () => {
    const lacking = [
      ...(ruling === 'returned' && !reason.trim() ? [{ message: '请写明退回的原因', fieldId: 'reason' }] : []),
      ...(count > TYPED_FROM && typed.trim() !== String(count)
        ? [{ message: `请填写要${words.act}的条数 ${count}，以免误办`, fieldId: 'typed-count' }]
        : []),
    ];
    setMissing(lacking);
    if (lacking.length > 0) return;
    decide.mutate({
      selection: chosen.selection,
      expected: chosen.count,
      outcome: ruling,
      ...(ruling === 'returned' ? { reason: reason.trim() } : {}),
    });
  };
  const close = () => {
    props.onClose();
    if (outcome.isSuccess) props.chosen.clear();
  };
  const refused = decide.isError ? formErrors(decide.error, ['reason']) : null;
  const onEnded = (job: Job) => {
    setEnded(job);
    if (job.state === 'done') outcome.mutate(job.id);
  };

  return (
    <Modal
      open
      title={over ? '办理结果' : words.title}
      okText={over ? '知道了' : `${words.act} ${formatCount(count)} 条`}
      cancelText="取消"
      cancelButtonProps={{ hidden: running || over }}
      okButtonProps={{ hidden: running, disabled: !over && count === 0 }}
      closable={!running}
      mask={{ closable: false }}
      confirmLoading={decide.isPending || outcome.isPending}
      onCancel={running ? undefined : close}
      onOk={over ? close : send}
    >
      <ErrorSummary
        items={[
          ...missing,
          ...[...(refused?.general ?? []), ...Object.values(refused?.fields ?? {})].map((message) => ({ message })),
        ]}
      />
      {running ? (
        <JobProgress id={decide.data.id} doing={`正在${words.act}`} unit="条" onEnded={onEnded} />
      ) : over ? (
        <Result ended={ended} outcome={outcome} done={words.done} />
      ) : waiting.isPending ? (
        <Skeleton rows={3} />
      ) : waiting.isError ? (
        <ErrorBlock error={waiting.error} onRetry={() => void waiting.refetch()} />
      ) : (
        <div className={styles.asking}>
          <p>
            已选 {formatCount(chosen.count)} 条，其中待认定 <b>{formatCount(count)}</b> 条，人民币金额合计{' '}
            <b>{formatWan(waiting.data.sums.find(({ column }) => column === 'amount')?.value)}</b> 万元。
          </p>
          <p className={styles.quiet}>
            {count === 0
              ? '所选的都已办理过，不能再办理。'
              : ruling === 'passed'
                ? '按申报的金额认定；自动检查没有全部通过的、金额是约数的、本单位申报的不办理，办理后列出。'
                : '退回后由填报单位改正再报；已办理过的、本单位申报的不办理，办理后列出。'}
          </p>
          {ruling === 'returned' && count > 0 ? (
            <div>
              <ReasonField outcome="returned" value={reason} onChange={setReason} />
            </div>
          ) : null}
          {count > TYPED_FROM ? (
            <div>
              <label htmlFor="typed-count" className={styles.label}>
                填写要{words.act}的条数以确认
              </label>
              <Input
                id="typed-count"
                inputMode="numeric"
                className={styles.typed ?? ''}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </div>
          ) : null}
        </div>
      )}
    </Modal>
  );
}

function Result(props: { ended: Job; outcome: ReturnType<typeof useSelectionOutcome>; done: string }) {
  const { ended, outcome } = props;
  if (ended.state === 'cancelled') return <p role="status">已停下，一条也没有办理。</p>;
  if (ended.state === 'failed') return <p role="alert">{ended.message ?? '没有办理成功，一条也没有办理，请再试一次。'}</p>;
  if (outcome.isError) return <ErrorBlock error={outcome.error} onRetry={() => outcome.mutate(ended.id)} />;
  const result = outcome.data?.outcome;
  if (!result) return <Skeleton rows={2} />;
  return (
    <div role="status">
      <p>
        {props.done} {formatCount(result.recognised + result.returned)} 条。
      </p>
      <LeftOver left={result.left} />
    </div>
  );
}
