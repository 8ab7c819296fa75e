import { formatTsv, parseTsv } from './tsv';

/** The most cells that one cell of a table may cover in either direction; what claims more is no copied table. */
const WIDEST = 1000;

/** A tag, whatever stands in the quotation marks of its attributes. */
const TAG = /<(?:[^>"']|"[^"]*"|'[^']*')+>/g;
const STYLE = /\sstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)/gi;
const STYLE_SHEET = /<style[\s>][\s\S]*?<\/style\s*>/gi;

/** HTML without its looks, which the page's policy would complain of. */
function bare(html: string): string {
  return html.replace(STYLE_SHEET, '').replace(TAG, (tag) => tag.replace(STYLE, ''));
}

/**
 * The largest table of a piece of HTML, as a spreadsheet lays it on the clipboard: what is merged stands in its first
 * cell, a line break inside of a cell stays one. `null` where there is no table. Nothing of the HTML is run or fetched.
 */
export function tableOf(html: string): string[][] | null {
  const tables = [...new DOMParser().parseFromString(bare(html), 'text/html').querySelectorAll('table')];
  const [largest] = tables.sort((a, b) => b.rows.length - a.rows.length);
  if (!largest || largest.rows.length === 0) return null;
  const rows: (string | undefined)[][] = [...largest.rows].map(() => []);
  for (const [at, row] of [...largest.rows].entries()) {
    let column = 0;
    for (const cell of row.cells) {
      while (rows[at]?.[column] !== undefined) column += 1;
      const [down, across] = [Math.min(cell.rowSpan || 1, WIDEST), Math.min(cell.colSpan || 1, WIDEST)];
      for (let y = 0; y < down; y += 1) {
        for (let x = 0; x < across; x += 1) {
          const line = rows[at + y];
          if (line) line[column + x] = x === 0 && y === 0 ? textOf(cell) : '';
        }
      }
      column += across;
    }
  }
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ''));
}

/** Elements that begin a line of their own. */
const LINES = 'p, div, li';

function textOf(cell: Element): string {
  const copy = cell.cloneNode(true) as Element;
  // White space of the source is one space; lines are those of the cell.
  const walker = copy.ownerDocument.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    text.nodeValue = (text.nodeValue ?? '').replace(/\s+/g, ' ');
  }
  for (const line of copy.querySelectorAll('br')) line.replaceWith('\n');
  for (const line of copy.querySelectorAll(LINES)) line.prepend('\n');
  const lines = (copy.textContent ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line, at) => line !== '' || (at > 0 && at < lines.length - 1)).join('\n').trim();
}

/** Longer HTML is not looked at: so many rows lie beside it as text, or are brought in as a file. */
const LONGEST = 4_000_000;

const widest = (rows: readonly (readonly string[])[]) => Math.max(0, ...rows.map((row) => row.length));

/**
 * The text of what was copied, cells parted by tabs. A spreadsheet lays its cells on the clipboard as text too; the
 * table is taken where that text is missing, or has lost cells or has torn their lines apart.
 */
export function copiedText(data: Pick<DataTransfer, 'getData'>): string {
  const plain = data.getData('text/plain');
  const html = data.getData('text/html');
  const table = html === '' || html.length > LONGEST ? null : tableOf(html);
  if (!table) return plain;
  const read = parseTsv(plain);
  const poorer = widest(read) < widest(table) || read.length !== table.length;
  return plain.trim() === '' || poorer ? formatTsv(table) : plain;
}
