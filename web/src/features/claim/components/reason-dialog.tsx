import { App, Modal } from 'antd';
import { useState } from 'react';
import { formErrors } from '@/shared/api/problem';
import { ErrorSummary } from '@/ui-desk/states';
import { useDecide } from '../api';
import { ReasonField, WORDS } from './reason-field';
import type { Claim } from '../model';

/** A verdict that needs its reason. */
export function ReasonDialog(props: {
  claim: Claim;
  outcome: keyof typeof WORDS;
  onClose: () => void;
  onDecided: () => void;
}) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const decide = useDecide();
  const words = WORDS[props.outcome];
  const refused = decide.isError ? formErrors(decide.error, ['reason']) : null;
  const send = () => {
    setMissing(!reason.trim());
    if (!reason.trim()) return;
    decide.mutate(
      { id: props.claim.id, verdict: { outcome: props.outcome, reason: reason.trim() } },
      {
        onSuccess: () => {
          void message.success(`${words.done}：${props.claim.project.name}`);
          props.onClose();
          props.onDecided();
        },
      },
    );
  };
  return (
    <Modal
      open
      title={words.title}
      okText={words.ok}
      cancelText={words.cancel}
      confirmLoading={decide.isPending}
      onCancel={props.onClose}
      onOk={send}
    >
      <ErrorSummary
        items={[
          ...(missing ? [{ message: words.missing, fieldId: 'reason' }] : []),
          ...[...(refused?.general ?? []), ...Object.values(refused?.fields ?? {})].map((text) => ({
            message: text,
          })),
        ]}
      />
      <ReasonField outcome={props.outcome} value={reason} onChange={setReason} />
    </Modal>
  );
}
