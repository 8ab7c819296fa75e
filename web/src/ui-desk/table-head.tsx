import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import type { Column } from './data-table';
import styles from './data-table.module.css';

export function Widths<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <colgroup>
      {columns.map((column) => (
        <col key={column.key} style={column.width ? { width: column.width } : undefined} />
      ))}
    </colgroup>
  );
}

export function Head<Row>({ columns }: { columns: readonly Column<Row>[] }) {
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

export function startsGroup<Row>(columns: readonly Column<Row>[], column: Column<Row>): boolean {
  if (!column.groupKey) return false;
  const before = columns[columns.indexOf(column) - 1];
  return before?.groupKey !== column.groupKey;
}

const SORTED = { asc: 'ascending', desc: 'descending', none: 'none' } as const;

function HeadCell<Row>(props: { column: Column<Row>; rowSpan?: number; start: boolean }) {
  const { column, rowSpan, start } = props;
  const { onSort, onResize, onMove } = column;
  const names = [
    styles[column.align ?? 'left'],
    column.pinned ? styles.pinned : '',
    column.head ? styles.headColumn : '',
    start && column.groupKey ? styles.start : '',
  ];
  return (
    <th
      scope="col"
      rowSpan={rowSpan}
      className={names.filter(Boolean).join(' ')}
      aria-sort={onSort ? SORTED[column.sort ?? 'none'] : undefined}
      title={column.hint}
    >
      {onSort ? (
        <button
          type="button"
          className={styles.sort}
          onClick={onSort}
          onKeyDown={(event) => arrange(event, onMove, onResize)}
        >
          {column.title}
          <span aria-hidden="true" className={column.sort ? styles.sorted : styles.unsorted}>
            {column.sort === 'asc' ? '▲' : '▼'}
          </span>
        </button>
      ) : (
        column.title
      )}
      {onResize ? (
        <span
          aria-hidden="true"
          className={styles.edge}
          onPointerDown={(event) => drag(event, onResize)}
        />
      ) : null}
    </th>
  );
}

/** How far a key moves the edge of a column (pixels). */
const STEP = 16;

/** On the head of a column: Alt with an arrow moves the column, Shift with an arrow its edge. */
function arrange(
  event: KeyboardEvent<HTMLButtonElement>,
  onMove: ((step: number) => void) | undefined,
  onResize: ((width: number) => void) | undefined,
) {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const width = event.currentTarget.closest('th')?.offsetWidth;
  if (step === 0 || event.ctrlKey || event.metaKey) return;
  if (event.altKey && onMove) onMove(step);
  else if (event.shiftKey && onResize && width) onResize(width + step * STEP);
  else return;
  event.preventDefault();
}

/**
 * The edge follows the pointer; what uses the table is told when it is let go. Until then only the
 * element of the column changes, not the whole table.
 */
function drag(event: PointerEvent<HTMLElement>, onResize: (width: number) => void) {
  const edge = event.currentTarget;
  const cell = edge.closest('th');
  const column = cell?.closest('table')?.querySelectorAll('col')[cell.cellIndex];
  if (!cell || !column) return;
  event.preventDefault();
  const from = event.clientX - cell.offsetWidth;
  const follow = (move: globalThis.PointerEvent) => {
    column.style.width = `${Math.max(move.clientX - from, STEP)}px`;
  };
  edge.setPointerCapture(event.pointerId);
  edge.addEventListener('pointermove', follow);
  edge.addEventListener(
    'lostpointercapture',
    () => {
      edge.removeEventListener('pointermove', follow);
      onResize(cell.offsetWidth);
    },
    { once: true },
  );
}
