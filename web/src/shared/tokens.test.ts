import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chartTheme, colour, cssVariables } from './tokens';

const SRC = resolve(import.meta.dirname, '..');

/** Style sheets and components of the desk with their text. */
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(css|tsx)$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(SRC, name), 'utf8') }));

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe('colours', () => {
  it('are written down in one place alone', () => {
    const strays = files.filter(({ text }) => /#([0-9a-f]{6}|[0-9a-f]{3})\b|\brgba?\(/i.test(text));
    expect(strays.map(({ name }) => name)).toEqual([]);
  });

  it('that style sheets name are all there', () => {
    const known = new Set(cssVariables().match(/--[a-z0-9-]+(?=:)/g));
    const own = new Set(files.flatMap(({ text }) => text.match(/--[a-z0-9-]+(?=:)/g) ?? []));
    const named = files.flatMap(({ name, text }) =>
      [...text.matchAll(/var\((--[a-z0-9-]+)/g)].map(([, value = '']) => ({ value, name })),
    );
    expect(named.filter(({ value }) => !known.has(value) && !own.has(value))).toEqual([]);
  });

  it('of text reach 4.5:1, also on the wall', () => {
    const pairs: [string, string][] = [
      [colour.text, colour.bg],
      [colour.text2, colour.surface],
      [colour.text3, colour.bg],
      [colour.brand, colour.surface],
      [colour.brandText, colour.brandSoft],
      [colour.okText, colour.okSoft],
      [colour.warnText, colour.warnSoft],
      [colour.errText, colour.errSoft],
      [colour.tealText, colour.tealSoft],
      [colour.limeText, colour.limeSoft],
      [colour.chromeText, colour.chrome],
      [colour.demoText, colour.demo],
      [chartTheme.wall.text, chartTheme.wall.surface],
      [chartTheme.wall.text2, chartTheme.wall.surface],
    ];
    for (const [text, ground] of pairs) expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it('of charts reach 3:1 against what they are drawn on', () => {
    for (const theme of Object.values(chartTheme)) {
      for (const value of [theme.accent, theme.behind, theme.before, theme.pace, ...theme.series]) {
        expect(contrast(value, theme.surface), value).toBeGreaterThanOrEqual(3);
      }
    }
  });
});
