import type { components } from '@/shared/api/schema';

type S = components['schemas'];

export type Bulletin = S['Bulletin'];
export type BulletinDetail = S['BulletinDetail'];
export type BulletinFigure = BulletinDetail['figures'][number];
export type Level = S['Level'];

export type Piece = { text: string; figure: BulletinFigure | null };

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
      const start = paragraph.indexOf(figure.value_text, at);
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
