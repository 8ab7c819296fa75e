import { Input, Modal } from 'antd';
import { useState } from 'react';
import { formatCount } from '@/shared/format/count';
import { OrgSelect } from '@/ui-desk/org-select';
import { ErrorSummary } from '@/ui-desk/states';
import type { GroupMend, MendKind } from '../wire';
import type { Asked } from './check-page';
import styles from './mend-dialog.module.css';

/** What is asked for, by the kind of mend. */
const ASK: Partial<Record<MendKind, { label: string; missing: string; example?: string }>> = {
  set_org: { label: '对应到单位', missing: '请选择单位' },
  set_text: { label: '统一改为', missing: '请写明统一改成什么', example: '如：2026-03-10' },
  keep: { label: '保留的理由', missing: '请写明保留的理由', example: '如：已与企业核实，金额无误' },
};

/** Asks for what a mend needs: a place's unit, a text for all, or the reason why a value stays as it is. */
export function MendDialog(props: {
  asked: Asked;
  onClose: () => void;
  onApply: (mend: GroupMend, label: string) => void;
}) {
  const { group, mend, rows } = props.asked;
  const [value, setValue] = useState(mend.suggestion ?? '');
  const [missing, setMissing] = useState(false);
  const ask = ASK[mend.kind];
  if (!ask) return null;
  const count = rows?.length ?? group.count;
  return (
    <Modal
      open
      title={`${group.label}：${mend.label}`}
      okText={`用于 ${formatCount(count)} 处`}
      cancelText="取消"
      onCancel={props.onClose}
      onOk={() => {
        setMissing(!value.trim());
        if (!value.trim()) return;
        props.onApply(
          { rule: group.rule, kind: mend.kind, value: value.trim(), ...(rows ? { rows } : {}) },
          mend.label,
        );
      }}
    >
      <ErrorSummary items={missing && !value.trim() ? [{ message: ask.missing, fieldId: 'mend-value' }] : []} />
      <p className={styles.example}>{group.example}</p>
      <label htmlFor="mend-value" className={styles.label}>
        {ask.label}
      </label>
      {mend.needs === 'org' ? (
        <OrgSelect
          id="mend-value"
          label={ask.label}
          value={value || undefined}
          onChange={(code) => setValue(code ?? '')}
          unitsOnly
          width="100%"
        />
      ) : (
        <Input.TextArea
          id="mend-value"
          rows={3}
          maxLength={500}
          autoFocus
          value={value}
          placeholder={ask.example}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
    </Modal>
  );
}
