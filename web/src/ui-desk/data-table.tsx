import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import styles from './data-table.module.css';

export type Sort = 'asc' | 'desc';

export type Column<Row> = {
  key: string;
  title: ReactNode;
  /** Neighbours with the same group stand under one heading. */
  group?: ReactNode;
  groupKey?: string;
  width?: number;
  align?: 'left' | 'right' | 'center';
  /** The name of the row: it stays in sight when the table is moved sideways. */
  head?: boolean;
  render: (row: Row, index: number) => ReactNode;
  sort?: Sort | null;
  onSort?: () => void;
};

type DataTableProps<Row> = {
  /** What the table shows, for those who cannot see it. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** A line above the rows that stays in sight: the sum. */
  sum?: Row | undefined;
  onOpen?: (row: Row) => void;
  activeKey?: string | null;
  /** What opens under a row. */
  below?: (row: Row) => ReactNode;
  rowTone?: (row: Row) => 'warn' | 'muted' | undefined;
  /** At the end of the list: more rows, the end, an error. */
  foot?: ReactNode;
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

type VirtualTableProps<Row> = Omit<DataTableProps<Row>, 'rows' | 'sum' | 'foot' | 'fill' | 'below' | 'dense'> & {
  count: number;
  /** The row at an index; `undefined` while it is still on its way. */
  rowAt: (index: number) => Row | undefined;
  /** Tells which rows are in sight, so that they can be fetched. */
  onRange: (first: number, last: number) => void;
};

const ROW_HEIGHT = 36;

/** The same table over any number of rows, of which only those in sight are in the document. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { columns, count, rowAt, rowKey, onOpen, activeKey, rowTone, onRange } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: 72,
    onChange: (instance) => {
      const items = instance.getVirtualItems();
      const first = items[0];
      const last = items[items.length - 1];
      if (first && last) onRange(first.index, last.index);
    },
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items[items.length - 1]?.end ?? 0);
  return (
    <div
      className={`${styles.scroll} ${styles.fill}`}
      role="region"
      aria-label={props.label}
      tabIndex={0}
      ref={scroll}
    >
      <table className={`${styles.table} ${styles.oneLine}`} aria-rowcount={count + 1}>
        <caption className="sr-only">{props.label}</caption>
        <Widths columns={columns} />
        <Head columns={columns} />
        <tbody>
          <Spacer height={before} columns={columns.length} />
          {items.map((item) => {
            const row = rowAt(item.index);
            if (!row) {
              return (
                <tr key={item.key} aria-rowindex={item.index + 2}>
                  <td colSpan={columns.length} className={styles.waiting}>
                    正在读取…
                  </td>
                </tr>
              );
            }
            const tone = rowTone?.(row);
            return (
              <Line
                key={item.key}
                row={row}
                index={item.index}
                rowIndex={item.index + 2}
                columns={columns}
                className={tone ? (styles[tone] ?? '') : ''}
                onOpen={onOpen}
                active={activeKey !== undefined && activeKey === rowKey(row)}
              />
            );
          })}
          <Spacer height={after} columns={columns.length} />
        </tbody>
      </table>
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

function Widths<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <colgroup>
      {columns.map((column) => (
        <col key={column.key} style={column.width ? { width: column.width } : undefined} />
      ))}
    </colgroup>
  );
}

function Head<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  const grouped = columns.some((column) => column.groupKey);
  const bands: { key: string; title: ReactNode; span: number; first: Column<Row> }[] = [];
  for (const column of columns) {
    const last = bands[bands.length - 1];
    if (column.groupKey && last && last.key === column.groupKey) last.span += 1;
    else {
      const key = column.groupKey ?? column.key;
      bands.push({ key, title: column.group, span: 1, first: column });
    }
  }
  return (
    <thead className={grouped ? styles.grouped : undefined}>
      {grouped ? (
        <tr>
          {bands.map(({ key, title, span, first }) =>
            first.groupKey ? (
              <th key={key} scope="colgroup" colSpan={span} className={styles.band}>
                {title}
              </th>
            ) : (
              <HeadCell key={key} column={first} rowSpan={2} start />
            ),
          )}
        </tr>
      ) : null}
      <tr>
        {columns
          .filter((column) => !grouped || column.groupKey)
          .map((column) => (
            <HeadCell key={column.key} column={column} start={startsGroup(columns, column)} />
          ))}
      </tr>
    </thead>
  );
}

function startsGroup<Row>(columns: readonly Column<Row>[], column: Column<Row>): boolean {
  if (!column.groupKey) return false;
  const before = columns[columns.indexOf(column) - 1];
  return before?.groupKey !== column.groupKey;
}

const SORTED = { asc: 'ascending', desc: 'descending', none: 'none' } as const;

function HeadCell<Row>(props: { column: Column<Row>; rowSpan?: number; start: boolean }) {
  const { column, rowSpan, start } = props;
  const names = [
    styles[column.align ?? 'left'],
    column.head ? styles.headColumn : '',
    start && column.groupKey ? styles.start : '',
  ];
  return (
    <th
      scope="col"
      rowSpan={rowSpan}
      className={names.filter(Boolean).join(' ')}
      aria-sort={column.onSort ? SORTED[column.sort ?? 'none'] : undefined}
    >
      {column.onSort ? (
        <button type="button" className={styles.sort} onClick={column.onSort}>
          {column.title}
          <span aria-hidden="true" className={column.sort ? styles.sorted : styles.unsorted}>
            {column.sort === 'asc' ? '▲' : '▼'}
          </span>
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

function Line<Row>(props: {
  row: Row;
  index: number;
  rowIndex?: number;
  columns: readonly Column<Row>[];
  className: string;
  onOpen: ((row: Row) => void) | undefined;
  active: boolean;
}) {
  const { row, index, columns, onOpen, active } = props;
  const names = [props.className, onOpen ? styles.openable : '', active ? styles.active : ''];
  return (
    <tr
      className={names.filter(Boolean).join(' ')}
      aria-rowindex={props.rowIndex}
      onClick={
        onOpen
          ? (event) => {
              // The controls inside a row act for themselves, and marked text is not a click.
              const target = event.target as Element;
              if (target.closest('a, button, input') || window.getSelection()?.toString()) return;
              onOpen(row);
            }
          : undefined
      }
      onKeyDown={moveFocus}
    >
      {columns.map((column) => {
        const cell = [
          styles[column.align ?? 'left'],
          column.head ? styles.headColumn : '',
          startsGroup(columns, column) ? styles.start : '',
        ];
        const className = cell.filter(Boolean).join(' ');
        const content = column.render(row, index);
        return column.head ? (
          <th key={column.key} scope="row" className={className}>
            {content}
          </th>
        ) : (
          <td key={column.key} className={className}>
            {content}
          </td>
        );
      })}
    </tr>
  );
}

/** Up and down move between the same controls of neighbouring rows, left and right within one. */
function moveFocus(event: KeyboardEvent<HTMLTableRowElement>) {
  const target = event.target as HTMLElement;
  if (!target.matches('button, a')) return;
  const line = event.currentTarget;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const cell = target.closest<HTMLTableCellElement>('td, th');
    let next: Element | null = line;
    do {
      next = event.key === 'ArrowDown' ? next.nextElementSibling : next.previousElementSibling;
      const control = (next as HTMLTableRowElement | null)?.cells?.[cell?.cellIndex ?? 0];
      const focusable = control?.querySelector<HTMLElement>('button, a');
      if (focusable) {
        event.preventDefault();
        focusable.focus();
        return;
      }
    } while (next);
  }
  if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    const controls = [...line.querySelectorAll<HTMLElement>('button, a')];
    const step = event.key === 'ArrowRight' ? 1 : -1;
    const next = controls[controls.indexOf(target) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
}
