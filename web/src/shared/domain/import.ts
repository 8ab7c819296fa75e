import type { components } from '../api/schema';
import type { Tone } from './claim';

type S = components['schemas'];

export const IMPORT_STATE: Record<S['ImportState'], { label: string; tone: Tone }> = {
  read: { label: '待入账', tone: 'warn' },
  committed: { label: '已入账', tone: 'ok' },
  undone: { label: '已撤销', tone: 'neutral' },
};

export const SHEET_KIND: Record<S['ImportSheet']['kind'], string> = {
  ledger: '项目台账',
  ended: '终止项目',
  summary: '汇总表',
  ignored: '未读取',
};

export const SEVERITY: Record<S['Severity'], { label: string; tone: Tone }> = {
  error: { label: '错误', tone: 'err' },
  warning: { label: '警告', tone: 'warn' },
  info: { label: '提示', tone: 'brand' },
};

export const CONFIDENCE: Record<S['Confidence'], { label: string; tone: Tone }> = {
  exact: { label: '准确', tone: 'ok' },
  normalised: { label: '已规范', tone: 'brand' },
  approximate: { label: '约数', tone: 'warn' },
  failed: { label: '未识别', tone: 'err' },
};

export const ROW_ACTION: Record<S['RowAction'], { label: string; tone: Tone }> = {
  new: { label: '新增', tone: 'ok' },
  change: { label: '更新', tone: 'brand' },
  same: { label: '不变', tone: 'neutral' },
  skip: { label: '跳过', tone: 'warn' },
};
