import { useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { formatCount } from '@/shared/format/count';
import { OrgSelect } from '@/ui-desk/org-select';
import { ErrorBlock, ErrorSummary, Skeleton } from '@/ui-desk/states';
import { importQueries } from '../api';
import { type SameText, textsOf } from '../texts';
import type { GroupMend, MendKind } from '../model';
import type { Asked } from './check-page';
import styles from './mend-dialog.module.css';

type MendDialogProps = {
  importId: string;
  asked: Asked;
  onClose: () => void;
  onApply: (mends: GroupMend[], label: string) => void;
};

/** What is asked for, by the kind of mend. */
const ASK: Partial<Record<MendKind, { label: string; missing: string; example?: string }>> = {
  set_org: { label: '对应到单位', missing: '请选择单位' },
  set_text: { label: '统一改为', missing: '请写明统一改成什么', example: '如：2026-03-10' },
  keep: { label: '保留的理由', missing: '请写明保留的理由', example: '如：已与企业核实，金额无误' },
};

/** Asks for what a mend needs: a place's unit, a text, or the reason why a value stays as it is. */
export function MendDialog(props: MendDialogProps) {
  const { group, mend, rows } = props.asked;
  // What is wrong in many cells alike is asked for once for each text that stands in them.
  return mend.kind === 'keep' || rows ? <OneAnswer {...props} /> : <OneForEach key={group.rule} {...props} />;
}

function OneForEach(props: MendDialogProps) {
  const query = useQuery(importQueries.ofRule(props.importId, props.asked.group.rule));
  const texts = query.data ? textsOf(query.data.items, props.asked.group.rule) : [];
  if (query.isPending || query.isError) {
    return (
      <Modal open title={props.asked.group.label} footer={null} onCancel={props.onClose}>
        {query.isPending ? (
          <Skeleton rows={3} />
        ) : (
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        )}
      </Modal>
    );
  }
  return texts.length > 1 ? <Answers {...props} texts={texts} /> : <OneAnswer {...props} />;
}

function OneAnswer({ asked, onClose, onApply }: MendDialogProps) {
  const { group, mend, rows } = asked;
  const [value, setValue] = useState('');
  const [tried, setTried] = useState(false);
  const ask = ASK[mend.kind];
  if (!ask) return null;
  const given = value.trim();
  return (
    <Modal
      open
      title={`${group.label}：${mend.label}`}
      okText={`用于 ${formatCount(rows?.length ?? group.count)} 处`}
      cancelText="取消"
      onCancel={onClose}
      onOk={() => {
        setTried(true);
        if (given) onApply([{ rule: group.rule, kind: mend.kind, value: given, ...(rows ? { rows } : {}) }], mend.label);
      }}
    >
      <ErrorSummary items={tried && !given ? [{ message: ask.missing, fieldId: 'mend-value' }] : []} />
      <p className={styles.example}>{group.example}</p>
      <label htmlFor="mend-value" className={styles.label}>
        {ask.label}
      </label>
      <Answer id="mend-value" kind={mend.kind} label={ask.label} value={value} onChange={setValue} />
    </Modal>
  );
}

/** One answer for each text; those without one are left for later. */
function Answers({ asked, onClose, onApply, texts }: MendDialogProps & { texts: readonly SameText[] }) {
  const { group, mend } = asked;
  const [values, setValues] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const given = texts.filter(({ text }) => values[text]?.trim());
  return (
    <Modal
      open
      title={`${group.label}：${mend.label}`}
      okText={`用于 ${formatCount(given.reduce((sum, { count }) => sum + count, 0))} 处`}
      cancelText="取消"
      onCancel={onClose}
      onOk={() => {
        setTried(true);
        if (given.length === 0) return;
        onApply(
          given.map(({ text }) => ({ rule: group.rule, kind: mend.kind, value: values[text]?.trim() ?? '', text })),
          mend.label,
        );
      }}
    >
      <ErrorSummary
        items={
          tried && given.length === 0
            ? [{ message: ASK[mend.kind]?.missing ?? '请填写', fieldId: 'mend-value-0' }]
            : []
        }
      />
      <p className={styles.example}>同样的内容只问一次；空着的这次不改。</p>
      <ul className={styles.texts}>
        {texts.map(({ text, count }, index) => (
          <li key={text}>
            <label htmlFor={`mend-value-${index}`}>
              「{text || '空'}」<span>{formatCount(count)} 处</span>
            </label>
            <Answer
              id={`mend-value-${index}`}
              kind={mend.kind}
              label={`「${text}」${ASK[mend.kind]?.label ?? ''}`}
              value={values[text] ?? ''}
              onChange={(value) => setValues({ ...values, [text]: value })}
            />
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function Answer(props: {
  id: string;
  kind: MendKind;
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  if (props.kind === 'set_org') {
    return (
      <OrgSelect
        id={props.id}
        label={props.label}
        value={props.value || undefined}
        onChange={(code) => props.onChange(code ?? '')}
        unitsOnly
        width="100%"
      />
    );
  }
  return (
    <Input
      id={props.id}
      maxLength={500}
      value={props.value}
      placeholder={ASK[props.kind]?.example}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
