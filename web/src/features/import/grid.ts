import { formatPeriod } from '@/shared/format/date';
import type { Change as GridChange } from '@/ui-desk/edit-grid/cursor';
import type { GridCell, GridColumn, GridRowLook } from '@/ui-desk/edit-grid/types';
import type { ImportColumns, ImportRow, MendChange, RowAction, Severity, SheetColumn } from './model';

const NAME = 'project_name';

/** The key of a column's cells in a row: a field that a ledger has once for each month carries the month. */
export const cellKey = ({ field, period }: Pick<SheetColumn, 'field' | 'period'>): string | null =>
  field === null ? null : period === null ? field : `${field}:${period}`;

/** The columns of the grid: every field that some sheet has, in the order of ledgers, the project's name first. */
export function gridColumns({ sheets, fields }: ImportColumns): GridColumn[] {
  const order = new Map(fields.map(({ key }, index) => [key, index]));
  const found = new Map<string, { column: SheetColumn; label: string; rank: number }>();
  for (const sheet of sheets) {
    for (const column of sheet.columns) {
      const key = cellKey(column);
      const field = fields.find((item) => item.key === column.field);
      if (key === null || !field || found.has(key)) continue;
      const rank = field.key === NAME ? -1 : (order.get(field.key) ?? fields.length);
      found.set(key, { column, label: field.label, rank });
    }
  }
  return [...found.entries()]
    .sort(
      ([, a], [, b]) => a.rank - b.rank || (a.column.period ?? '').localeCompare(b.column.period ?? ''),
    )
    .map(([key, { column, label }]) => {
      const month = column.period === null ? '' : `${formatPeriod(column.period)} `;
      const title = `${month}${label}${column.unit ? `（${column.unit}）` : ''}`;
      return {
        key,
        title,
        width: key === NAME ? 240 : widthOf(title, column),
        ...(column.unit ? { align: 'right' as const } : {}),
      };
    });
}

/** Pixels of a text in the grid: Chinese characters are as wide as they are high. */
const widthOfText = (text: string) =>
  text.length * 8 + (text.match(/[\u2e80-\uffff]/g)?.length ?? 0) * 6;

/** Wide enough for the head and for what the samples show, within reason. */
function widthOf(title: string, { samples }: SheetColumn): number {
  const widest = Math.max(widthOfText(title), ...samples.map((sample) => widthOfText(sample) + 22));
  return Math.min(220, Math.max(72, widest + 20));
}

const TONE: Record<Severity, GridCell['tone']> = { error: 'err', warning: 'warn', info: 'info' };

const EMPTY: GridCell = { text: '', edit: '' };

export function gridCell(row: ImportRow, key: string, pending: ReadonlyMap<string, string>): GridCell {
  const cell = row.cells[key];
  const typed = pending.size > 0 ? pending.get(`${row.index}\n${key}`) : undefined;
  if (typed !== undefined) return { text: typed, edit: typed, pending: true };
  if (!cell) return EMPTY;
  return {
    text: cell.text,
    edit: cell.text,
    tone: cell.severity ? TONE[cell.severity] : undefined,
    mended: cell.mended,
  };
}

const ACTION: Record<RowAction, GridRowLook['tag']> = {
  new: { text: '增', tone: 'ok' },
  change: { text: '改', tone: 'brand' },
  same: undefined,
  skip: { text: '跳', tone: 'warn' },
};

const DROPPED: GridRowLook['tag'] = { text: '弃', tone: 'neutral' };

/** The row number alone tells the place as long as there is one sheet. */
export function rowLook(row: ImportRow, sheets: number): GridRowLook {
  return {
    place: sheets > 1 ? `${row.sheet}!${row.row}` : `${row.row}`,
    tag: row.dropped ? DROPPED : ACTION[row.action],
    tone: row.dropped || row.action === 'skip' ? 'muted' : undefined,
  };
}

/** Changes of cells by their place in the grid, as changes of rows and fields. */
export function mendChanges(
  changes: readonly GridChange[],
  columns: readonly GridColumn[],
  rowAt: (position: number) => ImportRow | undefined,
): MendChange[] {
  return changes.flatMap(({ row, column, text }) => {
    const line = rowAt(row);
    const field = columns[column]?.key;
    return line && field ? [{ index: line.index, field, text }] : [];
  });
}

/** Where a row has an error or a warning, in the order of the grid; what is told of the row as a whole is at its name. */
export function faults(row: ImportRow, columns: readonly GridColumn[]): number[] {
  const grave = row.problems.filter(({ severity, kept }) => severity !== 'info' && kept === null);
  const fields = new Set(grave.map(({ field }) => field));
  const found = columns.flatMap(({ key }, index) => (fields.has(key) ? [index] : []));
  return grave.length > 0 && found.length === 0 ? [0] : found;
}

/** The next or former fault of a row seen from one of its columns, or `null` where it is in another row. */
export function faultBeside(row: ImportRow, columns: readonly GridColumn[], from: number, back: boolean): number | null {
  const places = faults(row, columns).filter((column) => (back ? column < from : column > from));
  return (back ? places.at(-1) : places[0]) ?? null;
}

/** What a cell and its row are reproached with: the cell's own first. */
export function problemsAt(row: ImportRow, field: string): ImportRow['problems'] {
  return [
    ...row.problems.filter((problem) => problem.field === field),
    ...row.problems.filter((problem) => problem.field !== field),
  ];
}
