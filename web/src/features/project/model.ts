import { ProblemError } from '@/shared/api/problem';
import type { components } from '@/shared/api/schema';
import { wanInput } from '@/shared/format/money';

type S = components['schemas'];

export type Project = S['Project'];
export type ProjectSummary = S['ProjectSummary'];
export type ProjectClaim = S['Claim'];
export type Fact = S['Fact'];
export type FactSection = S['FactSection'];
export type FactChange = S['FactChange'];
export type ProjectVersion = S['ProjectVersion'];
export type StageGate = S['StageGate'];
export type EditConflict = S['EditConflict'];
export type ConflictField = S['ConflictField'];
export type EditedFacts = S['EditedFacts'];
export type PastedRow = S['PastedRow'];

export const PROJECT_TABS = ['overview', 'progress', 'funds', 'timeline', 'history'] as const;
export type ProjectTab = (typeof PROJECT_TABS)[number];

export const FACT_SECTIONS = ['basic', 'investor', 'building', 'progress'] as const satisfies readonly FactSection[];

/** Facts of whole sentences. */
const LONG = new Set(['content', 'progress', 'remarks']);

export function isLong(field: string): boolean {
  return LONG.has(field);
}

export type Section = { section: FactSection; label: string; facts: Fact[] };

/** The facts by section, in the order of the server, but whole sentences behind the short texts. */
export function sectionsOf(facts: readonly Fact[]): Section[] {
  const sections: Section[] = [];
  for (const fact of facts) {
    const known = sections.find(({ section }) => section === fact.section);
    if (known) known.facts.push(fact);
    else sections.push({ section: fact.section, label: fact.section_label, facts: [fact] });
  }
  for (const { facts: inside } of sections) inside.sort((a, b) => Number(isLong(a.field)) - Number(isLong(b.field)));
  return sections.sort((a, b) => FACT_SECTIONS.indexOf(a.section) - FACT_SECTIONS.indexOf(b.section));
}

/** Facts that a panel beside the list shows in its head already. */
const IN_HEAD = new Set(['name', 'total_investment']);

/** The facts that a panel beside the list shows: what its head tells and empty long ones take no room. */
export function peekedFacts(facts: readonly Fact[]): Fact[] {
  return facts.filter(({ field, text }) => !IN_HEAD.has(field) && !(isLong(field) && text === null));
}

/** What stands in the field of a form: a text, or why there is none. */
export type Typed = { text: string; unavailable: string | null };

/** What a form begins with. */
export function typedOf(fact: Fact): Typed {
  const value = fact.value ?? '';
  const text = fact.field === 'total_investment' && value !== '' ? wanInput(value) : value;
  return { text, unavailable: fact.unavailable };
}

/** What a pasted row would change in a form. */
export type PastedChange = { fact: Fact; now: Typed; text: string };

/** What of a pasted row a form takes: facts of its section that say something else than the form does. */
export function pastedChanges(
  row: Pick<PastedRow, 'facts'>,
  facts: readonly Fact[],
  typed: Readonly<Record<string, Typed>>,
): PastedChange[] {
  return facts.flatMap((fact) => {
    const told = row.facts.find(({ field }) => field === fact.field);
    const now = typed[fact.field] ?? typedOf(fact);
    const text = told ? typedOf(told).text : now.text;
    return text === now.text ? [] : [{ fact, now, text }];
  });
}

/** Facts of other sections that a pasted row tells otherwise than the project does. */
export function toldElsewhere(row: Pick<PastedRow, 'facts'>, facts: readonly Fact[], section: FactSection): Fact[] {
  const saved = new Map(facts.map(({ field, value }) => [field, value]));
  return row.facts.filter((told) => told.section !== section && saved.get(told.field) !== told.value);
}

/** The row that means the project: the one with its name, else the first. */
export function rowOf(rows: readonly PastedRow[], name: string): number {
  return Math.max(rows.findIndex((row) => row.name === name), 0);
}

/** The body of a save: only what the person changed. `null` where nothing was. */
export function editOf(facts: readonly Fact[], typed: Readonly<Record<string, Typed>>): EditedFacts | null {
  const edit: Required<EditedFacts> = { facts: {}, unavailable: {} };
  for (const fact of facts) {
    const before = typedOf(fact);
    const now = typed[fact.field] ?? before;
    if (now.unavailable !== null) {
      if (now.unavailable !== before.unavailable) edit.unavailable[fact.field] = now.unavailable;
    } else if (now.text.trim() !== before.text || before.unavailable !== null) {
      edit.facts[fact.field] = now.text.trim() || null;
    }
  }
  return Object.keys(edit.facts).length + Object.keys(edit.unavailable).length > 0 ? edit : null;
}

/** The part of an edit that the person keeps against somebody else's. `null` where nothing is left. */
export function keptOf(edit: EditedFacts, kept: ReadonlySet<string>): EditedFacts | null {
  const only = <T>(values: Record<string, T> | undefined) =>
    Object.fromEntries(Object.entries(values ?? {}).filter(([field]) => kept.has(field)));
  const rest = { facts: only(edit.facts), unavailable: only(edit.unavailable) };
  return Object.keys(rest.facts).length + Object.keys(rest.unavailable).length > 0 ? rest : null;
}

/** What stands against an edit that came too late. */
export function conflictOf(error: unknown): EditConflict | null {
  return error instanceof ProblemError ? (error.problem.conflict ?? null) : null;
}

export type FactErrors = { fields: Record<string, string>; general: string[] };

/** The faults of a refused edit by the field of the form that they belong to. */
export function factErrors(error: unknown, fields: readonly string[]): FactErrors {
  const found: FactErrors = { fields: {}, general: [] };
  if (!(error instanceof ProblemError)) {
    found.general.push(error instanceof Error ? error.message : '保存没有成功，请重试。');
    return found;
  }
  for (const { pointer, message } of error.problem.errors ?? []) {
    const field = pointer.split('/')[2];
    if (field && fields.includes(field)) found.fields[field] ??= message;
    else found.general.push(message);
  }
  if (Object.keys(found.fields).length === 0 && found.general.length === 0) found.general.push(error.problem.title);
  return found;
}

/** Milestones of a project in the order of its life, each with its claims, the latest first. */
export const MILESTONES = [
  'signed',
  'started',
  'entered_statistics',
  'completed',
  'in_production',
  'terminated',
] as const satisfies readonly S['ClaimKind'][];

export function isMoney(claim: Pick<ProjectClaim, 'kind'>): boolean {
  return claim.kind === 'funds_paid_in' || claim.kind === 'foreign_capital_used';
}
