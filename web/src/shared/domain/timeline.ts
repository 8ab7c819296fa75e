import type { components } from '../api/schema';
import { dayOf, formatInstant } from '../format/date';

type S = components['schemas'];

export type TimelineEntry = S['TimelineEntry'];

/** What a timeline is narrowed to. */
export const TIMELINE_SHOWS = ['claims', 'stages', 'facts'] as const;
export type TimelineShow = (typeof TIMELINE_SHOWS)[number];

const KINDS: Record<TimelineShow, ReadonlySet<TimelineEntry['event']['kind']>> = {
  claims: new Set(['claim', 'verdict', 'withdrawal']),
  stages: new Set(['stage_move']),
  facts: new Set(['facts']),
};

export function shownEntries(entries: readonly TimelineEntry[], show: TimelineShow | undefined): TimelineEntry[] {
  return entries.filter(({ event }) => show === undefined || KINDS[show].has(event.kind));
}

/** What one person did at one instant: an import writes many claims at once. */
export type Act = { key: string; at: string; day: string; time: string; by: string; entries: TimelineEntry[] };

export function actsOf(entries: readonly TimelineEntry[]): Act[] {
  const acts: Act[] = [];
  for (const entry of entries) {
    const last = acts.at(-1);
    if (last && last.at === entry.at && last.by === entry.by) last.entries.push(entry);
    else {
      acts.push({
        key: `${entry.at}/${entry.by}`,
        at: entry.at,
        day: dayOf(entry.at),
        time: formatInstant(entry.at).slice(-5),
        by: entry.by,
        entries: [entry],
      });
    }
  }
  return acts;
}
