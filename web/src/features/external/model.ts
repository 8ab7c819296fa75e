import type { components } from '@/shared/api/schema';

type S = components['schemas'];

export type PaperSummary = S['ExternalPaperSummary'];
export type Paper = S['ExternalPaper'];
export type PublishedFigure = S['ExternalFigure'];
export type NewFigure = S['NewFigure'];
export type Indicator = S['Indicator'];

/** A unit or the city above the units: for these, figures are published. */
export type Area = Pick<S['Org'], 'code' | 'name' | 'kind' | 'is_unit'>;

export function areasOf<T extends Area>(orgs: readonly T[]): T[] {
  return orgs.filter((org) => org.is_unit || org.kind === 'city');
}

/** What was typed, by unit and indicator. */
export type Entries = Readonly<Record<string, string>>;

export const entryKey = (org: string, indicator: string) => `${org}.${indicator}`;

/**
 * What was copied from a spreadsheet, laid over the table from one place to the right and down.
 * What does not fit into the table is left out and counted.
 */
export function pasteInto(
  entries: Entries,
  clipboard: string,
  at: { row: number; column: number },
  orgs: readonly string[],
  indicators: readonly string[],
): { entries: Entries; left: number } {
  const next: Record<string, string> = { ...entries };
  let left = 0;
  const lines = clipboard.replace(/\r?\n$/, '').split(/\r?\n/);
  lines.forEach((line, down) => {
    line.split('\t').forEach((cell, right) => {
      const org = orgs[at.row + down];
      const indicator = indicators[at.column + right];
      if (!org || !indicator) left += 1;
      else next[entryKey(org, indicator)] = cell.trim();
    });
  });
  return { entries: next, left };
}

export type What = { period: string; cumulative: boolean; place: string };

/** The figures to be sent, in the order of the table, with the key of the entry that each came from. */
export function figuresOf(
  entries: Entries,
  orgs: readonly string[],
  indicators: readonly string[],
  what: What,
): { key: string; figure: NewFigure }[] {
  return orgs.flatMap((org) =>
    indicators.flatMap((indicator) => {
      const key = entryKey(org, indicator);
      const text = entries[key]?.trim() ?? '';
      if (!text) return [];
      const figure = { org, indicator, period: what.period, cumulative: what.cumulative, text, place: what.place || null };
      return [{ key, figure }];
    }),
  );
}

/** The refusals of single figures, by the entry that each belongs to. */
export function entryErrors(
  errors: readonly { pointer: string; message: string }[],
  sent: readonly { key: string }[],
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { pointer, message } of errors) {
    const place = /^\/figures\/(\d+)\//.exec(pointer)?.[1];
    const key = place === undefined ? undefined : sent[Number(place)]?.key;
    if (key) found[key] ??= message;
  }
  return found;
}
