import { useVirtualizer } from '@tanstack/react-virtual';
import { useImperativeHandle, useRef, type CSSProperties, type Ref } from 'react';
import type { TableProps } from './data-table';
import styles from './data-table.module.css';
import { Head, Widths } from './table-head';
import { Line } from './table-line';

export type VirtualHandle = {
  /** Brings a row into sight, and with `focus` the keyboard to the control in its head cell. */
  reveal: (index: number, focus: boolean) => void;
  /** Back to the first row. */
  toTop: () => void;
};

type VirtualTableProps<Row> = TableProps<Row> & {
  count: number;
  /** The row at an index; `undefined` while it is still on its way. */
  rowAt: (index: number) => Row | undefined;
  /** Tells which rows are in sight, so that they can be fetched. */
  onRange: (first: number, last: number) => void;
  /** Rows on two lines have more air. */
  comfortable?: boolean;
  /** Up and down belong to whoever uses the table, not to the controls of neighbouring rows. */
  ownArrows?: boolean;
  handle?: Ref<VirtualHandle>;
};

const ROW_HEIGHT = { compact: 36, comfortable: 44 };
const HEAD_HEIGHT = 33;
/** Rows outside of what is seen. Few: each costs a dozen elements. */
const OVERSCAN = 4;
/** What a column without a width takes at least. */
const FREE_WIDTH = 160;

/** The same table over any number of rows, of which only those in sight are in the document. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { columns, count, sum, rowAt, rowKey, onOpen, activeKey, rowTone, onRange } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const height = props.comfortable ? ROW_HEIGHT.comfortable : ROW_HEIGHT.compact;
  // Head and sum cover the first rows of what is scrolled.
  const covered = HEAD_HEIGHT + (sum === undefined ? 0 : height);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    scrollPaddingStart: covered,
    scrollPaddingEnd: height,
    onChange: (instance) => {
      const items = instance.getVirtualItems();
      const first = items[0];
      const last = items[items.length - 1];
      if (first && last) onRange(first.index, last.index);
    },
  });
  useImperativeHandle(props.handle, () => ({
    toTop: () => scroll.current?.scrollTo({ top: 0 }),
    reveal: (index, focus) => {
      virtualizer.scrollToIndex(index, { align: 'auto' });
      if (!focus) return;
      // The row is in the document once the table has been drawn at its new place. Who has gone
      // elsewhere by then is not fetched back.
      const from = document.activeElement;
      window.requestAnimationFrame(() => {
        if (document.activeElement !== from && document.activeElement !== document.body) return;
        const row = scroll.current?.querySelector(`tr[aria-rowindex="${index + 2}"]`);
        row?.querySelector<HTMLElement>('th a, th button')?.focus({ preventScroll: true });
      });
    },
  }));
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items[items.length - 1]?.end ?? 0);
  const width = columns.reduce((all, column) => all + (column.width ?? column.minWidth ?? FREE_WIDTH), 0);
  const pinned = columns.find((column) => column.pinned)?.width ?? 0;
  const look = [styles.table, styles.oneLine, props.comfortable ? styles.comfortable : ''];
  const line = (row: Row, index: number, className: string) => (
    <Line
      key={rowKey(row)}
      row={row}
      index={index}
      rowIndex={index >= 0 ? index + 2 : undefined}
      columns={columns}
      className={className}
      onOpen={index >= 0 ? onOpen : undefined}
      active={activeKey !== undefined && activeKey === rowKey(row)}
      arrows={!props.ownArrows}
    />
  );
  return (
    <div
      className={`${styles.scroll} ${styles.fill}`}
      role="region"
      aria-label={props.label}
      tabIndex={0}
      ref={scroll}
      data-scroll-restoration-id={`table-${props.label}`}
      style={
        {
          '--head-left': `${pinned}px`,
          '--sum-top': `${HEAD_HEIGHT}px`,
          scrollPaddingTop: covered,
        } as CSSProperties
      }
    >
      <table
        className={look.filter(Boolean).join(' ')}
        style={{ minWidth: width }}
        aria-rowcount={count + 1}
      >
        <caption className="sr-only">{props.label}</caption>
        <Widths columns={columns} />
        <Head columns={columns} />
        <tbody>
          {sum === undefined ? null : line(sum, -1, styles.sum ?? '')}
          <Spacer height={before} columns={columns.length} />
          {items.map((item) => {
            const row = rowAt(item.index);
            if (row === undefined) {
              return (
                <tr key={item.key} aria-rowindex={item.index + 2}>
                  <td colSpan={columns.length} className={styles.waiting}>
                    正在读取…
                  </td>
                </tr>
              );
            }
            const tone = rowTone?.(row);
            return line(row, item.index, tone ? (styles[tone] ?? '') : '');
          })}
          <Spacer height={after} columns={columns.length} />
        </tbody>
      </table>
      {props.foot ? <div className={styles.foot}>{props.foot}</div> : null}
    </div>
  );
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} className={styles.spacer} style={{ height }} />
    </tr>
  );
}
