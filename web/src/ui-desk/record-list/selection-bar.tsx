import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { formatCount } from '@/shared/format/count';
import type { ListColumn } from '@/shared/list/definition';
import { EVERYTHING, NOTHING, type Selection } from '@/shared/list/selection';
import { rowsAsText } from '@/shared/list/value';
import styles from './record-list.module.css';

/** Stands in place of the toolbar while rows are marked, and says how many and what can be done. */
export function SelectionBar(props: {
  count: number;
  total: number;
  measure: string;
  /** The marked rows, where all of them have been loaded. */
  rows: readonly unknown[] | null;
  columns: readonly ListColumn[];
  onSelection: (selection: Selection) => void;
  actions: ReactNode;
}) {
  const { count, total, rows } = props;
  const { message } = App.useApp();
  const copy = () => {
    void navigator.clipboard
      .writeText(rowsAsText(props.columns, rows ?? []))
      .then(() => message.success(`已复制 ${formatCount(count)} 行，可以粘贴到表格里`))
      .catch(() => message.error('浏览器没有允许复制，请改用导出'));
  };
  return (
    <div className={styles.selection} role="toolbar" aria-label="已选择的行">
      <span role="status">
        已选 <b>{formatCount(count)}</b> {props.measure}
      </span>
      {count < total ? (
        <button type="button" className="link-button" onClick={() => props.onSelection(EVERYTHING)}>
          选择全部 {formatCount(total)} {props.measure}
        </button>
      ) : null}
      <button type="button" className="link-button" onClick={() => props.onSelection(NOTHING)}>
        取消选择
      </button>
      <span className={styles.push}>
        {rows ? <Button onClick={copy}>复制</Button> : null}
        {props.actions}
      </span>
    </div>
  );
}
