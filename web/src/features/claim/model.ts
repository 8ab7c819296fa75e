import type { components } from '@/shared/api/schema';
import { formatWan, UNKNOWN } from '@/shared/format/money';

type S = components['schemas'];

export type Claim = S['Claim'];
export type ClaimState = S['ClaimState'];
export type ClaimKind = S['ClaimKind'];
export type NewVerdict = S['NewVerdict'];
export type BatchOutcome = S['BatchOutcome'];
export type SelectedClaims = S['SelectedClaims'];

/** What may be decided of many claims at once. */
export type Ruling = S['Ruling'];

export const isMoney = (kind: ClaimKind): boolean =>
  kind === 'funds_paid_in' || kind === 'foreign_capital_used';

/** What is claimed, in one phrase: an amount, or the fact itself. */
export function claimText(claim: Pick<Claim, 'kind' | 'amount' | 'currency' | 'approximate'>): string {
  if (claim.amount === null) return UNKNOWN;
  const unit = claim.currency === 'USD' ? '万美元' : '万元';
  return `${claim.approximate ? '约 ' : ''}${formatWan(claim.amount)} ${unit}`;
}

/** The amount as it stands under a heading in 万元; another currency is named beside it. */
export function listAmount(claim: Pick<Claim, 'amount' | 'currency' | 'approximate'>): string {
  if (claim.amount === null) return UNKNOWN;
  const unit = claim.currency === 'USD' ? ' 万美元' : '';
  return `${claim.approximate ? '约 ' : ''}${formatWan(claim.amount)}${unit}`;
}

/** The checks that failed, which decide whether a claim may be recognised in a batch. */
export function failedChecks(claim: Pick<Claim, 'checks'>): Claim['checks'] {
  return claim.checks.filter((check) => !check.passed);
}

/** The state of the form before it becomes a verdict. */
export type VerdictDraft = { amount: string | null; reason: string };

/**
 * What keeps a claim from being passed with this draft, field → message. An approximate amount
 * must be replaced by an exact one, and another amount than the claimed one needs its reason.
 */
export function passErrors(
  claim: Pick<Claim, 'kind' | 'amount' | 'approximate'>,
  draft: VerdictDraft,
  edited: boolean,
): Partial<Record<keyof VerdictDraft, string>> {
  if (claim.amount === null && !isMoney(claim.kind)) return {};
  if (claim.approximate && !edited) return { amount: '申报的是约数，请填写核定的准确金额' };
  if (draft.amount === null) return { amount: '请填写认定金额' };
  if (draft.amount !== claim.amount && !draft.reason.trim()) {
    return { reason: '认定金额与申报不同，请写明理由' };
  }
  return {};
}

/** The neighbour of a claim in the list, or the claim itself at the ends. */
export function neighbour(ids: readonly string[], id: string | null, step: 1 | -1): string | null {
  if (ids.length === 0) return null;
  const at = id === null ? -1 : ids.indexOf(id);
  if (at < 0) return ids[0] ?? null;
  return ids[Math.min(Math.max(at + step, 0), ids.length - 1)] ?? null;
}

/** Where to go after a claim left the list: the next one, else the one before. */
export function afterDecision(ids: readonly string[], id: string): string | null {
  const at = ids.indexOf(id);
  return ids[at + 1] ?? ids[at - 1] ?? null;
}
