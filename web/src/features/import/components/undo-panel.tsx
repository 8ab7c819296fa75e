import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { formErrors } from '@/shared/api/problem';
import { formatCount } from '@/shared/format/count';
import { formatInstant } from '@/shared/format/date';
import { UNKNOWN } from '@/shared/format/money';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { ErrorSummary, Notice } from '@/ui-desk/states';
import { useUndoImport } from '../api';
import type { Import, UndoOutlook } from '../model';
import styles from './undo-panel.module.css';

type Blocker = UndoOutlook['blockers'][number];

/** Blockers that are told at most. */
const MOST = 50;

const COLUMNS: Column<Blocker>[] = [
  {
    key: 'name',
    title: '项目',
    head: true,
    render: (item) => (
      <Link to="/projects/$code" params={{ code: item.project_code }}>
        {item.name}
      </Link>
    ),
  },
  { key: 'what', title: '已据此办理', render: (item) => item.what },
  { key: 'by', title: '办理人', width: 110, render: (item) => item.by ?? UNKNOWN },
  { key: 'at', title: '时间', width: 150, render: (item) => formatInstant(item.at) },
];

/** Takes a whole import back, or says what stands in the way of it. */
export function UndoPanel({ data, preview }: { data: Import; preview: UndoOutlook }) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const undo = useUndoImport(data.id);
  if (preview.blockers.length > 0) {
    return (
      <>
        <Notice tone="warn" title={`现在不能撤销：有 ${formatCount(preview.blockers.length)}${preview.blockers.length < MOST ? '' : ' 多'} 处已依据这次导入办理`}>
          请先由办理人撤回下列事项，再来撤销这次导入。
        </Notice>
        <DataTable
          label="妨碍撤销的事项"
          columns={COLUMNS}
          rows={preview.blockers}
          rowKey={(item) => `${item.kind}${item.project_code}${item.what}${item.at}`}
        />
      </>
    );
  }
  const refused = undo.isError ? formErrors(undo.error, ['reason']) : { fields: {}, general: [] };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(!reason.trim());
        if (reason.trim()) undo.mutate(reason.trim());
      }}
    >
      <ErrorSummary
        title={undo.isError ? '没有撤销' : '请更正下列问题'}
        items={[
          ...(missing && !reason.trim() ? [{ message: '请写明撤销的原因', fieldId: 'undo-reason' }] : []),
          ...refused.general.map((message) => ({ message })),
          ...Object.values(refused.fields).map((message) => ({ message, fieldId: 'undo-reason' })),
        ]}
      />
      <p className={styles.hint}>
        将撤回申报 {formatCount(preview.withdraws)} 条，恢复项目 {formatCount(preview.restores)} 个；新增的项目一并撤回。
        撤销本身留有记录。
      </p>
      <label htmlFor="undo-reason" className={styles.label}>
        撤销的原因
      </label>
      <div className={styles.line}>
        <Input
          id="undo-reason"
          maxLength={500}
          value={reason}
          placeholder="如：报错了账期，应为 8 月"
          onChange={(event) => setReason(event.target.value)}
        />
        <Button danger htmlType="submit" loading={undo.isPending}>
          整批撤销
        </Button>
      </div>
    </form>
  );
}
