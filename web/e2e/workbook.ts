import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** What a file field takes. */
export type Upload = { name: string; mimeType: string; buffer: Buffer };

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const cell = (address: string, value: string | number, style = '') =>
  typeof value === 'number'
    ? `<c r="${address}"${style}><v>${value}</v></c>`
    : `<c r="${address}"${style} t="inlineStr"><is><t>${escape(value)}</t></is></c>`;

/** A copy of a workbook in whose first sheet some cells hold something else. */
export function planted(file: string, name: string, cells: Record<string, string | number>): Upload {
  const parts = unzipSync(readFileSync(file));
  const path = 'xl/worksheets/sheet1.xml';
  let sheet = strFromU8(parts[path] ?? new Uint8Array());
  for (const [address, value] of Object.entries(cells)) {
    const old = new RegExp(`<c r="${address}"( s="\\d+")?[^>]*?(?:/>|>.*?</c>)`);
    if (!old.test(sheet)) throw new Error(`no cell ${address} in ${file}`);
    sheet = sheet.replace(old, (_, style: string | undefined) => cell(address, value, style));
  }
  parts[path] = strToU8(sheet);
  return { name, mimeType: XLSX, buffer: Buffer.from(zipSync(parts)) };
}

/** A copy of a workbook in which some texts read otherwise, wherever they stand. */
export function replaced(file: string, name: string, texts: Record<string, string>): Upload {
  const parts = unzipSync(readFileSync(file));
  for (const [path, bytes] of Object.entries(parts)) {
    if (!/^xl\/(sharedStrings|worksheets\/.*)\.xml$/.test(path)) continue;
    let text = strFromU8(bytes);
    for (const [old, wanted] of Object.entries(texts)) {
      text = text.replaceAll(`>${escape(old)}<`, `>${escape(wanted)}<`);
    }
    parts[path] = strToU8(text);
  }
  return { name, mimeType: XLSX, buffer: Buffer.from(zipSync(parts)) };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A workbook of one sheet; it is generated because a large one has no place in the repository. */
export function workbook(name: string, rows: readonly (readonly (string | number)[])[]): Upload {
  const lines = rows.map((values, index) => {
    const cells = values.map((value, column) => cell(`${LETTERS[column]}${index + 1}`, value));
    return `<row r="${index + 1}">${cells.join('')}</row>`;
  });
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const types = 'http://schemas.openxmlformats.org/package/2006';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = {
    '[Content_Types].xml': `${head}<Types xmlns="${types}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${content}.worksheet+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${types}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${types}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
  };
  const bytes = Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)]));
  return { name, mimeType: XLSX, buffer: Buffer.from(zipSync(bytes, { level: 1 })) };
}
