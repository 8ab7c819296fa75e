import type { components } from '@/shared/api/schema';

type S = components['schemas'];

export type Bulletin = S['Bulletin'];
export type BulletinDetail = S['BulletinDetail'];
export type BulletinFigure = BulletinDetail['figures'][number];
export type Level = S['Level'];

export type Piece = { text: string; figure: BulletinFigure | null };

/**
 * Where a value stands as a number of its own: not as a part of another number (the 5 of 2025) and
 * not as part of a date (the 9 of 9月). −1 where it does not.
 */
function placeOf(value: string, paragraph: string, from: number): number {
  for (let at = paragraph.indexOf(value, from); at >= 0; at = paragraph.indexOf(value, at + 1)) {
    const before = paragraph[at - 1] ?? '';
    const after = paragraph.slice(at + value.length);
    if (!/[\d.,]/.test(before) && !/^(?:[.,]?\d|[年月日—])/.test(after)) return at;
  }
  return -1;
}

/** The number of the board behind a figure; growth opens the amount that has grown. */
export function figureTarget(figure: BulletinFigure) {
  return {
    indicator: figure.indicator,
    org: figure.org ?? 'total',
    span: figure.span === 'growth' ? ('cumulative' as const) : figure.span,
  };
}

/**
 * Finds the figures again in the paragraphs. They come in the order in which they stand in the
 * text, so each is searched behind the one before; the first that is missing from a paragraph is
 * expected in a later one.
 */
export function bindFigures(
  paragraphs: readonly string[],
  figures: readonly BulletinFigure[],
): Piece[][] {
  const waiting = figures.filter((figure) => figure.value_text !== '');
  return paragraphs.map((paragraph) => {
    const pieces: Piece[] = [];
    let at = 0;
    for (let figure = waiting[0]; figure; figure = waiting[0]) {
      const start = placeOf(figure.value_text, paragraph, at);
      if (start < 0) break;
      if (start > at) pieces.push({ text: paragraph.slice(at, start), figure: null });
      pieces.push({ text: figure.value_text, figure });
      at = start + figure.value_text.length;
      waiting.shift();
    }
    if (at < paragraph.length) pieces.push({ text: paragraph.slice(at), figure: null });
    return pieces;
  });
}
