import type { Move } from './cursor';
import type { GridAct } from './types';

type Key = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

/** What a key means in the grid. */
export type Intent =
  | { kind: 'step'; back: boolean }
  | ({ kind: 'move' } & Move)
  | { kind: 'edit' }
  /** A character that begins a new text; it is left to arrive in the field. */
  | { kind: 'type' }
  | { kind: 'cancel' }
  /** From here on Tab leaves the grid. */
  | { kind: 'release' }
  | { kind: 'clear' }
  | { kind: 'act'; act: GridAct; writes: boolean };

const MOVES = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Home',
  'End',
]);

const act = (given: GridAct, writes = false): Intent => ({ kind: 'act', act: given, writes });

/**
 * What a key asks for, or `null` where it is not for the grid. While a cell is edited, keys belong to its field, except
 * those that end it. `released` is after Escape, when Tab goes its ordinary way.
 */
export function intentOf(event: Key, editing: boolean, released: boolean): Intent | null {
  const { key, shiftKey: shift } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.altKey) return null;
  if (key === 'F8') return act({ kind: 'problem', back: shift });
  if (key === 'Tab') return released || ctrl ? null : { kind: 'step', back: shift };
  if (editing) {
    if (key === 'Escape') return { kind: 'cancel' };
    if (key === 'Enter') return { kind: 'move', key: shift ? 'ArrowUp' : 'ArrowDown', ctrl: false, shift: false };
    return null;
  }
  if (MOVES.has(key)) return { kind: 'move', key, ctrl, shift };
  if (ctrl) return withCtrl(key.toLowerCase(), shift);
  switch (key) {
    case 'Enter':
    case 'F2':
      return { kind: 'edit' };
    case 'Escape':
      return { kind: 'release' };
    case 'Delete':
    case 'Backspace':
      return { kind: 'clear' };
    case 'F4':
      return act({ kind: 'source' });
    case '?':
    case '？':
      return act({ kind: 'help' });
    default:
      // `Process` is the first key that an input method takes.
      return key.length === 1 || key === 'Process' ? { kind: 'type' } : null;
  }
}

function withCtrl(key: string, shift: boolean): Intent | null {
  if (key === 'd') return act({ kind: 'fill' }, true);
  if (key === 'y' || (key === 'z' && shift)) return act({ kind: 'redo' }, true);
  if (key === 'z') return act({ kind: 'undo' }, true);
  return null;
}
