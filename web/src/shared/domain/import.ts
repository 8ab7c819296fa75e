import type { components } from '../api/schema';
import { formatCount } from '../format/count';
import type { Tone } from './claim';

type S = components['schemas'];

export const IMPORT_STATE: Record<S['ImportState'], { label: string; tone: Tone }> = {
  reading: { label: '正在读取', tone: 'brand' },
  read: { label: '待入账', tone: 'warn' },
  committed: { label: '已入账', tone: 'ok' },
  undone: { label: '已撤销', tone: 'neutral' },
  failed: { label: '没有读成', tone: 'err' },
  cancelled: { label: '已取消', tone: 'neutral' },
};

export const SEVERITY: Record<S['Severity'], { label: string; tone: Tone }> = {
  error: { label: '错误', tone: 'err' },
  warning: { label: '警告', tone: 'warn' },
  info: { label: '提示', tone: 'brand' },
};

export const ROW_ACTION: Record<S['RowAction'], { label: string; tone: Tone }> = {
  new: { label: '新增', tone: 'ok' },
  change: { label: '更新', tone: 'brand' },
  same: { label: '不变', tone: 'neutral' },
  skip: { label: '跳过', tone: 'warn' },
};

/** What follows the number of waiting claims: how many pass all checks, where so few wait that each was looked at. */
export function checkedNote(checked: number | null): string {
  return checked === null
    ? '，条数较多，未逐条检查；可在列表中全选后批量认定。'
    : `，其中自动检查全部通过的 ${formatCount(checked)} 条。`;
}
