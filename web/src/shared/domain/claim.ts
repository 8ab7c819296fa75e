import type { components } from '../api/schema';

type S = components['schemas'];

export const CLAIM_KINDS: readonly { code: S['ClaimKind']; label: string }[] = [
  { code: 'signed', label: '签约' },
  { code: 'started', label: '开工' },
  { code: 'entered_statistics', label: '纳统' },
  { code: 'completed', label: '竣工' },
  { code: 'in_production', label: '投产' },
  { code: 'terminated', label: '终止' },
  { code: 'funds_paid_in', label: '到位资金' },
  { code: 'foreign_capital_used', label: '实际使用外资' },
];

export const CLAIM_STATE: Record<S['ClaimState'], { label: string; tone: Tone }> = {
  pending: { label: '待认定', tone: 'warn' },
  recognised: { label: '已认定', tone: 'ok' },
  returned: { label: '已退回', tone: 'err' },
  rejected: { label: '不予认定', tone: 'err' },
  withdrawn: { label: '已撤回', tone: 'neutral' },
  replaced: { label: '已更正', tone: 'neutral' },
  historical: { label: '历史数据', tone: 'teal' },
};

export const OUTCOME_TONE: Record<S['Outcome'], Tone> = {
  passed: 'ok',
  returned: 'warn',
  rejected: 'err',
  revoked: 'err',
};

export const SOURCE_KIND: Record<S['Source']['kind'], string> = {
  import: '台账导入',
  form: '在线填报',
  api: '接口报送',
  correction: '更正',
  history: '历史台账',
};

/** The look of a tag: colour only repeats what its word says. */
export type Tone = 'neutral' | 'brand' | 'ok' | 'warn' | 'err' | 'teal';
