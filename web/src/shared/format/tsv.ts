/**
 * The cells of a text that a spreadsheet put on the clipboard: rows by line, cells by tab. A cell that holds a tab or
 * a line break stands in quotation marks, in which a mark is doubled; a mark elsewhere is a mark.
 */
export function parseTsv(text: string): string[][] {
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  if (source === '') return [];
  const rows: string[][] = [[]];
  let at = 0;
  for (;;) {
    const cell = readCell(source, at);
    rows[rows.length - 1]?.push(cell.text);
    if (cell.end >= source.length) return rows;
    if (source[cell.end] === '\n') rows.push([]);
    at = cell.end + 1;
  }
}

const QUOTED = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
const PLAIN = /[^\t\n]*/y;

function readCell(source: string, at: number): { text: string; end: number } {
  QUOTED.lastIndex = at;
  const inner = QUOTED.exec(source)?.[1];
  if (inner !== undefined && /[\t\n]/.test(inner)) {
    return { text: inner.replaceAll('""', '"'), end: QUOTED.lastIndex };
  }
  PLAIN.lastIndex = at;
  const text = PLAIN.exec(source)?.[0] ?? '';
  return { text, end: at + text.length };
}

/** Cells as a spreadsheet takes them from the clipboard. */
export function formatTsv(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) =>
      cells.map((cell) => (/[\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\n');
}
