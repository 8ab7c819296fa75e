import type { components } from '@/shared/api/schema';

type S = components['schemas'];

export type Project = S['Project'];
export type ProjectSummary = S['ProjectSummary'];
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

/** Facts that stand in the head and the band of the page already. */
const ELSEWHERE = new Set(['name', 'total_investment']);
/** Facts of whole sentences. */
const LONG = new Set(['content', 'progress', 'remarks']);

export type ShownFact = Project['facts'][number] & { wide: boolean };

/** The facts that the page lists, in the order of the server; empty long ones take no room. */
export function shownFacts(project: Pick<Project, 'facts'>): ShownFact[] {
  return project.facts
    .filter(({ field, text }) => !ELSEWHERE.has(field) && !(LONG.has(field) && text === null))
    .map((fact) => ({ ...fact, wide: LONG.has(fact.field) }));
}
