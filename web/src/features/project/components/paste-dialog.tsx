import { Checkbox, Modal, Select } from 'antd';
import { useState } from 'react';
import { UNKNOWN, formatWan, parseMoney } from '@/shared/format/money';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Notice } from '@/ui-desk/states';
import { type Fact, type PastedChange, type PastedRow, type Section, type Typed, pastedChanges, rowOf, toldElsewhere } from '../model';
import { ORIGINS } from './fact-input';
import styles from './section-form.module.css';

/** What a pasted row would change in a form, to be looked at before it is filled in. */
export function PasteDialog(props: {
  rows: readonly PastedRow[];
  /** Name of the project. */
  name: string;
  section: Section;
  /** All facts of the project as they are saved. */
  facts: readonly Fact[];
  typed: Readonly<Record<string, Typed>>;
  onFill: (changes: PastedChange[]) => void;
  onClose: () => void;
}) {
  const { rows, section } = props;
  const [at, setAt] = useState(() => rowOf(rows, props.name));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const row = rows[at];
  if (!row) return null;
  const changes = pastedChanges(row, section.facts, props.typed);
  const chosen = changes.filter(({ fact }) => !left.has(fact.field));
  const others = toldElsewhere(row, props.facts, section.section);
  const columns: Column<PastedChange>[] = [
    {
      key: 'field',
      title: '资料',
      head: true,
      width: 168,
      render: ({ fact }) => (
        <Checkbox
          checked={!left.has(fact.field)}
          onChange={({ target }) => {
            const next = new Set(left);
            if (target.checked) next.delete(fact.field);
            else next.add(fact.field);
            setLeft(next);
          }}
        >
          {fact.label}
        </Checkbox>
      ),
    },
    { key: 'now', title: '现在', render: ({ fact, now }) => now.unavailable ?? shown(fact.field, now.text) },
    { key: 'pasted', title: '粘贴的', render: ({ fact, text }) => <b>{shown(fact.field, text)}</b> },
  ];
  return (
    <Modal
      open
      width={720}
      title={`粘贴到「${section.label}」`}
      okText={changes.length === 0 ? '知道了' : `填入 ${chosen.length} 项`}
      okButtonProps={{ disabled: changes.length > 0 && chosen.length === 0 }}
      cancelText="不填"
      cancelButtonProps={{ hidden: changes.length === 0 }}
      onOk={() => (changes.length === 0 ? props.onClose() : props.onFill(chosen))}
      onCancel={props.onClose}
    >
      <div className={styles.pasted}>
        {rows.length > 1 ? (
          <div className={styles.rowChoice}>
            <label htmlFor="pasted-row">用哪一行</label>
            <Select
              id="pasted-row"
              value={at}
              options={rows.map((one, place) => ({ value: place, label: `第 ${one.row} 行　${one.name ?? '没有名称'}` }))}
              onChange={setAt}
            />
          </div>
        ) : null}
        {row.name !== null && row.name !== props.name ? (
          <Notice tone="warn">
            <p>粘贴的这一行是「{row.name}」，正在修改的是「{props.name}」，请确认是同一个项目。</p>
          </Notice>
        ) : null}
        {changes.length === 0 ? (
          <p>粘贴的内容与这一栏目现在的内容一样，没有要填的。</p>
        ) : (
          <DataTable label="粘贴会改的内容" columns={columns} rows={changes} rowKey={({ fact }) => fact.field} />
        )}
        {row.problems.length > 0 ? (
          <ul aria-label="没有读懂的">
            {row.problems.map((problem) => (
              <li key={`${problem.rule} ${problem.message}`}>{problem.message}</li>
            ))}
          </ul>
        ) : null}
        {others.length > 0 ? (
          <p className={styles.hint}>
            {others.map(({ label }) => label).join('、')}也与现在不同，但在其他栏目里：打开那一栏再粘贴。
          </p>
        ) : null}
      </div>
    </Modal>
  );
}

function shown(field: string, text: string): string {
  if (text === '') return UNKNOWN;
  if (field === 'total_investment') {
    const fen = parseMoney(text);
    return fen === null ? text : formatWan(fen);
  }
  return field === 'origin_scope' ? (ORIGINS.find(({ value }) => value === text)?.label ?? text) : text;
}
