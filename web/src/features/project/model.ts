import type { components } from '@/shared/api/schema';

type S = components['schemas'];

export type Project = S['Project'];
export type ProjectSummary = S['ProjectSummary'];
export type ProjectStatus = S['ProjectStatus'];
export type ProjectClaim = S['Claim'];

/** The months that a project's claims were booked to, the newest first, each with its claims. */
export function claimsByPeriod(
  claims: readonly ProjectClaim[],
): { period: string; claims: ProjectClaim[] }[] {
  const periods = new Map<string, ProjectClaim[]>();
  for (const claim of claims) {
    const list = periods.get(claim.period);
    if (list) list.push(claim);
    else periods.set(claim.period, [claim]);
  }
  return [...periods.entries()]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([period, list]) => ({ period, claims: list }));
}
