import { type FigureRef, parseFigureKey } from '@/features/indicator/model';
import type { components } from '@/shared/api/schema';

type S = components['schemas'];

export type Bulletin = S['Bulletin'];
export type BulletinDetail = S['BulletinDetail'];
export type BulletinFigure = S['BulletinFigure'];

/** The number of the board behind a figure; growth opens the amount that has grown. */
export function figureTarget(figure: BulletinFigure): FigureRef | null {
  const span = figure.span === 'growth' ? 'cumulative' : figure.span;
  return parseFigureKey(`${figure.indicator}.${figure.org}.${span}`);
}

/** The figures of a bulletin by the id that its text names them with. */
export function figuresById(bulletin: Pick<BulletinDetail, 'figures'>): Map<string, BulletinFigure> {
  return new Map(bulletin.figures.map((figure) => [figure.id, figure]));
}
