import { describe, expect, it } from 'vitest';
import { SAMPLE } from './sample.test-data';
import { type ListState, initialState } from './state';
import { stateOfView, viewOfState } from './view';

describe('a saved view', () => {
  it('brings back the state that was saved', () => {
    const state: ListState = {
      q: '光伏',
      filters: [{ column: 'stage', test: 'one_of', values: ['signed'] }],
      sort: '-total_investment',
      group: 'org',
      columns: [
        { key: 'name', width: 320 },
        { key: 'stage', width: null },
      ],
      density: 'comfortable',
    };
    expect(stateOfView(viewOfState(state), SAMPLE)).toEqual(state);
    expect(stateOfView(viewOfState(initialState(SAMPLE)), SAMPLE)).toEqual(initialState(SAMPLE));
  });

  it('leaves out what the list does not know any more', () => {
    const kept = {
      filter: [{ column: 'gone', test: 'filled' as const }],
      sort: { column: 'gone' },
      columns: [{ key: 'gone' }, { key: 'name' }],
      density: 'compact' as const,
    };
    expect(stateOfView(kept, SAMPLE)).toEqual({
      ...initialState(SAMPLE),
      columns: [{ key: 'name', width: null }],
    });
  });
});
