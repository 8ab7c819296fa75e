import type { components } from '@/shared/api/schema';
import { parseTsv } from '@/shared/format/tsv';

type S = components['schemas'];

export type Import = S['Import'];
export type ImportSummary = S['ImportSummary'];
export type ImportColumns = S['ImportColumns'];
export type SheetColumns = S['SheetColumns'];
export type SheetColumn = S['SheetColumn'];
export type Field = S['ColumnField'];
export type ColumnChoice = S['ColumnChoice'];
export type ImportRow = S['ImportRow'];
export type ImportRows = S['ImportRows'];
export type NextProblem = S['NextProblem'];
export type RowAction = S['RowAction'];
export type Severity = S['Severity'];
export type ProblemGroup = S['ProblemGroup'];
export type OfferedMend = S['OfferedMend'];
export type MendKind = S['MendKind'];
export type MendChange = S['MendChange'];
export type GroupMend = S['MendGroup'];
export type Mended = S['MendResult'];
export type Differences = S['ImportDifferences'];
export type Difference = S['Difference'];
export type StandingWarning = S['StandingWarning'];
export type UndoOutlook = S['UndoOutlook'];

/** The tabs of the check, in their order. */
export const TABS = ['all', 'errors', 'warnings', 'duplicates', 'updates', 'additions'] as const satisfies readonly (keyof S['TabCounts'])[];
export type CheckTab = (typeof TABS)[number];

export const TAB_LABEL: Record<CheckTab, string> = {
  all: '全部',
  errors: '错误',
  warnings: '警告',
  duplicates: '重复',
  updates: '将更新',
  additions: '将新增',
};

/** Which rows are shown. */
export type RowView = { tab: CheckTab; rule?: string };

/**
 * The unit whose ledger a person brings in: the only one in sight. An office above several units
 * has to choose.
 */
export function ownUnit(orgs: readonly Pick<S['Org'], 'code' | 'is_unit'>[]): string | undefined {
  const [first, ...others] = orgs.filter((org) => org.is_unit);
  return others.length === 0 ? first?.code : undefined;
}

const READABLE = /\.(xlsx|xlsm|xls|ods|csv)$/i;

/** Why a file cannot even be sent, or `null`. */
export function fileProblem(name: string, size: number): string | null {
  if (!READABLE.test(name)) {
    return `「${name}」不是表格文件。请选择 xlsx、xls、ods 或 csv 文件；其他格式请先在表格软件中另存。`;
  }
  if (size === 0) return `「${name}」是空文件，请检查后重新选择。`;
  return null;
}

/** Under this name pasted rows are kept as a file. */
export const PASTED_NAME = '粘贴.tsv';

/** What was pasted, as far as it can be told without reading it. */
export type Pasted = { rows: number; columns: number; first: string[][] };

/** Lines shown of what was pasted. */
const PREVIEW = 3;

export function lookAtPasted(text: string): Pasted {
  const cells = parseTsv(text);
  return {
    rows: cells.length,
    columns: Math.max(0, ...cells.map((row) => row.length)),
    first: cells.slice(0, PREVIEW),
  };
}

/** Why a pasted text cannot even be sent, or `null`. */
export function pastedProblem({ rows, columns }: Pasted): string | null {
  if (rows === 0) return '还没有粘贴内容。请在 Excel 或 WPS 里选中带表头的行，复制后在这里按 Ctrl+V。';
  if (columns < 2 || rows < 2) {
    return `粘贴的只有 ${rows} 行 ${columns} 列，看不出是表格。请连同表头一起复制，再粘贴。`;
  }
  return null;
}

/** How a mend is called where it is done to one row; what is not here makes no sense for one. */
export const ROW_MEND: Partial<Record<MendKind, string>> = {
  divide_10000: '除以 10,000',
  multiply_10000: '乘以 10,000',
  set_org: '对应到单位',
  same: '是同一项目',
  different: '是不同项目',
  keep: '保留',
  drop: '不导入',
};
