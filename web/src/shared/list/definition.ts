/** How the values of a column are written, compared and filtered. */
export type ColumnKind =
  | 'text'
  | 'choice'
  | 'org'
  | 'money'
  | 'count'
  | 'date'
  | 'month'
  | 'instant';

/** A column that a list can show, as the server describes it. */
export type ListColumn = {
  key: string;
  /** Where its value stands in a row, as a JSON pointer. */
  pointer: string;
  label: string;
  kind: ColumnKind;
  /** What exactly is meant; also on the sheet of definitions of an export. */
  definition: string;
  sortable: boolean;
  filterable: boolean;
  groupable: boolean;
  summable: boolean;
  /** Whether it is shown before anybody has chosen columns. */
  shown: boolean;
  /** Pixels. */
  width: number;
  choices: readonly { value: string; label: string }[];
};

export type ListDefinition = {
  /** The first one carries the name of a record. */
  columns: readonly ListColumn[];
  sort: { column: string; descending?: boolean };
};

export const MIN_WIDTH = 64;
export const MAX_WIDTH = 640;

/** The unit of a column's values. It stands in the head, never in the cells. */
export function unitOf(column: Pick<ListColumn, 'kind'>): string | null {
  return column.kind === 'money' ? '万元' : null;
}

/** The head of a column with its unit. */
export function headOf(column: Pick<ListColumn, 'kind' | 'label'>): string {
  const unit = unitOf(column);
  return unit ? `${column.label}（${unit}）` : column.label;
}

export function columnOf(definition: ListDefinition, key: string): ListColumn | undefined {
  return definition.columns.find((column) => column.key === key);
}

/** Numbers stand at the right, so that their digits stand below each other. */
export function isNumber(kind: ColumnKind): boolean {
  return kind === 'money' || kind === 'count';
}
