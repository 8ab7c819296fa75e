import type { components } from '@/shared/api/schema';

type S = components['schemas'];

export type ImportSummary = Omit<S['ImportSummary'], 'state'> & { state: ImportState };
export type ImportState = 'reading' | 'read' | 'committed' | 'undone' | 'failed' | 'cancelled';
export type Tab = 'all' | 'errors' | 'warnings' | 'problems' | 'duplicates' | 'updates' | 'additions' | 'same' | 'skipped' | 'ended';
export type TabCounts = Record<Exclude<Tab, 'problems'>, number>;
export type MendKind =
  | 'divide_10000'
  | 'multiply_10000'
  | 'set_org'
  | 'set_text'
  | 'same'
  | 'different'
  | 'keep'
  | 'drop';
export type Severity = S['Severity'];
export type OfferedMend = {
  kind: MendKind;
  label: string;
  needs: 'none' | 'org' | 'text';
};
export type ProblemGroup = {
  rule: string;
  label: string;
  severity: Severity;
  count: number;
  example: string;
  mends: OfferedMend[];
  needs_reason: boolean;
};
export type Import = ImportSummary & {
  job_id: string | null;
  columns_uncertain: number;
  tabs: TabCounts;
  groups: ProblemGroup[];
  /** What is told of sheets, columns and sums, not of single rows. */
  problems: S['ImportProblem'][];
  mended: number;
  can_undo_mend: boolean;
  can_redo_mend: boolean;
  version: number;
  total_investment: string;
  funds_year_to_date: string;
  failure: { rule: string; message: string } | null;
  result: S['ImportResult'] | null;
  pending_claims: number;
  checked_claims: number;
};
export type Confidence = S['Confidence'];
export type SheetColumn = {
  column: string;
  header: string;
  samples: string[];
  field: string | null;
  period: string | null;
  unit: string | null;
  confidence: Confidence;
  source: 'detected' | 'remembered' | 'chosen';
};
export type SheetColumns = { sheet: string; unit: string | null; columns: SheetColumn[] };
export type Field = { key: string; label: string; required: boolean };
export type ImportColumns = { sheets: SheetColumns[]; fields: Field[] };
export type ColumnChoice = { column: string; field: string | null; unit?: string };
export type RowAction = S['RowAction'];
export type ImportCell = {
  text: string;
  raw: string;
  address: string;
  mended: boolean;
  severity: Severity | null;
};
export type RowProblem = {
  rule: string;
  rule_label: string;
  severity: Severity;
  field: string | null;
  address: string | null;
  message: string;
  kept: string | null;
};
export type ImportRow = {
  index: number;
  sheet: string;
  row: number;
  action: RowAction;
  note: string | null;
  dropped: boolean;
  project_code: string | null;
  cells: Record<string, ImportCell | undefined>;
  problems: RowProblem[];
};
export type ImportRows = { total: number; version: number; items: ImportRow[] };
export type NextProblem = { index: number; field: string | null; position: number };
export type MendChange = { index: number; field: string; text: string };
export type GroupMend = { rule: string; kind: MendKind; value?: string; text?: string; rows?: number[] };
export type Mended = Pick<Import, 'version' | 'tabs' | 'groups' | 'mended' | 'can_undo_mend' | 'can_redo_mend'> & {
  rows: ImportRow[];
  touched: number;
};
export type ErrorsBack = { applied: number; still_wrong: number; unknown_rows: string[] };
export type Change = { field: string; label: string; before: string; after: string };
export type Difference = {
  index: number;
  project_code: string | null;
  name: string;
  action: RowAction;
  changes: Change[];
  claims: { kind_label: string; period: string; amount: string | null; currency: string; opening: boolean; corrects: boolean }[];
};
export type KeptWarning = {
  rule: string;
  label: string;
  severity: Severity;
  count: number;
  needs_reason: boolean;
};
export type Differences = {
  version: number;
  added: number;
  updated: number;
  same: number;
  skipped: number;
  older: number;
  totals: { label: string; before: string; after: string }[];
  unit_figures: {
    indicator: string;
    label: string;
    unit: S['Unit'];
    before: string | null;
    after: string | null;
    month_before: string | null;
    month_after: string | null;
  }[];
  total: number;
  items: Difference[];
  warnings: KeptWarning[];
};
export type UndoPreview = {
  withdraws: number;
  restores: number;
  blockers: {
    kind: string;
    project_code: string;
    name: string;
    what: string;
    by: string | null;
    at: string | null;
  }[];
};
