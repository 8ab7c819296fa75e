import type { ColumnChoice, Field, ImportColumns, SheetColumn, SheetColumns } from './model';

/** The column's identity inside a draft. */
export type Place = { sheet: string; column: string };

/** What a person has chosen and not yet sent: sheet and column → field, `null` for "not used". */
export type Draft = ReadonlyMap<string, string | null>;

const keyOf = ({ sheet, column }: Place) => `${sheet}\n${column}`;

export const NO_DRAFT: Draft = new Map();

/** The field of a column as it would be with the draft. */
export function fieldOf(sheet: string, column: SheetColumn, draft: Draft): string | null {
  const chosen = draft.get(keyOf({ sheet, column: column.column }));
  return chosen === undefined ? column.field : chosen;
}

/** One field of ours beside the columns that were found for it. */
export type FieldLine = { field: Field; columns: SheetColumn[]; uncertain: boolean };

/** A column that nobody has decided on and whose field was only guessed, or not found at all. */
export const isOpen = ({ field, confidence, source }: SheetColumn): boolean =>
  source === 'detected' && (field === null || confidence === 'approximate' || confidence === 'failed');

/**
 * The fields of a sheet: required ones first, then those that have a column, in the order in which a ledger has them.
 * Fields without a column follow only where they are required.
 */
export function fieldLines(sheet: SheetColumns, fields: readonly Field[], draft: Draft): FieldLine[] {
  const lines = fields.map((field) => {
    const columns = sheet.columns.filter((column) => fieldOf(sheet.sheet, column, draft) === field.key);
    const missing = field.required && columns.length === 0;
    return { field, columns, uncertain: missing || columns.some(isOpen) };
  });
  return lines
    .filter(({ field, columns }) => field.required || columns.length > 0)
    .sort((a, b) => Number(b.field.required) - Number(a.field.required));
}

const hasContent = ({ header, samples }: SheetColumn) => header !== '' || samples.length > 0;

/** Columns of a sheet that mean nothing to us; their text is kept as it is. */
export function unusedColumns(sheet: SheetColumns, draft: Draft): SheetColumn[] {
  return sheet.columns.filter(
    (column) => fieldOf(sheet.sheet, column, draft) === null && hasContent(column),
  );
}

/** The draft after a column was given a field, or none. */
export function choose(columns: ImportColumns, draft: Draft, place: Place, field: string | null): Draft {
  const next = new Map(draft);
  const was = columns.sheets
    .find(({ sheet }) => sheet === place.sheet)
    ?.columns.find(({ column }) => column === place.column)?.field;
  if ((was ?? null) === field) next.delete(keyOf(place));
  else next.set(keyOf(place), field);
  return next;
}

/** The draft after a field was given another column instead of the one it has. */
export function replace(
  columns: ImportColumns,
  draft: Draft,
  sheet: string,
  { field, from, to }: { field: string; from: string | null; to: string | null },
): Draft {
  const without = from === null ? draft : choose(columns, draft, { sheet, column: from }, null);
  return to === null ? without : choose(columns, without, { sheet, column: to }, field);
}

/**
 * What is sent for one sheet: the draft, and the columns that were shown open and left as they are, which going on
 * confirms. Empty where there is nothing to say.
 */
export function choicesOf(sheet: SheetColumns, draft: Draft): ColumnChoice[] {
  const choices: ColumnChoice[] = [];
  for (const column of sheet.columns) {
    const chosen = draft.get(keyOf({ sheet: sheet.sheet, column: column.column }));
    if (chosen !== undefined) choices.push({ column: column.column, field: chosen });
    else if (isOpen(column) && hasContent(column)) choices.push({ column: column.column, field: column.field });
  }
  return choices;
}
