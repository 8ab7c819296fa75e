import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import { flushSync } from 'react-dom';
import { copiedText } from '@/shared/format/clipboard';
import { parseTsv } from '@/shared/format/tsv';
import { type Area, type Cursor, areaOf, cursorAt, emptied, move, step } from './cursor';
import styles from './edit-grid.module.css';
import { GridRow } from './grid-row';
import { intentOf } from './keys';
import { HEAD_HEIGHT, ROW_HEIGHT } from './sizes';
import type { GridAct, GridCell, GridColumn, GridRowLook } from './types';

type EditGridProps<Row> = {
  /** What the grid shows, for those who cannot see it. */
  label: string;
  /** The first column stays in sight when the grid is moved sideways. */
  columns: readonly GridColumn[];
  /** Width of the column that says where a row stands, in pixels. */
  placeWidth: number;
  count: number;
  /** The row at an index; `undefined` while it is on its way. */
  rowAt: (index: number) => Row | undefined;
  lookOf: (row: Row) => GridRowLook;
  cellOf: (row: Row, column: GridColumn) => GridCell;
  /** Whether cells may be changed; otherwise one can only move about, mark and copy. */
  editable: boolean;
  cursor: Cursor;
  onCursor: (cursor: Cursor) => void;
  /** Tells which rows are in sight, so that they can be fetched. */
  onRange: (first: number, last: number) => void;
  onAct: (act: GridAct) => void;
  /** The element that takes the keyboard. */
  ref: RefObject<HTMLDivElement | null>;
};

/**
 * A grid over any number of rows that is worked in with the keyboard as a spreadsheet is. Only the cells in sight are
 * in the document. Tab moves between cells; after Escape it leaves the grid.
 */
export function EditGrid<Row>(props: EditGridProps<Row>) {
  const { columns, placeWidth, count, rowAt, cursor, onCursor, onRange, onAct, editable } = props;
  const id = useId();
  const scroll = props.ref;
  // Ending an edit takes the keyboard from its field, which would end it a second time.
  const editing = useRef(false);
  const [draft, setDraft] = useState<string | null>(null);
  const [released, setReleased] = useState(false);
  const pinned = columns[0]?.width ?? 0;
  const start = placeWidth + pinned;
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
    scrollPaddingEnd: HEAD_HEIGHT,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: Math.max(0, columns.length - 1),
    getScrollElement: () => scroll.current,
    estimateSize: (index) => columns[index + 1]?.width ?? 0,
    overscan: 1,
    paddingStart: start,
    scrollPaddingStart: start,
  });
  // Widths change with the columns, which the virtual list does not see.
  useLayoutEffect(() => across.measure(), [across, columns]);

  const lines = rows.getVirtualItems();
  const first = lines[0]?.index ?? 0;
  const last = lines[lines.length - 1]?.index ?? 0;
  useEffect(() => onRange(first, last), [onRange, first, last]);
  const inSight = across.getVirtualItems();
  const span = `${inSight[0]?.index ?? 0}-${inSight.length}`;
  const width = across.getTotalSize();

  const { row: atRow, column: atColumn } = cursor.at;
  useEffect(() => {
    if (atRow < count) rows.scrollToIndex(atRow);
    if (atColumn > 0) across.scrollToIndex(atColumn - 1);
    // Brought into sight when the cursor moves, not when the grid is scrolled away from it.
  }, [rows, across, atRow, atColumn, count]);

  const bounds = { rows: count, columns: columns.length };
  const takeFocus = () => scroll.current?.focus({ preventScroll: true });
  const activeRow = rowAt(atRow);
  const activeColumn = columns[atColumn];
  const begin = (text?: string) => {
    if (!editable || !activeRow || !activeColumn) return;
    const cell = props.cellOf(activeRow, activeColumn);
    if (cell.fixed) return;
    // At once, so that what is typed next already arrives in the field.
    editing.current = true;
    flushSync(() => setDraft(text ?? cell.edit));
  };
  const finish = (text: string) => {
    if (!editing.current) return;
    editing.current = false;
    setDraft(null);
    if (!activeRow || !activeColumn) return;
    if (text !== props.cellOf(activeRow, activeColumn).edit) {
      onAct({ kind: 'write', changes: [{ row: atRow, column: atColumn, text }] });
    }
  };
  const cancel = () => {
    editing.current = false;
    setDraft(null);
    takeFocus();
  };

  const clear = () => {
    const changes = emptied(areaOf(cursor), ({ row, column }) => {
      const data = rowAt(row);
      const shape = columns[column];
      const cell = data && shape && props.cellOf(data, shape);
      return cell && !cell.fixed ? cell.edit : undefined;
    });
    if (changes.length > 0) onAct({ kind: 'write', changes });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing || count === 0) return;
    const intent = intentOf(event, draft !== null, released);
    if (!intent) return;
    const text = event.target instanceof HTMLInputElement ? event.target.value : '';
    const leaving = intent.kind === 'step' ? step(cursor, intent.back, bounds) === null : false;
    if (leaving && draft === null) return;
    if (intent.kind !== 'type') event.preventDefault();
    if (draft !== null && intent.kind !== 'cancel') {
      finish(text);
      takeFocus();
    }
    setReleased(intent.kind === 'release');
    switch (intent.kind) {
      case 'step':
        onCursor(step(cursor, intent.back, bounds) ?? cursor);
        break;
      case 'move': {
        const page = Math.max(1, Math.floor(((scroll.current?.clientHeight ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT) - 1);
        onCursor(move(cursor, intent, bounds, page) ?? cursor);
        break;
      }
      case 'edit':
        begin();
        break;
      case 'type':
        begin('');
        break;
      case 'cancel':
        cancel();
        break;
      case 'release':
        onCursor(cursorAt(atRow, atColumn));
        break;
      case 'clear':
        if (editable) clear();
        break;
      case 'act':
        if (editable || !intent.writes) onAct(intent.act);
        break;
    }
  };

  const placeOf = (event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
    const line = cell?.closest<HTMLElement>('[data-row]');
    return cell && line ? { row: Number(line.dataset.row), column: Number(cell.dataset.column) } : null;
  };
  const onMouseDown = (event: MouseEvent) => {
    const place = placeOf(event);
    if (!place || event.button !== 0 || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    takeFocus();
    onCursor({ at: place, anchor: event.shiftKey ? cursor.anchor : place });
  };
  const onMouseMove = (event: MouseEvent) => {
    const place = event.buttons === 1 && draft === null ? placeOf(event) : null;
    if (place && (place.row !== atRow || place.column !== atColumn)) onCursor({ at: place, anchor: cursor.anchor });
  };

  const onCopy = (event: ClipboardEvent) => {
    if (draft === null) {
      event.preventDefault();
      onAct({ kind: 'copy', area: areaOf(cursor), clipboard: event.clipboardData });
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    if (draft !== null || !editable) return;
    event.preventDefault();
    const cells = parseTsv(copiedText(event.clipboardData));
    if (cells.length > 0) onAct({ kind: 'paste', cells });
  };

  const area = areaOf(cursor);
  return (
    <div
      ref={scroll}
      className={styles.grid}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-readonly={editable ? undefined : true}
      aria-activedescendant={draft === null && activeRow ? `${id}-${atRow}-${atColumn}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onMouseDown={onMouseDown}
      onMouseMove={onMouseMove}
      onDoubleClick={(event) => (placeOf(event) && draft === null ? begin() : undefined)}
      onCopy={onCopy}
      onPaste={onPaste}
      onBlur={() => setReleased(false)}
    >
      <div role="rowgroup" className={styles.head} style={{ width }}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          <div role="columnheader" aria-colindex={1} className={`${styles.headCell} ${styles.place}`} style={{ width: placeWidth }}>
            行
          </div>
          {columns[0] ? (
            <div
              role="columnheader"
              aria-colindex={2}
              className={`${styles.headCell} ${styles.pinned}`}
              style={{ width: pinned, left: placeWidth }}
            >
              {columns[0].title}
            </div>
          ) : null}
          {inSight.map((item) => {
            const column = columns[item.index + 1];
            return column ? (
              <div
                key={column.key}
                role="columnheader"
                aria-colindex={item.index + 3}
                title={column.title}
                className={`${styles.headCell} ${column.align === 'right' ? styles.right : ''}`}
                style={{ position: 'absolute', left: item.start, width: item.size }}
              >
                {column.title}
              </div>
            ) : null;
          })}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ width, height: rows.getTotalSize() }}>
        {lines.map((item) => (
          <GridRow
            key={item.key}
            id={id}
            index={item.index}
            top={item.start}
            row={rowAt(item.index)}
            columns={columns}
            placeWidth={placeWidth}
            across={inSight}
            span={span}
            lookOf={props.lookOf}
            cellOf={props.cellOf}
            {...marksIn(area, cursor, item.index)}
            draft={item.index === atRow ? draft : null}
            onFinish={finish}
          />
        ))}
      </div>
    </div>
  );
}

/** What of the cursor falls on one row: plain values, so that other rows need not be drawn anew. */
function marksIn(area: Area, { at }: Cursor, row: number) {
  const marked = row >= area.top && row <= area.bottom;
  return {
    active: at.row === row ? at.column : -1,
    from: marked ? area.left : -1,
    to: marked ? area.right : -2,
  };
}
