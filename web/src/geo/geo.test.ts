import { describe, expect, it } from 'vitest';
import { classify } from './classes';
import { spread } from './labels';
import { draw } from './project';

const square = (adcode: string, west: number, center?: number[]) => ({
  properties: center ? { adcode, center } : { adcode },
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, 60],
        [west + 1, 60],
        [west + 1, 61],
        [west, 61],
        [west, 60],
      ],
    ],
  },
});

describe('areas as paths', () => {
  it('fill the width, north on top, and keep their shape', () => {
    const drawing = draw({ features: [square('a', 0), square('b', 1, [1.5, 60.5])] }, 200);
    // At sixty degrees a degree of longitude is half as long as one of latitude.
    expect(drawing.height).toBeGreaterThan(195);
    expect(drawing.height).toBeLessThan(206);
    expect(drawing.areas[0]?.path.startsWith('M0 ')).toBe(true);
    expect(drawing.areas[1]).toMatchObject({ code: 'b', x: 150 });
    expect(drawing.areas[0]).toMatchObject({ x: 50 });
  });

  it('are nothing where there are none', () => {
    expect(draw({ features: [] }, 200)).toEqual({ width: 200, height: 0, areas: [] });
  });
});

describe('classes of a map', () => {
  const levels = (values: (number | null)[]) =>
    classify(values, (value) => value).map(({ level, items }) => [level, ...items]);

  it('have about the same number each, from the lowest to the highest', () => {
    expect(levels([9, 1, 8, 2, 7, 3, 6, 4, 5, 10])).toEqual([
      [1, 1, 2],
      [2, 3, 4],
      [3, 5, 6],
      [4, 7, 8],
      [5, 9, 10],
    ]);
  });

  it('never part equals, and leave unknown values out', () => {
    expect(levels([0, 0, 0, 0, 5, null])).toEqual([
      [4, 0, 0, 0, 0],
      [5, 5],
    ]);
    expect(levels([null])).toEqual([]);
  });

  it('hold every known value exactly once', () => {
    for (let size = 1; size < 40; size += 1) {
      const values = Array.from({ length: size }, (_, index) => (index * 7) % 13);
      const found = classify(values, (value) => value).flatMap(({ items }) => items);
      expect(found).toEqual(values.toSorted((a, b) => a - b));
    }
  });
});

describe('names on a map', () => {
  const label = (code: string, x: number, y: number) => ({ code, x, y, width: 30, height: 10 });
  it('stay where they are told to be unless they lie on one another', () => {
    const apart = [label('a', 0, 0), label('b', 40, 0), label('c', 0, 12)];
    expect(spread(apart)).toEqual(apart);
  });

  it('are moved apart until they can be read', () => {
    const [a, b] = spread([label('a', 0, 0), label('b', 4, 3)]);
    expect(Math.abs((a?.y ?? 0) - (b?.y ?? 0))).toBeGreaterThanOrEqual(10);
    expect((a?.y ?? 0) + (b?.y ?? 0)).toBe(3);
  });
});
