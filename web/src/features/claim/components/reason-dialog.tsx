import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { formErrors } from '@/shared/api/problem';
import { ErrorSummary } from '@/ui-desk/states';
import { useDecide } from '../api';
import type { Claim } from '../model';
import styles from './verdict-form.module.css';

const WORDS = {
  returned: {
    title: '退回这条申报',
    ok: '退回',
    cancel: '不退回',
    label: '退回的原因，填报单位会看到',
    missing: '请写明退回的原因',
    done: '已退回',
    common: ['缺少佐证材料', '金额与佐证不符', '与其他单位重复申报', '账期有误'],
  },
  rejected: {
    title: '对这条申报不予认定',
    ok: '不予认定',
    cancel: '再想想',
    label: '不予认定的原因，填报单位会看到',
    missing: '请写明不予认定的原因',
    done: '不予认定',
    common: ['不属于招商引资项目', '与其他单位重复申报', '核查不实'],
  },
  revoked: {
    title: '撤销这条认定',
    ok: '撤销认定',
    cancel: '不撤销',
    label: '撤销的原因，填报单位会看到',
    missing: '请写明撤销的原因',
    done: '已撤销认定',
    common: ['误点通过', '事后核查不实', '与其他单位重复认定'],
  },
} as const;

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
      <label htmlFor="reason" className={styles.label}>
        {words.label}
      </label>
      <Input.TextArea
        id="reason"
        rows={3}
        autoFocus
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className={styles.common}>
        {words.common.map((text) => (
          <button
            key={text}
            type="button"
            className="link-button"
            onClick={() => setReason(reason ? `${reason}；${text}` : text)}
          >
            {text}
          </button>
        ))}
      </div>
    </Modal>
  );
}
