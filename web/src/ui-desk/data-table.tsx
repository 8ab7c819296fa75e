import type { ReactNode } from 'react';
import styles from './data-table.module.css';
import { Head, Widths } from './table-head';
import { Line } from './table-line';

export type Sort = 'asc' | 'desc';

export type Column<Row> = {
  key: string;
  title: ReactNode;
  /** What exactly the column is. */
  hint?: string | undefined;
  /** Neighbours with the same group stand under one heading. */
  group?: ReactNode;
  groupKey?: string;
  width?: number | undefined;
  /** The least width of the column that takes what the others leave. */
  minWidth?: number;
  align?: 'left' | 'right' | 'center';
  /** The name of the row: it stays in sight when the table is moved sideways. */
  head?: boolean;
  /** Stays in sight before the name of the row. */
  pinned?: boolean;
  render: (row: Row, index: number) => ReactNode;
  sort?: Sort | null;
  onSort?: () => void;
  /** Called with a new width in pixels; the edge of the head can then be taken hold of. */
  onResize?: (width: number) => void;
  /** Called with -1 or 1 when the column is moved by keyboard. */
  onMove?: (step: number) => void;
};

export type TableProps<Row> = {
  /** What the table shows, for those who cannot see it. */
  label: string;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** A line above the rows that stays in sight: the sum. */
  sum?: Row | undefined;
  onOpen?: (row: Row) => void;
  activeKey?: string | null;
  rowTone?: (row: Row) => RowTone | undefined;
  /** At the end of the list: more rows, the end, an error. */
  foot?: ReactNode;
};

/** `chosen` rows are marked, `band` rows head those below them. */
export type RowTone = 'warn' | 'muted' | 'chosen' | 'band';

type DataTableProps<Row> = TableProps<Row> & {
  rows: readonly Row[];
  /** What opens under a row. */
  below?: (row: Row) => ReactNode;
  fill?: boolean;
  /** Many narrow columns of numbers: close together, each on one line. */
  dense?: boolean;
};

/**
 * The one table of the desk: a native table with fixed head and first column. Rows open on click;
 * the way by keyboard is the button or link that each row has in its head cell.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, sum, below, rowKey, onOpen, activeKey, rowTone } = props;
  const line = (row: Row, index: number, className: string) => (
    <Line
      key={rowKey(row)}
      row={row}
      index={index}
      columns={columns}
      className={className}
      onOpen={onOpen}
      active={activeKey !== undefined && activeKey === rowKey(row)}
      arrows
    />
  );
  return (
    <div
      className={props.fill ? `${styles.scroll} ${styles.fill}` : styles.scroll}
      role="region"
      aria-label={props.label}
      tabIndex={0}
    >
      <table className={props.dense ? `${styles.table} ${styles.dense}` : styles.table}>
        <caption className="sr-only">{props.label}</caption>
        <Widths columns={columns} />
        <Head columns={columns} />
        <tbody>
          {sum ? line(sum, -1, styles.sum ?? '') : null}
          {rows.map((row, index) => {
            const inner = below?.(row);
            const tone = rowTone?.(row);
            const main = line(row, index, tone ? (styles[tone] ?? '') : '');
            if (!inner) return main;
            return [
              main,
              <tr key={`${rowKey(row)}-below`} className={styles.below}>
                <td colSpan={columns.length}>{inner}</td>
              </tr>,
            ];
          })}
        </tbody>
      </table>
      {props.foot ? <div className={styles.foot}>{props.foot}</div> : null}
    </div>
  );
}
