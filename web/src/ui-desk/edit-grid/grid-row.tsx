import type { VirtualItem } from '@tanstack/react-virtual';
import { memo } from 'react';
import styles from './edit-grid.module.css';
import type { GridCell, GridColumn, GridRowLook } from './types';

type GridRowProps<Row> = {
  id: string;
  index: number;
  top: number;
  row: Row | undefined;
  columns: readonly GridColumn[];
  placeWidth: number;
  across: readonly VirtualItem[];
  /** Which columns those are; they are compared by it. */
  span: string;
  lookOf: (row: Row) => GridRowLook;
  cellOf: (row: Row, column: GridColumn) => GridCell;
  /** The column of the active cell; -1 where it is in another row. */
  active: number;
  /** The marked columns. */
  from: number;
  to: number;
  /** The text being edited in the active cell. */
  draft: string | null;
  onFinish: (text: string) => void;
};

const MARK = { err: { sign: '!', name: '错误' }, warn: { sign: '?', name: '警告' }, info: { sign: 'i', name: '提示' } };

function Row<Data>(props: GridRowProps<Data>) {
  const { index, row, columns } = props;
  const place = { transform: `translateY(${props.top}px)` };
  if (row === undefined) {
    return (
      <div role="row" aria-rowindex={index + 2} aria-busy="true" className={styles.row} style={place}>
        <div role="gridcell" className={styles.waiting}>
          <span className="sr-only">正在读取</span>
        </div>
      </div>
    );
  }
  const look = props.lookOf(row);
  const cell = (column: number, style: { left: number; width: number }, pinned: boolean) => {
    const shape = columns[column];
    if (!shape) return null;
    const isActive = props.active === column;
    return (
      <Cell
        key={shape.key}
        id={`${props.id}-${index}-${column}`}
        column={column}
        title={shape.title}
        right={shape.align === 'right'}
        cell={props.cellOf(row, shape)}
        style={style}
        pinned={pinned}
        active={isActive}
        marked={column >= props.from && column <= props.to}
        draft={isActive ? props.draft : null}
        onFinish={props.onFinish}
      />
    );
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      className={look.tone ? `${styles.row} ${styles.muted}` : styles.row}
      style={place}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        className={`${styles.cell} ${styles.place}`}
        style={{ width: props.placeWidth }}
        title={look.place}
      >
        {look.tag ? <b className={styles[look.tag.tone]}>{look.tag.text}</b> : null}
        {look.place}
      </div>
      {cell(0, { left: props.placeWidth, width: columns[0]?.width ?? 0 }, true)}
      {props.across.map((item) => cell(item.index + 1, { left: item.start, width: item.size }, false))}
    </div>
  );
}

/** A row is drawn anew only when something of it has changed. */
export const GridRow = memo(Row, (before, after) =>
  (Object.keys(after) as (keyof typeof after)[]).every(
    (key) => key === 'across' || key === 'onFinish' || before[key] === after[key],
  ) && (after.draft === null || before.onFinish === after.onFinish),
) as typeof Row;

function Cell(props: {
  id: string;
  column: number;
  title: string;
  right: boolean;
  cell: GridCell;
  style: { left: number; width: number };
  pinned: boolean;
  active: boolean;
  marked: boolean;
  draft: string | null;
  onFinish: (text: string) => void;
}) {
  const { cell, active } = props;
  const names = [
    styles.cell,
    props.right ? styles.right : '',
    props.pinned ? styles.pinned : styles.free,
    cell.tone ? styles[cell.tone] : '',
    cell.mended ? styles.mended : '',
    cell.pending ? styles.pending : '',
    props.marked ? styles.marked : '',
    active ? styles.active : '',
  ];
  return (
    <div
      id={props.id}
      role="gridcell"
      aria-colindex={props.column + 2}
      aria-selected={props.marked}
      aria-invalid={cell.tone === 'err' ? true : undefined}
      data-column={props.column}
      className={names.filter(Boolean).join(' ')}
      style={props.style}
    >
      {props.draft === null ? (
        <>
          {cell.tone ? (
            <i role="img" aria-label={MARK[cell.tone].name} className={styles.sign}>
              {MARK[cell.tone].sign}
            </i>
          ) : null}
          {cell.text}
          {cell.mended ? <span className="sr-only">（已改）</span> : null}
        </>
      ) : (
        <input
          className={styles.input}
          aria-label={props.title}
          defaultValue={props.draft}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => {
            const { length } = event.target.value;
            event.target.setSelectionRange(length, length);
          }}
          onBlur={(event) => props.onFinish(event.target.value)}
        />
      )}
    </div>
  );
}
