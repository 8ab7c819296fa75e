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
  path: string;
  label: string;
  kind: ColumnKind;
  /** Stands in the header, never in the cells. */
  unit: string | null;
  /** What exactly is meant; also on the sheet of definitions of an export. */
  definition: string;
  sortable: boolean;
  filterable: boolean;
  groupable: boolean;
  summable: boolean;
  /** Whether it is shown before anybody has chosen columns. */
  shown: boolean;
  /** Pixels; `null` takes what the kind needs. */
  width: number | null;
  choices: readonly { value: string; label: string }[];
};

export type ListDefinition = {
  columns: readonly ListColumn[];
  /** A column, with `-` in front for descending. */
  default_sort: string;
};

export const MIN_WIDTH = 64;
export const MAX_WIDTH = 640;

const WIDTH: Record<ColumnKind, number> = {
  text: 200,
  choice: 96,
  org: 128,
  money: 136,
  count: 88,
  date: 112,
  month: 112,
  instant: 148,
};

/** The width of a column that nobody has set. */
export function naturalWidth(column: ListColumn): number {
  return column.width ?? WIDTH[column.kind];
}

export function columnOf(definition: ListDefinition, key: string): ListColumn | undefined {
  return definition.columns.find((column) => column.key === key);
}

/** Numbers stand at the right, so that their digits stand below each other. */
export function isNumber(kind: ColumnKind): boolean {
  return kind === 'money' || kind === 'count';
}
