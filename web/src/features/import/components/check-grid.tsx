import { App } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { messageOf } from '@/shared/api/problem';
import { formatTsv } from '@/shared/format/tsv';
import {
  type Area,
  type Change,
  type Cursor,
  cursorAt,
  fillArea,
  fillDown,
  inside,
  paste,
} from '@/ui-desk/edit-grid/cursor';
import { EditGrid } from '@/ui-desk/edit-grid/edit-grid';
import type { GridAct, GridColumn } from '@/ui-desk/edit-grid/types';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { nextProblem } from '../api';
import { faultBeside, faults, gridCell, gridColumns, mendChanges, rowLook } from '../grid';
import { type Mend, usePending } from '../mends';
import { type RowView, TAB_LABEL, type Import, type ImportColumns, type ImportRow } from '../model';
import { useRows } from '../rows';
import { CellDetail } from './cell-detail';
import styles from './check-grid.module.css';
import type { Asked } from './check-page';

/** Rows that one filling or pasting may reach. */
const AT_ONCE = 2000;

/** Cells that one change may hold; the server takes no more. */
const MOST = 5000;

/** The grid over the rows of one tab, and under it what is to be said of the cell where one is. */
export function CheckGrid(props: {
  data: Import;
  columns: ImportColumns;
  view: RowView;
  editable: boolean;
  onMend: (asked: Asked) => void;
  onChange: (mend: Mend) => void;
  onAll: () => void;
  onHelp: () => void;
  /** Opens a cell of the file. */
  onSource: (sheet: string, cell: string) => void;
}) {
  const { data, view, editable } = props;
  const { message } = App.useApp();
  const { first, total, rowAt, onRange, read } = useRows(data.id, view);
  const columns = useMemo(() => gridColumns(props.columns), [props.columns]);
  const pending = usePending(data.id);
  const [wanted, setCursor] = useState<Cursor>(cursorAt(0, 0));
  const grid = useRef<HTMLDivElement>(null);
  const cellOf = useCallback(
    (row: ImportRow, { key }: GridColumn) => gridCell(row, key, pending),
    [pending],
  );
  const sheets = props.columns.sheets.length;
  const lookOf = useCallback((row: ImportRow) => rowLook(row, sheets), [sheets]);

  if (first.isPending) return <Skeleton rows={8} />;
  if (first.isError) return <ErrorBlock error={first.error} onRetry={() => void first.refetch()} />;
  if (total === 0) {
    return view.tab === 'all' && !view.rule ? (
      <Empty title="没有数据行" hint="这份台账里没有读出项目。请看「对应列」里认出了哪些列。" />
    ) : (
      <Empty
        title={view.rule ? '没有这类问题的行了' : `没有「${TAB_LABEL[view.tab]}」的行`}
        action={
          <button type="button" className="link-button" onClick={props.onAll}>
            显示全部
          </button>
        }
      />
    );
  }

  const bounds = { rows: total, columns: columns.length };
  const cursor = inside(wanted, bounds);
  const row = rowAt(cursor.at.row);
  const field = columns[cursor.at.column]?.key ?? '';

  const write = (changes: readonly Change[], at: (position: number) => ImportRow | undefined) => {
    const mended = mendChanges(changes, columns, at);
    if (mended.length > MOST) void message.warning(`一次最多改 ${MOST} 格，请分几次`);
    else if (mended.length > 0) props.onChange({ kind: 'cells', changes: mended });
  };
  const withRows = async (area: Area, use: (at: (position: number) => ImportRow | undefined) => void) => {
    if (area.bottom - area.top >= AT_ONCE) {
      void message.warning(`一次最多填 ${AT_ONCE} 行，请分几次`);
      return;
    }
    try {
      const rows = await read(area);
      use((position) => rows[position - area.top]);
    } catch (error) {
      void message.error(messageOf(error).title);
    }
  };
  const toProblem = async (back: boolean) => {
    if (!row) return;
    const beside = faultBeside(row, columns, cursor.at.column, back);
    if (beside !== null) {
      setCursor(cursorAt(cursor.at.row, beside));
      return;
    }
    try {
      const found = await nextProblem(data.id, { view, index: row.index, back });
      if (!found) {
        void message.info(back ? '前面没有问题了' : '后面没有问题了');
        return;
      }
      const [there] = await read({ top: found.position, bottom: found.position });
      const places = there ? faults(there, columns) : [];
      setCursor(cursorAt(found.position, (back ? places.at(-1) : places[0]) ?? 0));
    } catch (error) {
      void message.error(messageOf(error).title);
    }
  };
  const textAt = (at: (position: number) => ImportRow | undefined) => (place: { row: number; column: number }) => {
    const line = at(place.row);
    const column = columns[place.column];
    return line && column ? cellOf(line, column).edit : undefined;
  };
  const copy = (area: Area, clipboard: DataTransfer) => {
    const lines: string[][] = [];
    for (let at = area.top; at <= area.bottom; at += 1) {
      const line = rowAt(at);
      if (!line) {
        void message.warning('选中的行还没有读完，请稍等再复制');
        return;
      }
      lines.push(columns.slice(area.left, area.right + 1).map((column) => cellOf(line, column).text));
    }
    clipboard.setData('text/plain', formatTsv(lines));
  };
  const onAct = (act: GridAct) => {
    switch (act.kind) {
      case 'write':
        write(act.changes, rowAt);
        break;
      case 'fill': {
        const area = fillArea(cursor);
        if (area) void withRows(area, (at) => write(fillDown(area, textAt(at)), at));
        break;
      }
      case 'paste': {
        const pasted = paste(cursor, act.cells, bounds);
        void withRows(pasted.area, (at) => {
          write(pasted.changes, at);
          setCursor({
            at: { row: pasted.area.top, column: pasted.area.left },
            anchor: { row: pasted.area.bottom, column: pasted.area.right },
          });
          if (pasted.left > 0) {
            void message.warning(`有 ${pasted.left} 格超出表格，没有放下。要加新的行，请在「导入台账」里粘贴`, 6);
          }
        });
        break;
      }
      case 'copy':
        copy(act.area, act.clipboard);
        break;
      case 'undo':
        if (data.can_undo_mend) props.onChange({ kind: 'undo' });
        else void message.info('没有可撤销的修改');
        break;
      case 'redo':
        if (data.can_redo_mend) props.onChange({ kind: 'redo' });
        else void message.info('没有可重做的修改');
        break;
      case 'problem':
        void toProblem(act.back);
        break;
      case 'source': {
        const cell = row?.cells[field]?.address;
        if (row && cell) props.onSource(row.sheet, cell);
        else void message.info('原表里没有这一格');
        break;
      }
      case 'help':
        props.onHelp();
        break;
    }
  };

  return (
    <div className={styles.work}>
      <EditGrid
        ref={grid}
        label="读出的数据行"
        columns={columns}
        placeWidth={sheets > 1 ? 128 : 72}
        count={total}
        rowAt={rowAt}
        lookOf={lookOf}
        cellOf={cellOf}
        editable={editable}
        cursor={cursor}
        onCursor={setCursor}
        onRange={onRange}
        onAct={onAct}
      />
      <CellDetail
        row={row}
        field={field}
        title={columns[cursor.at.column]?.title ?? ''}
        groups={data.groups}
        editable={editable}
        onMend={props.onMend}
        onSource={() => onAct({ kind: 'source' })}
      />
    </div>
  );
}
