import { describe, expect, it } from 'vitest';
import { areaOf, cursorAt, fillArea, fillDown, inside, move, paste, step } from './cursor';

const BOUNDS = { rows: 100, columns: 4 };
const key = (name: string, mods: { ctrl?: boolean; shift?: boolean } = {}) => ({
  key: name,
  ctrl: mods.ctrl ?? false,
  shift: mods.shift ?? false,
});

describe('moving in a grid', () => {
  it('stops at the edges', () => {
    expect(move(cursorAt(0, 0), key('ArrowUp'), BOUNDS, 10)).toEqual(cursorAt(0, 0));
    expect(move(cursorAt(99, 3), key('ArrowDown'), BOUNDS, 10)).toEqual(cursorAt(99, 3));
    expect(move(cursorAt(5, 3), key('ArrowRight'), BOUNDS, 10)).toEqual(cursorAt(5, 3));
    expect(move(cursorAt(3, 0), key('PageUp'), BOUNDS, 10)).toEqual(cursorAt(0, 0));
  });

  it('goes to the ends with Ctrl, Home and End', () => {
    expect(move(cursorAt(5, 1), key('ArrowDown', { ctrl: true }), BOUNDS, 10)).toEqual(cursorAt(99, 1));
    expect(move(cursorAt(5, 1), key('End'), BOUNDS, 10)).toEqual(cursorAt(5, 3));
    expect(move(cursorAt(5, 1), key('Home', { ctrl: true }), BOUNDS, 10)).toEqual(cursorAt(0, 0));
  });

  it('marks an area with Shift, whichever way it goes', () => {
    const up = move(cursorAt(5, 2), key('ArrowUp', { shift: true }), BOUNDS, 10);
    expect(up && areaOf(up)).toEqual({ top: 4, bottom: 5, left: 2, right: 2 });
    const further = up && move(up, key('ArrowRight', { shift: true }), BOUNDS, 10);
    expect(further && areaOf(further)).toEqual({ top: 4, bottom: 5, left: 2, right: 3 });
  });

  it('leaves other keys alone', () => {
    expect(move(cursorAt(5, 2), key('a'), BOUNDS, 10)).toBeNull();
  });

  it('reads on to the next row with Tab, and leaves the grid at its ends', () => {
    expect(step(cursorAt(2, 3), false, BOUNDS)).toEqual(cursorAt(3, 0));
    expect(step(cursorAt(3, 0), true, BOUNDS)).toEqual(cursorAt(2, 3));
    expect(step(cursorAt(99, 3), false, BOUNDS)).toBeNull();
    expect(step(cursorAt(0, 0), true, BOUNDS)).toBeNull();
  });

  it('stays inside when rows have gone', () => {
    expect(inside(cursorAt(80, 3), { rows: 10, columns: 4 })).toEqual(cursorAt(9, 3));
  });
});

describe('filling down', () => {
  const texts = ['甲', '乙', '乙', '甲'];
  const textAt = ({ row }: { row: number }) => texts[row];

  it('writes the uppermost marked cell into those below that differ', () => {
    const area = fillArea({ at: { row: 3, column: 1 }, anchor: { row: 0, column: 1 } });
    expect(area && fillDown(area, textAt)).toEqual([
      { row: 1, column: 1, text: '甲' },
      { row: 2, column: 1, text: '甲' },
    ]);
  });

  it('takes the cell above where only one is marked', () => {
    const area = fillArea(cursorAt(1, 1));
    expect(area && fillDown(area, textAt)).toEqual([{ row: 1, column: 1, text: '甲' }]);
    expect(fillArea(cursorAt(0, 1))).toBeNull();
  });
});

describe('pasting', () => {
  it('lays cells from the corner of what is marked, and counts those that find no place', () => {
    const pasted = paste(cursorAt(98, 3), [['甲', '乙'], ['丙', '丁'], ['戊', '己']], BOUNDS);
    expect(pasted.changes).toEqual([
      { row: 98, column: 3, text: '甲' },
      { row: 99, column: 3, text: '丙' },
    ]);
    expect(pasted.left).toBe(4);
    expect(pasted.area).toEqual({ top: 98, bottom: 99, left: 3, right: 3 });
  });

  it('fills all that is marked with a single cell', () => {
    const cursor = { at: { row: 2, column: 1 }, anchor: { row: 1, column: 0 } };
    expect(paste(cursor, [['甲']], BOUNDS).changes).toHaveLength(4);
  });

  it('leaves a cell alone for which a shorter line has nothing', () => {
    expect(paste(cursorAt(0, 0), [['甲', '乙'], ['丙']], BOUNDS).changes).toHaveLength(3);
  });
});
