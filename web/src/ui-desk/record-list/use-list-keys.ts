import { useState, type RefObject } from 'react';
import { useKeys } from '@/shared/hooks/use-keys';
import { NOTHING, type Selection, countOf, isSelected, mark, span, toggle } from '@/shared/list/selection';
import type { VirtualHandle } from '../virtual-table';
import type { SelectionControl } from './columns';
import type { RecordListModel } from './use-record-list';

export type Peek = { key: string | null; open: (key: string | null) => void };

/** Rows before the end at which the next page is fetched. */
const AHEAD = 10;

/**
 * Where the keyboard stands in a list, which rows are marked, and the keys for both. The place is
 * kept by the key of the line, so that it stays with its record when the list is sorted anew.
 */
export function useListKeys<Row>(options: {
  model: RecordListModel<Row>;
  table: RefObject<VirtualHandle | null>;
  peek: Peek;
  onOpen: (row: Row) => void;
  onNew: (() => void) | undefined;
  onFind: () => void;
  newLabel: string | undefined;
}) {
  const { model, table, peek, onOpen, onNew } = options;
  const { lines } = model;
  const [place, setPlace] = useState<string | null>(null);
  const question = JSON.stringify([model.ask.q, model.ask.filters]);
  const [marked, setMarked] = useState({ question, selection: NOTHING, anchor: null as string | null });
  // Another question has other rows: what was marked before is not meant any more.
  const selection: Selection = marked.question === question ? marked.selection : NOTHING;
  const anchor = marked.question === question ? marked.anchor : null;
  const setSelection = (next: Selection, at: string | null) =>
    setMarked({ question, selection: next, anchor: at });

  const current = peek.key ?? place;
  const at = lines.findIndex((line) => line.key === current);
  const rowKeys = lines.flatMap((line) => (line.kind === 'row' ? [line.key] : []));

  const step = (by: 1 | -1): string | null => {
    const from = at < 0 ? (by > 0 ? -1 : 0) : at;
    let to = Math.min(Math.max(from + by, 0), lines.length - 1);
    // The panel goes from record to record and passes over the heads of groups.
    if (peek.key !== null) while (lines[to] && lines[to]?.kind !== 'row' && lines[to + by]) to += by;
    const line = lines[to];
    if (to >= lines.length - AHEAD) model.more.fetch();
    if (!line || line.key === current) return null;
    setPlace(line.key);
    if (peek.key !== null && line.kind === 'row') peek.open(line.key);
    // With the panel open the keyboard stays there.
    table.current?.reveal(to, peek.key === null);
    return line.key;
  };

  const reach = (key: string) => setSelection(mark(selection, span(rowKeys, anchor ?? key, key), true), anchor ?? key);
  const markAndStep = (by: 1 | -1) => {
    const start = current;
    const to = step(by);
    if (to === null || !rowKeys.includes(to)) return;
    const from = anchor ?? (start !== null && rowKeys.includes(start) ? start : to);
    setSelection(mark(selection, span(rowKeys, from, to), true), from);
  };
  const line = lines[at];
  const act = () => {
    if (line?.kind === 'group') model.openGroup(line.group);
    else if (line?.kind === 'row') onOpen(line.row);
  };

  useKeys(
    {
      j: { label: '下一行', run: () => void step(1) },
      k: { label: '上一行', run: () => void step(-1) },
      arrowdown: () => void step(1),
      arrowup: () => void step(-1),
      enter: { label: '打开整页', run: act },
      space: {
        label: '预览，再按一次关闭',
        run: () => {
          if (peek.key !== null) closePeek();
          else if (line?.kind === 'row') peek.open(line.key);
          else if (line?.kind === 'group') act();
          else if (rowKeys[0] !== undefined) peek.open(rowKeys[0]);
        },
      },
      x: {
        label: '选择这一行',
        run: () => {
          if (line?.kind === 'row') setSelection(toggle(selection, line.key), line.key);
        },
      },
      'shift+j': { label: '连选到下一行', run: () => markAndStep(1) },
      'shift+k': { label: '连选到上一行', run: () => markAndStep(-1) },
      'shift+arrowdown': () => markAndStep(1),
      'shift+arrowup': () => markAndStep(-1),
      escape: {
        label: '关闭预览、取消选择',
        run: () => {
          if (peek.key !== null) closePeek();
          else setSelection(NOTHING, null);
        },
      },
      '/': { label: '查找', run: options.onFind },
      ...(onNew ? { n: { label: options.newLabel ?? '新建', run: onNew } } : {}),
    },
    '列表',
  );

  function closePeek() {
    const key = peek.key;
    setPlace(key);
    peek.open(null);
    const index = lines.findIndex((item) => item.key === key);
    if (index >= 0) table.current?.reveal(index, true);
  }

  const markedLoaded = rowKeys.filter((key) => isSelected(selection, key)).length;
  const control: SelectionControl = {
    value: selection,
    onToggle: (key, far) => {
      setPlace(key);
      if (far) reach(key);
      else setSelection(toggle(selection, key), key);
    },
    onAll: (on) => setSelection(on ? mark(selection, rowKeys, true) : NOTHING, null),
    loaded: markedLoaded === 0 ? 'none' : markedLoaded === rowKeys.length ? 'all' : 'some',
  };

  return {
    current,
    selection,
    setSelection: (next: Selection) => setSelection(next, null),
    count: countOf(selection, model.total ?? 0),
    control,
    step,
    setPlace,
    closePeek,
    /** Which of the loaded records is looked at, from 1. */
    position: current === null ? 0 : rowKeys.indexOf(current) + 1,
  };
}
