import type { components } from '@/shared/api/schema';

export type AuditEntry = components['schemas']['AuditEntry'];

/** What the details are called; those that are not here mean something to programs only. */
const LABELS: Record<string, string> = {
  name: '姓名',
  org: '单位',
  period: '账期',
  file: '文件',
  rows: '行数',
  number: '期号',
  title: '标题',
  project: '项目',
  recognised: '认定（条）',
  left: '留待逐条办理（条）',
  reason: '原因',
  created: '新建',
  existing: '已有',
  ended_sessions: '结束的登录',
};

/** The details of an entry on one line. */
export function detailText(detail: AuditEntry['detail']): string {
  const told = Object.entries(LABELS).flatMap(([key, label]) => {
    const value = detail[key];
    return typeof value === 'string' || typeof value === 'number' ? [`${label} ${value}`] : [];
  });
  if (typeof detail.active === 'boolean') told.push(detail.active ? '启用' : '停用');
  return told.join('，');
}
