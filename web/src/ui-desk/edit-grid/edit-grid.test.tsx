import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef, useState } from 'react';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Cursor, cursorAt } from './cursor';
import { EditGrid } from './edit-grid';
import type { GridAct, GridColumn } from './types';

type Line = Record<string, string>;

const COLUMNS: GridColumn[] = [
  { key: 'name', title: '项目名称', width: 200 },
  { key: 'total', title: '总投资（万元）', width: 120, align: 'right' },
  { key: 'place', title: '县区', width: 120 },
];
const LINES: Line[] = Array.from({ length: 50 }, (_, index) => ({
  name: `项目${index + 1}`,
  total: String(index),
  place: '洪洞县',
}));

function Sample({ onAct, editable = true }: { onAct: (act: GridAct) => void; editable?: boolean }) {
  const [cursor, setCursor] = useState<Cursor>(cursorAt(0, 0));
  const grid = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button">之前</button>
      <EditGrid
        ref={grid}
        label="数据"
        columns={COLUMNS}
        placeWidth={72}
        count={LINES.length}
        rowAt={(index) => LINES[index]}
        lookOf={(line) => ({ place: line.name ?? '' })}
        cellOf={(line, column) => {
          const text = line[column.key] ?? '';
          return { text, edit: text, tone: text === '0' ? ('err' as const) : undefined };
        }}
        editable={editable}
        cursor={cursor}
        onCursor={setCursor}
        onRange={() => {}}
        onAct={onAct}
      />
      <button type="button">之后</button>
    </>
  );
}

const active = () => {
  const id = screen.getByRole('grid').getAttribute('aria-activedescendant');
  return id ? document.getElementById(id)?.textContent : null;
};

async function start(editable = true) {
  const onAct = vi.fn<(act: GridAct) => void>();
  render(<Sample onAct={onAct} editable={editable} />);
  screen.getByRole('grid').focus();
  return { onAct, user: userEvent.setup() };
}

// Without a layout of its own the test gives the grid a size.
const size = (name: 'clientHeight' | 'clientWidth', value: number) =>
  vi.spyOn(HTMLElement.prototype, name, 'get').mockReturnValue(value);
let sizes: ReturnType<typeof size>[] = [];
beforeAll(() => {
  sizes = [size('clientHeight', 400), size('clientWidth', 800)];
});
afterAll(() => {
  for (const spy of sizes) spy.mockRestore();
});
afterEach(cleanup);

describe('a grid that is edited with the keyboard', () => {
  it('keeps only the rows in sight in the document, and says how many there are', async () => {
    await start();
    expect(screen.getAllByRole('row').length).toBeLessThan(30);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('51');
  });

  it('moves with arrows and with Tab, which reads on to the next row', async () => {
    const { user } = await start();
    await user.keyboard('{ArrowDown}{ArrowRight}');
    expect(active()).toBe('1');
    await user.keyboard('{Tab}{Tab}');
    expect(active()).toBe('项目3');
    await user.keyboard('{Shift>}{Tab}{/Shift}');
    expect(active()).toBe('洪洞县');
  });

  it('can be left with Tab after Escape, and at its first cell backwards', async () => {
    const { user } = await start();
    await user.keyboard('{Escape}{Tab}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '之后' }));
    screen.getByRole('grid').focus();
    await user.keyboard('{Shift>}{Tab}{/Shift}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '之前' }));
  });

  it('edits with Enter, commits with Enter once, and goes one down', async () => {
    const { user, onAct } = await start();
    await user.keyboard('{Enter}甲{Enter}');
    expect(onAct.mock.calls).toEqual([[{ kind: 'write', changes: [{ row: 0, column: 0, text: '项目1甲' }] }]]);
    expect(active()).toBe('项目2');
    expect(document.activeElement).toBe(screen.getByRole('grid'));
  });

  it('commits with Tab and goes on to the right; an unchanged text is no change', async () => {
    const { user, onAct } = await start();
    await user.keyboard('{Enter}{Tab}');
    expect(onAct).not.toHaveBeenCalled();
    expect(active()).toContain('0');
  });

  it('takes a typed character as the beginning of a new text, and Escape gives the old one back', async () => {
    const { user, onAct } = await start();
    await user.keyboard('{ArrowRight}12');
    expect(within(screen.getByRole('grid')).getByRole<HTMLInputElement>('textbox').value).toBe('12');
    await user.keyboard('{Escape}');
    expect(onAct).not.toHaveBeenCalled();
    expect(screen.queryByRole('textbox')).toBeNull();
    await user.keyboard('15{Enter}');
    expect(onAct).toHaveBeenCalledWith({ kind: 'write', changes: [{ row: 0, column: 1, text: '15' }] });
  });

  it('commits what was typed when the keyboard goes elsewhere, and does not take it back', async () => {
    const { user, onAct } = await start();
    await user.keyboard('{Enter}乙');
    await user.click(screen.getByRole('button', { name: '之后' }));
    expect(onAct).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '之后' }));
  });

  it('asks for the next and the former problem, for undo and redo, fill, source and help', async () => {
    const { user, onAct } = await start();
    await user.keyboard(
      '{F8}{Shift>}{F8}{/Shift}{Control>}z{/Control}{Control>}y{/Control}{Control>}d{/Control}{F4}?',
    );
    expect(onAct.mock.calls.map(([act]) => act)).toEqual([
      { kind: 'problem', back: false },
      { kind: 'problem', back: true },
      { kind: 'undo' },
      { kind: 'redo' },
      { kind: 'fill' },
      { kind: 'source' },
      { kind: 'help' },
    ]);
  });

  it('empties all that is marked with Delete', async () => {
    const { user, onAct } = await start();
    await user.keyboard('{Shift>}{ArrowDown}{ArrowRight}{/Shift}{Delete}');
    expect(onAct.mock.calls[0]?.[0]).toMatchObject({ kind: 'write', changes: { length: 4 } });
  });

  it('hands over pasted rows as cells', async () => {
    const { user, onAct } = await start();
    await user.paste('甲\t1\n乙\t2\n');
    expect(onAct).toHaveBeenCalledWith({ kind: 'paste', cells: [['甲', '1'], ['乙', '2']] });
  });

  it('tells a fault by name, not by colour alone', async () => {
    await start();
    expect(screen.getByRole('img', { name: '错误' }).closest('[aria-invalid="true"]')).not.toBeNull();
  });

  it('changes nothing where it is only to be read', async () => {
    const { user, onAct } = await start(false);
    await user.keyboard('{Enter}x{Delete}{Control>}d{/Control}');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(onAct).not.toHaveBeenCalled();
  });
});
