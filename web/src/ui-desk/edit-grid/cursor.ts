/** Where one is in a grid, counted from zero. */
export type Place = { row: number; column: number };

/** The active cell, and the cell at the other end of what is marked; both are the same where only one cell is. */
export type Cursor = { at: Place; anchor: Place };

export type Bounds = { rows: number; columns: number };

export type Area = { top: number; bottom: number; left: number; right: number };

export const cursorAt = (row: number, column: number): Cursor => ({
  at: { row, column },
  anchor: { row, column },
});

/** The marked rectangle, its edges included. */
export function areaOf({ at, anchor }: Cursor): Area {
  return {
    top: Math.min(at.row, anchor.row),
    bottom: Math.max(at.row, anchor.row),
    left: Math.min(at.column, anchor.column),
    right: Math.max(at.column, anchor.column),
  };
}

export const isSingle = ({ at, anchor }: Cursor): boolean =>
  at.row === anchor.row && at.column === anchor.column;

const clamp = (value: number, count: number) => Math.max(0, Math.min(value, count - 1));

/** A cursor that lies inside a grid which may have become smaller. */
export function inside(cursor: Cursor, bounds: Bounds): Cursor {
  const fit = ({ row, column }: Place): Place => ({
    row: clamp(row, bounds.rows),
    column: clamp(column, bounds.columns),
  });
  return { at: fit(cursor.at), anchor: fit(cursor.anchor) };
}

export type Move = { key: string; ctrl: boolean; shift: boolean };

/** Where a key leads, or `null` where it moves nothing. `page` is how many rows are in sight. */
export function move(cursor: Cursor, { key, ctrl, shift }: Move, bounds: Bounds, page: number): Cursor | null {
  const { row, column } = cursor.at;
  const lastRow = bounds.rows - 1;
  const lastColumn = bounds.columns - 1;
  let to: Place;
  switch (key) {
    case 'ArrowUp':
      to = { row: ctrl ? 0 : row - 1, column };
      break;
    case 'ArrowDown':
      to = { row: ctrl ? lastRow : row + 1, column };
      break;
    case 'ArrowLeft':
      to = { row, column: ctrl ? 0 : column - 1 };
      break;
    case 'ArrowRight':
      to = { row, column: ctrl ? lastColumn : column + 1 };
      break;
    case 'PageUp':
      to = { row: row - page, column };
      break;
    case 'PageDown':
      to = { row: row + page, column };
      break;
    case 'Home':
      to = { row: ctrl ? 0 : row, column: 0 };
      break;
    case 'End':
      to = { row: ctrl ? lastRow : row, column: lastColumn };
      break;
    default:
      return null;
  }
  return inside({ at: to, anchor: shift ? cursor.anchor : to }, bounds);
}

/** The next cell in reading order, or `null` at the end, where the key leaves the grid. */
export function step(cursor: Cursor, back: boolean, bounds: Bounds): Cursor | null {
  const { row, column } = cursor.at;
  const index = row * bounds.columns + column + (back ? -1 : 1);
  if (index < 0 || index >= bounds.rows * bounds.columns) return null;
  return cursorAt(Math.floor(index / bounds.columns), index % bounds.columns);
}

/** A new text for one cell. */
export type Change = Place & { text: string };

/** Rows that are read before a fill: the marked ones, or the cell above and the active one. */
export function fillArea(cursor: Cursor): Area | null {
  const area = areaOf(cursor);
  if (area.top < area.bottom) return area;
  return area.top === 0 ? null : { ...area, top: area.top - 1 };
}

/** The uppermost cell of each marked column written into those below it. `textAt` gives what stands in a cell. */
export function fillDown(area: Area, textAt: (place: Place) => string | undefined): Change[] {
  const changes: Change[] = [];
  for (let column = area.left; column <= area.right; column += 1) {
    const text = textAt({ row: area.top, column });
    if (text === undefined) continue;
    for (let row = area.top + 1; row <= area.bottom; row += 1) {
      if (textAt({ row, column }) !== text) changes.push({ row, column, text });
    }
  }
  return changes;
}

/** All that is marked made empty; a cell that cannot be changed has no text here. */
export function emptied(area: Area, textAt: (place: Place) => string | undefined): Change[] {
  const changes: Change[] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      if (textAt({ row, column })) changes.push({ row, column, text: '' });
    }
  }
  return changes;
}

/**
 * Cells from the clipboard laid onto the grid from the corner of what is marked. One single cell fills all that is
 * marked. What lies beyond the last row or column is counted, not written.
 */
export function paste(
  cursor: Cursor,
  cells: readonly (readonly string[])[],
  bounds: Bounds,
): { changes: Change[]; area: Area; left: number } {
  const marked = areaOf(cursor);
  const single = cells.length === 1 && cells[0]?.length === 1 ? cells[0][0] : undefined;
  const height = single === undefined ? cells.length : marked.bottom - marked.top + 1;
  const width =
    single === undefined ? Math.max(0, ...cells.map((row) => row.length)) : marked.right - marked.left + 1;
  const changes: Change[] = [];
  let left = 0;
  for (let down = 0; down < height; down += 1) {
    for (let across = 0; across < width; across += 1) {
      const text = single ?? cells[down]?.[across];
      if (text === undefined) continue;
      const row = marked.top + down;
      const column = marked.left + across;
      if (row < bounds.rows && column < bounds.columns) changes.push({ row, column, text });
      else left += 1;
    }
  }
  const area = {
    top: marked.top,
    left: marked.left,
    bottom: clamp(marked.top + height - 1, bounds.rows),
    right: clamp(marked.left + width - 1, bounds.columns),
  };
  return { changes, area, left };
}
