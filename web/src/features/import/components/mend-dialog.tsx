import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { formatCount } from '@/shared/format/count';
import { OrgSelect } from '@/ui-desk/org-select';
import { ErrorSummary } from '@/ui-desk/states';
import type { GroupMend } from '../wire';
import type { Asked } from './check-page';
import styles from './mend-dialog.module.css';

const UNITS = ['元', '千元', '万元', '百万元', '亿元'];

const ASK = {
  org: { label: '对应到单位', missing: '请选择单位' },
  unit: { label: '金额单位', missing: '请选择金额单位' },
  text: { label: '保留的理由', missing: '请写明保留的理由' },
} as const;

/** Asks for what a mend needs: a place's unit, a money unit, or the reason why a value stays as it is. */
export function MendDialog(props: {
  asked: Asked;
  onClose: () => void;
  onApply: (mend: GroupMend, label: string) => void;
}) {
  const { group, mend, rows } = props.asked;
  const [value, setValue] = useState(mend.suggestion ?? '');
  const [missing, setMissing] = useState(false);
  if (mend.needs === 'none') return null;
  const ask = ASK[mend.needs];
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
          width="100%"
        />
      ) : mend.needs === 'unit' ? (
        <Select
          id="mend-value"
          aria-label={ask.label}
          className={styles.wide ?? ''}
          value={value || null}
          placeholder="请选择"
          options={UNITS.map((unit) => ({ value: unit, label: unit }))}
          onChange={(unit: string | null) => setValue(unit ?? '')}
        />
      ) : (
        <Input.TextArea
          id="mend-value"
          rows={3}
          maxLength={500}
          autoFocus
          value={value}
          placeholder="如：已与企业核实，金额无误"
          onChange={(event) => setValue(event.target.value)}
        />
      )}
    </Modal>
  );
}
