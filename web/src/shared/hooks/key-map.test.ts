import { describe, expect, it } from 'vitest';
import { type KeyMap, caps, chordOf, findAction, isCharacter } from './key-map';

const press = (key: string, more = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe('a pressed key', () => {
  it('has one name on every keyboard, with Caps Lock too', () => {
    expect(chordOf(press('J'))).toBe('j');
    expect(chordOf(press('J', { shiftKey: true }))).toBe('shift+j');
    expect(chordOf(press('?', { shiftKey: true }))).toBe('?');
    expect(chordOf(press(' '))).toBe('space');
    expect(chordOf(press('k', { metaKey: true }))).toBe('ctrl+k');
    expect(chordOf(press('ArrowDown', { shiftKey: true }))).toBe('shift+arrowdown');
  });

  it('may be turned off where it writes a character', () => {
    expect(['j', '/', '?', 'shift+x'].every(isCharacter)).toBe(true);
    expect(['ctrl+k', 'escape', 'arrowdown', 'space', 'enter'].some(isCharacter)).toBe(false);
  });
});

describe('the meaning of a key', () => {
  const done: string[] = [];
  const does = (name: string) => () => void done.push(name);
  const shell: KeyMap = { 'g p': { label: '项目', run: does('projects') }, p: does('shell p'), n: does('shell n') };
  const page: KeyMap = { n: does('page n') };
  const run = (before: string | null, chord: string) => {
    const found = findAction([shell, page], before, chord);
    if (found && 'run' in found) found.run();
    return found;
  };

  it('is that of the page before that of the shell', () => {
    run(null, 'n');
    expect(done.splice(0)).toEqual(['page n']);
  });

  it('comes from two keys where the first one opens a pair', () => {
    expect(run(null, 'g')).toEqual({ waitsFor: 'g' });
    run('g', 'p');
    run(null, 'p');
    expect(done.splice(0)).toEqual(['projects', 'shell p']);
  });

  it('is nothing where no layer knows it, and an unknown second key stands for itself', () => {
    expect(run(null, 'q')).toBeNull();
    run('g', 'n');
    expect(done.splice(0)).toEqual(['page n']);
  });
});

it('key caps are drawn as keyboards show them', () => {
  expect([caps('g p'), caps('shift+arrowdown'), caps('ctrl+k'), caps('space')]).toEqual([
    ['G', 'P'],
    ['Shift', '↓'],
    ['Ctrl', 'K'],
    ['空格'],
  ]);
});
