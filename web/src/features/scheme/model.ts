import type { components } from '@/shared/api/schema';

export type Trial = components['schemas']['Trial'];
export type TrialUnit = components['schemas']['TrialUnit'];
export type TrialLine = components['schemas']['TrialLine'];
export type TrialProblem = components['schemas']['TrialProblem'];
export type TrialDocument = components['schemas']['TrialDocument'];

/** The problems of one of the two texts. */
export function problemsOf(problems: readonly TrialProblem[], document: TrialDocument): TrialProblem[] {
  return problems.filter((problem) => problem.document === document);
}

/**
 * Where a problem lies in a text, for selecting it: offsets in UTF-16 units, as the browser counts.
 * The server counts characters, of which some take two units.
 */
export function rangeOf(text: string, problem: Pick<TrialProblem, 'line' | 'column' | 'length'>): [number, number] {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const before = lines.slice(0, problem.line - 1).reduce((sum, line) => sum + line.length + 1, text.startsWith('\uFEFF') ? 1 : 0);
  const characters = Array.from(lines[problem.line - 1] ?? '');
  const lead = characters.slice(0, problem.column - 1).join('').length;
  const marked = characters.slice(problem.column - 1, problem.column - 1 + problem.length).join('').length;
  return [before + lead, before + lead + marked];
}

const GROUP = /^(分组|组别|group)$/i;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Rows copied from a worksheet: the first names the columns, and the first column names the units. */
export function isTable(text: string): boolean {
  const trimmed = text.trim();
  return !trimmed.startsWith('{') && trimmed.includes('\t') && trimmed.includes('\n');
}

/**
 * Copied rows as the units' JSON. Several numbers in a cell, divided by 、 or ;, are a list. A cell that holds no
 * number stays as it is written, in quotes, and is then refused where it stands.
 */
export function unitsFromTable(text: string, month: number | null): string {
  const rows = text
    .split(/\r?\n/)
    .filter((row) => row.trim() !== '')
    .map((row) => row.split('\t').map((cell) => cell.trim()));
  const [head = [], ...body] = rows;
  const units = body.map((row) => {
    const entries = head.slice(1).flatMap((name, index) => {
      const cell = row[index + 1] ?? '';
      if (name === '' || cell === '') return [];
      const key = GROUP.test(name) ? 'group' : name;
      return [`${JSON.stringify(key)}: ${key === 'group' ? JSON.stringify(cell) : numbers(cell)}`];
    });
    return `    ${JSON.stringify(row[0] ?? '')}: {${entries.join(', ')}}`;
  });
  const monthLine = month === null ? '' : `  "month": ${month},\n`;
  return `{\n${monthLine}  "units": {\n${units.join(',\n')}\n  }\n}\n`;
}

function numbers(cell: string): string {
  const parts = cell.split(/[、;；]/).map((part) => part.trim().replace(/,(?=\d{3}(\D|$))/g, ''));
  if (!parts.every((part) => NUMBER.test(part))) return JSON.stringify(cell);
  const exact = parts.map((part) => part.replace(/^(-?)0+(?=\d)/, '$1'));
  return exact.length === 1 ? (exact[0] ?? '') : `[${exact.join(', ')}]`;
}

/** The columns of scores: every indicator that any unit has, in the order of the scheme. */
export function indicatorsOf(units: readonly TrialUnit[]): string[] {
  const names: string[] = [];
  for (const unit of units) {
    for (const { id } of unit.items) if (!names.includes(id)) names.push(id);
  }
  return names;
}

/** The sum of bonuses and penalties as one number, exact in the decimals that the server sent. */
export function sumOf(lines: readonly TrialLine[]): string {
  const places = Math.max(0, ...lines.map(({ score }) => score.split('.')[1]?.length ?? 0));
  const whole = lines.reduce((sum, { score }) => sum + scaled(score, places), 0n);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, '0');
  const cut = digits.length - places;
  const text = places === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return `${whole < 0n ? '\u2212' : ''}${text}`;
}

function scaled(score: string, places: number): bigint {
  const [whole = '0', part = ''] = score.split('.');
  return BigInt(whole + part.padEnd(places, '0'));
}
