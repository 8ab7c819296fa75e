import type { components } from '../api/schema';

type S = components['schemas'];

export const ORG_KIND: Record<S['OrgKind'], string> = {
  city: '市',
  county: '县（市、区）',
  zone: '开发区',
  town: '乡镇（街道）',
  department: '部门',
  task_force: '招商专班',
  outpost: '驻外机构',
};
