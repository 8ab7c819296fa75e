import { Modal } from 'antd';
import { useState } from 'react';
import { formatInstant } from '@/shared/format/date';
import type { EditConflict } from '../model';
import styles from './section-form.module.css';

/** What two people made of the same facts, side by side; for each field the person chooses. */
export function ConflictDialog(props: {
  conflict: EditConflict;
  saving: boolean;
  onClose: () => void;
  /** The fields in which the person's own text stays. */
  onChoose: (mine: ReadonlySet<string>) => void;
}) {
  const { conflict } = props;
  const both = conflict.fields.filter(({ changed }) => changed);
  const rest = conflict.fields.filter(({ changed }) => !changed);
  const [mine, setMine] = useState<ReadonlySet<string>>(() => new Set());
  const choose = (field: string, own: boolean) =>
    setMine((old) => {
      const next = new Set(old);
      if (own) next.add(field);
      else next.delete(field);
      return next;
    });
  return (
    <Modal
      open
      width={760}
      title="他人也修改了这些内容"
      okText="按所选保存"
      cancelText="回到表单"
      confirmLoading={props.saving}
      onCancel={props.onClose}
      onOk={() => props.onChoose(mine)}
    >
      <p className={styles.conflictNote}>
        {conflict.by}已于 {formatInstant(conflict.at)} 保存第 {conflict.version} 版。逐项选择保留哪一方的内容；未选中的一方仍可在变更历史中找到。
      </p>
      <table className={styles.conflict}>
        <thead>
          <tr>
            <th scope="col">字段</th>
            <th scope="col">原来</th>
            <th scope="col">{conflict.by}改为</th>
            <th scope="col">我改为</th>
          </tr>
        </thead>
        <tbody>
          {both.map(({ field, label, original, theirs, mine: own }) => (
            <tr key={field}>
              <th scope="row">{label}</th>
              <td>{original ?? '（空）'}</td>
              <td className={mine.has(field) ? undefined : styles.chosen}>
                <label className={styles.choice}>
                  <input
                    type="radio"
                    name={`keep-${field}`}
                    checked={!mine.has(field)}
                    onChange={() => choose(field, false)}
                  />
                  <span>{theirs ?? '（空）'}</span>
                </label>
              </td>
              <td className={mine.has(field) ? styles.chosen : undefined}>
                <label className={styles.choice}>
                  <input
                    type="radio"
                    name={`keep-${field}`}
                    checked={mine.has(field)}
                    onChange={() => choose(field, true)}
                  />
                  <span>{own ?? '（空）'}</span>
                </label>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest.length > 0 ? (
        <p className={styles.conflictRest}>您对{rest.map(({ label }) => label).join('、')}的修改没有冲突，将一并保存。</p>
      ) : null}
    </Modal>
  );
}
