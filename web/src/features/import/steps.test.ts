import { describe, expect, it } from 'vitest';
import { type StepFacts, currentStep, isReachable, stepStates } from './steps';

const facts = (change: Partial<StepFacts> & { errors?: number } = {}): StepFacts => ({
  state: 'read',
  columns_uncertain: 0,
  tabs: {
    all: 10,
    errors: change.errors ?? 0,
    warnings: 0,
    duplicates: 0,
    updates: 0,
    additions: 10,
    same: 0,
    skipped: 0,
    ended: 0,
  },
  ...change,
});

describe('the steps of an import', () => {
  it('begin with the file, and nothing else has begun', () => {
    expect(stepStates(null, 'choose')).toEqual({
      choose: 'here',
      map: 'open',
      check: 'open',
      diff: 'open',
      result: 'open',
    });
  });

  it('go on where something is left to do, also after the browser was closed', () => {
    expect(currentStep(facts({ state: 'reading' }))).toBe('map');
    expect(currentStep(facts({ columns_uncertain: 2 }))).toBe('map');
    expect(currentStep(facts())).toBe('check');
    expect(currentStep(facts({ state: 'committed' }))).toBe('result');
    expect(currentStep(facts({ state: 'failed' }))).toBe('map');
  });

  it('are done by what the server knows, not by where one has clicked', () => {
    const states = stepStates(facts({ columns_uncertain: 1, errors: 3 }), 'check');
    expect(states).toEqual({ choose: 'done', map: 'here', check: 'here', diff: 'open', result: 'open' });
    expect(stepStates(facts(), 'diff')).toMatchObject({ map: 'done', check: 'done', diff: 'here', result: 'open' });
  });

  it('are all done once it is booked', () => {
    expect(Object.values(stepStates(facts({ state: 'committed' }), 'result'))).toEqual(Array(5).fill('done'));
  });

  it('can be visited in any order until it is booked', () => {
    expect(isReachable('diff', facts({ errors: 3 }))).toBe(true);
    expect(isReachable('result', facts())).toBe(false);
    expect(isReachable('check', facts({ state: 'reading' }))).toBe(false);
    expect(isReachable('diff', facts({ state: 'committed' }))).toBe(false);
  });
});
