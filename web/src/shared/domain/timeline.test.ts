import { describe, expect, it } from 'vitest';
import { type TimelineEntry, actsOf, shownEntries } from './timeline';

const entry = (at: string, by: string, kind: string) => ({ at, by, event: { kind } }) as TimelineEntry;

const ENTRIES = [
  entry('2026-10-02T01:00:00Z', '乙', 'verdict'),
  entry('2026-10-01T16:30:00Z', '甲', 'stage_move'),
  entry('2026-10-01T16:30:00Z', '甲', 'claim'),
  entry('2026-10-01T16:30:00Z', '甲', 'facts'),
];

describe('a timeline', () => {
  it('keeps together what one person did at one instant, on the day of Beijing', () => {
    expect(actsOf(ENTRIES).map(({ day, time, by, entries }) => [day, time, by, entries.length])).toEqual([
      ['2026-10-02', '09:00', '乙', 1],
      ['2026-10-02', '00:30', '甲', 3],
    ]);
  });

  it('is narrowed by what is asked for', () => {
    const kinds = (show: Parameters<typeof shownEntries>[1]) =>
      shownEntries(ENTRIES, show).map(({ event }) => event.kind);
    expect(kinds(undefined)).toHaveLength(4);
    expect(kinds('claims')).toEqual(['verdict', 'claim']);
    expect(kinds('stages')).toEqual(['stage_move']);
    expect(kinds('facts')).toEqual(['facts']);
  });
});
