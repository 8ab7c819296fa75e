import type { KeyboardEvent } from 'react';
import type { Column } from './data-table';
import styles from './data-table.module.css';
import { startsGroup } from './table-head';

export function Line<Row>(props: {
  row: Row;
  index: number;
  rowIndex?: number | undefined;
  columns: readonly Column<Row>[];
  className: string;
  onOpen: ((row: Row) => void) | undefined;
  active: boolean;
  /** Whether the arrows move between the controls of neighbouring rows. */
  arrows: boolean;
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
      onKeyDown={props.arrows ? moveFocus : undefined}
    >
      {columns.map((column) => {
        const cell = [
          styles[column.align ?? 'left'],
          column.pinned ? styles.pinned : '',
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
