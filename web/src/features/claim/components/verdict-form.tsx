import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { formErrors } from '@/shared/api/problem';
import { useKeys, useKeysOn } from '@/shared/hooks/use-keys';
import { MoneyInput } from '@/ui-desk/money-input';
import { ErrorSummary } from '@/ui-desk/states';
import { useDecide } from '../api';
import { type Claim, isMoney, passErrors } from '../model';
import { ReasonDialog } from './reason-dialog';
import styles from './verdict-form.module.css';

export function VerdictForm({ claim, onDecided }: { claim: Claim; onDecided: () => void }) {
  const { message } = App.useApp();
  const money = isMoney(claim.kind) || claim.amount !== null;
  const [amount, setAmount] = useState(claim.approximate ? null : claim.amount);
  const [edited, setEdited] = useState(false);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<{ amount?: string; reason?: string }>({});
  const [asking, setAsking] = useState<'returned' | 'rejected' | null>(null);
  const keysOn = useKeysOn();
  const decide = useDecide();
  const refused = decide.isError ? formErrors(decide.error, ['amount', 'reason']) : null;
  const differs = money && amount !== null && amount !== claim.amount;

  const pass = () => {
    if (decide.isPending) return;
    const found = passErrors(claim, { amount, reason }, edited);
    setErrors(found);
    if (found.amount ?? found.reason) {
      document.getElementById(found.amount ? 'verdict-amount' : 'verdict-reason')?.focus();
      return;
    }
    decide.mutate(
      {
        id: claim.id,
        verdict: {
          outcome: 'passed',
          ...(money && amount !== null ? { amount } : {}),
          ...(reason.trim() ? { reason: reason.trim() } : {}),
        },
      },
      {
        onSuccess: () => {
          void message.success(`已通过：${claim.project.name}`);
          onDecided();
        },
      },
    );
  };
  useKeys(
    { a: { label: '通过', run: pass }, r: { label: '退回', run: () => setAsking('returned') } },
    '办理这一条',
  );

  return (
    <div className={styles.form}>
      {refused && !asking ? (
        <ErrorSummary
          title="没有办理成功"
          items={[...refused.general, ...Object.values(refused.fields)].map((text) => ({
            message: text,
          }))}
        />
      ) : null}
      <div className={styles.line}>
        {money ? (
          <div className={styles.amount}>
            <MoneyInput
              id="verdict-amount"
              label="认定金额"
              value={amount}
              error={errors.amount}
              onChange={(value) => {
                setEdited(true);
                setAmount(value);
                setErrors({});
              }}
            />
          </div>
        ) : null}
        {money && (differs || errors.reason) ? (
          <div className={styles.reason}>
            <label htmlFor="verdict-reason">与申报不同的理由</label>
            <Input
              id="verdict-reason"
              value={reason}
              maxLength={500}
              status={errors.reason ? 'error' : ''}
              onChange={(event) => {
                setReason(event.target.value);
                setErrors({});
              }}
            />
            <p className={styles.error}>{errors.reason}</p>
          </div>
        ) : null}
        <div className={styles.buttons}>
          <Button onClick={() => setAsking('rejected')}>不予认定</Button>
          <Button onClick={() => setAsking('returned')}>
            退回 {keysOn ? <kbd>R</kbd> : null}
          </Button>
          <Button type="primary" loading={decide.isPending && !asking} onClick={pass}>
            通过 {keysOn ? <kbd>A</kbd> : null}
          </Button>
        </div>
      </div>
      {asking ? (
        <ReasonDialog
          claim={claim}
          outcome={asking}
          onClose={() => {
            setAsking(null);
            decide.reset();
          }}
          onDecided={onDecided}
        />
      ) : null}
    </div>
  );
}
