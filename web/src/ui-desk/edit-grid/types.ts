import type { Area, Change } from './cursor';

export type GridColumn = {
  key: string;
  title: string;
  /** In pixels. */
  width: number;
  align?: 'right';
};

/** How a cell looks and what becomes of it when it is edited. */
export type GridCell = {
  text: string;
  /** What editing begins with. */
  edit: string;
  /** A fault of it, by colour and mark. */
  tone?: 'err' | 'warn' | 'info' | undefined;
  /** Changed since it was read. */
  mended?: boolean;
  /** On its way to the server. */
  pending?: boolean;
  /** Cannot be changed. */
  fixed?: boolean;
};

/** How a row is called and what it is. */
export type GridRowLook = {
  /** Where it stands: `台账!12`. */
  place: string;
  tone?: 'muted' | undefined;
  /** A word on it beside its place. */
  tag?: { text: string; tone: 'ok' | 'brand' | 'warn' | 'neutral' } | undefined;
};

/** What a person asks of the grid that concerns more than its look. */
export type GridAct =
  | { kind: 'write'; changes: Change[] }
  | { kind: 'paste'; cells: string[][] }
  | { kind: 'copy'; area: Area; clipboard: DataTransfer }
  | { kind: 'fill' }
  | { kind: 'undo' }
  | { kind: 'redo' }
  | { kind: 'problem'; back: boolean }
  | { kind: 'source' }
  | { kind: 'help' };
