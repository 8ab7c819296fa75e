import { describe, expect, it } from 'vitest';
import { type BulletinFigure, figureTarget, figuresById } from './model';

const figure = (change: Partial<BulletinFigure>): BulletinFigure => ({
  id: 'f1',
  label: '全市到位资金累计',
  value_text: '12.50',
  indicator: 'funds',
  org: 'total',
  span: 'cumulative',
  ...change,
});

describe('a figure of a bulletin', () => {
  it('opens the number of the board that it was taken from', () => {
    expect(figureTarget(figure({ org: '141024', span: 'month' }))).toEqual({
      indicator: 'funds',
      org: '141024',
      span: 'month',
    });
  });

  it('opens growth at the amount that has grown', () => {
    expect(figureTarget(figure({ span: 'growth' }))?.span).toBe('cumulative');
  });

  it('opens nothing where the span is not known, as of a later version of the server', () => {
    expect(figureTarget(figure({ span: 'decade' }))).toBeNull();
  });

  it('is found by the id that stands in the text', () => {
    expect(figuresById({ figures: [figure({}), figure({ id: 'f2', org: '141024' })] }).get('f2')?.org).toBe('141024');
  });
});
