import { describe, expect, it } from 'vitest';
import { type BulletinFigure, bindFigures, figureTarget } from './model';

const figure = (id: string, value_text: string): BulletinFigure => ({
  id,
  label: id,
  value_text,
  indicator: 'funds',
  org: 'total',
  span: 'cumulative',
});

describe('the text of a bulletin', () => {
  it('has every figure bound, in the order of the text', () => {
    const pieces = bindFigures(
      ['全市到位资金 12.50 亿元，增长 3.1%。', '其中省外 12.50 亿元。'],
      [figure('a', '12.50'), figure('b', '3.1%'), figure('c', '12.50')],
    );
    expect(pieces.map((line) => line.map((piece) => [piece.text, piece.figure?.id ?? null]))).toEqual([
      [
        ['全市到位资金 ', null],
        ['12.50', 'a'],
        [' 亿元，增长 ', null],
        ['3.1%', 'b'],
        ['。', null],
      ],
      [
        ['其中省外 ', null],
        ['12.50', 'c'],
        [' 亿元。', null],
      ],
    ]);
  });

  it('takes no part of a date or of another number for a figure', () => {
    const [pieces] = bindFigures(['2025年1—5月签约 5 个，到位 5.5 亿元。'], [figure('a', '5'), figure('b', '5.5')]);
    expect(pieces?.map((piece) => piece.text)).toEqual([
      '2025年1—5月签约 ',
      '5',
      ' 个，到位 ',
      '5.5',
      ' 亿元。',
    ]);
  });

  it('opens growth at the amount that has grown, and the whole city where no unit is named', () => {
    expect(figureTarget({ ...figure('a', '3.1%'), org: null, span: 'growth' })).toEqual({
      indicator: 'funds',
      org: 'total',
      span: 'cumulative',
    });
  });

  it('stays whole where a figure is not found', () => {
    expect(bindFigures(['没有数字。'], [figure('a', '9.99')])).toEqual([
      [{ text: '没有数字。', figure: null }],
    ]);
  });
});
