import type { ReactNode } from 'react';
import { formatCount } from '@/shared/format/count';
import { formatWan } from '@/shared/format/money';
import type { ColumnSum } from '@/shared/list/api';
import { type ListColumn, columnOf, headOf, isNumber, serves, usualWidth } from '@/shared/list/definition';
import { type Selection, isSelected } from '@/shared/list/selection';
import { moveColumn, nextSort, resizeColumn, sortKey } from '@/shared/list/state';
import { cellText } from '@/shared/list/value';
import type { Column } from '../data-table';
import styles from './record-list.module.css';
import type { ListLine, RecordListModel } from './use-record-list';

/** Cells that a list draws in its own way, by the key of their column. */
export type OwnCells<Row> = Partial<Record<string, (row: Row) => ReactNode>>;

export type SelectionControl = {
  value: Selection;
  onToggle: (key: string, reach: boolean) => void;
  onAll: (on: boolean) => void;
  /** Whether every loaded row is marked, or some. */
  loaded: 'all' | 'some' | 'none';
};

/** The least width of the column with the names, which takes what the others leave. */
const NAME_WIDTH = 260;
const CHECK_WIDTH = 40;

/**
 * The columns of the table from the state of the list. The first one carries the name and the link
 * of a record; a line of a group or of the sums stands in the same columns.
 */
export function tableColumns<Row>(
  model: RecordListModel<Row>,
  options: { cells: OwnCells<Row>; nameOf: (row: Row) => string; selection: SelectionControl },
): Column<ListLine<Row>>[] {
  const { definition, state } = model;
  if (!definition || !state) return [];
  const { selection } = options;
  const check: Column<ListLine<Row>> = {
    key: '#',
    title: (
      <input
        type="checkbox"
        aria-label="选择已显示的各行"
        checked={selection.loaded === 'all'}
        ref={(box) => {
          if (box) box.indeterminate = selection.loaded === 'some';
        }}
        onChange={(event) => selection.onAll(event.target.checked)}
      />
    ),
    width: CHECK_WIDTH,
    pinned: true,
    render: (line) =>
      line.kind === 'row' ? (
        <input
          type="checkbox"
          aria-label={`选择 ${options.nameOf(line.row)}`}
          checked={isSelected(selection.value, line.key)}
          onClick={(event) => selection.onToggle(line.key, event.shiftKey)}
          readOnly
        />
      ) : null,
  };
  const shown = state.columns.flatMap(({ key, width }) => {
    const column = columnOf(definition, key);
    return column ? [{ column, width }] : [];
  });
  const last = shown.length - 1;
  return [
    check,
    ...shown.map(({ column, width }, index): Column<ListLine<Row>> => {
      const head = index === 0;
      const number = isNumber(column.kind);
      // One column has no width of its own and takes what is left: the names, or where they have
      // been given a width, the last one.
      const named = shown[0]?.width !== null;
      const free = named ? index === last : head;
      return {
        key: column.key,
        title: headOf(column),
        hint: column.definition,
        head,
        align: number ? 'right' : 'left',
        width: free && last > 0 ? undefined : (width ?? usualWidth(column)),
        minWidth: head ? NAME_WIDTH : (width ?? usualWidth(column)),
        render: (line) => cell(line, column, head, model, options.cells[column.key]),
        onResize: (pixels) => model.change({ columns: resizeColumn(state.columns, column.key, pixels) }, true),
        onMove: (step) => model.change({ columns: moveColumn(state.columns, column.key, step) }, true),
        ...(serves(column, 'sort')
          ? {
              sort: sortKey(state.sort) === column.key ? (state.sort.startsWith('-') ? 'desc' : 'asc') : null,
              onSort: () => model.change({ sort: nextSort(state.sort, column.key, column.kind !== 'text' && column.kind !== 'org' && column.kind !== 'choice') }),
            }
          : {}),
      };
    }),
  ];
}

function cell<Row>(
  line: ListLine<Row>,
  column: ListColumn,
  head: boolean,
  model: RecordListModel<Row>,
  own: ((row: Row) => ReactNode) | undefined,
): ReactNode {
  switch (line.kind) {
    case 'row': {
      const content = own ? own(line.row) : cellText(column, line.row);
      const long = column.kind === 'text' && model.state?.density === 'comfortable';
      return long ? <span className={styles.twoLines}>{content}</span> : content;
    }
    case 'group':
      return head ? (
        <button
          type="button"
          className={styles.groupName}
          aria-expanded={line.open}
          onClick={() => model.openGroup(line.group)}
        >
          <span aria-hidden="true">{line.open ? '▾' : '▸'}</span> {line.group.label}
          <span className={styles.groupCount}>{formatCount(line.group.count)}</span>
        </button>
      ) : (
        sumText(column, line.group.sums)
      );
    default:
      return head ? '合计（筛选结果）' : sumText(column, line.sums);
  }
}

function sumText(column: ListColumn, sums: readonly ColumnSum[]): string | null {
  if (!serves(column, 'sum')) return null;
  const sum = sums.find((item) => item.column === column.key)?.value;
  return column.kind === 'money' ? formatWan(sum) : formatCount(sum);
}
