import type { components } from '@/shared/api/schema';

type S = components['schemas'];

export type Enterprise = S['Enterprise'];
export type EnterpriseSummary = S['EnterpriseSummary'];
export type EnterpriseProject = S['ProjectSummary'];

export const ENTERPRISE_TABS = ['overview', 'claims', 'timeline'] as const;
export type EnterpriseTab = (typeof ENTERPRISE_TABS)[number];

/** Its names beside the present one. */
export function formerNames(enterprise: Pick<Enterprise, 'names'>): Enterprise['names'] {
  return enterprise.names.slice(1);
}

/** Several values in one line; nothing where there are none. */
export function listed(values: readonly string[]): string | null {
  return values.length > 0 ? values.join('、') : null;
}
