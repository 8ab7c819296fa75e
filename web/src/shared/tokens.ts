import type { ThemeConfig } from 'antd';

/**
 * Colours, sizes and type of the desk, the only place where they are written down: as custom properties for style
 * sheets, as tokens for antd, and as plain values for charts. Text reaches 4.5:1 on the surfaces it is used on, lines
 * of fields and bars of charts 3:1.
 */
export const colour = {
  bg: '#F3F5F8',
  surface: '#FFFFFF',
  sunken: '#F8FAFC',
  /** The head of a table, a row under the pointer. */
  head: '#F1F4F8',
  hover: '#F6F9FD',
  line: '#DDE3EB',
  lineStrong: '#C3CCD8',
  lineInput: '#8A94A3',
  text: '#1D2530',
  text2: '#4A5565',
  text3: '#5D6878',
  placeholder: '#6B7280',
  neutralSoft: '#EEF1F5',
  /** Behind the choices of a switch. */
  track: '#E7ECF2',
  brand: '#1B5AA6',
  brandHover: '#154A8A',
  brandText: '#17508F',
  brandSoft: '#E3EEF9',
  /** Over cells that are chosen. */
  brandVeil: 'rgb(27 90 166 / 10%)',
  govRed: '#A8201A',
  ok: '#1E7B4F',
  okText: '#17653F',
  okSoft: '#DFF3E7',
  warn: '#B25E09',
  warnText: '#8A4B08',
  warnSoft: '#FCEEDB',
  warnFaint: '#FFFAF2',
  err: '#B3261E',
  errText: '#9B1C1C',
  errSoft: '#FDE8E6',
  errFaint: '#FFF8F7',
  errLine: '#E6B3AF',
  tealText: '#0B6470',
  tealSoft: '#DDF3F4',
  limeText: '#2D4A0B',
  limeSoft: '#EEF5DC',
  /** The marked cell of a workbook. */
  mark: '#FFF4CC',
  markLine: '#B7791F',
  /** The bar above every page, and the picture beside the log-in. */
  chrome: '#133F78',
  chromeDeep: '#0F3569',
  chromeLine: '#4F75A8',
  chromeText: '#D5E3F5',
  chromeOn: '#FFFFFF',
  chromeHover: 'rgb(255 255 255 / 12%)',
  sky: '#17488A',
  skyMid: '#10366B',
  skyDeep: '#0C2A55',
  gold: '#F0BC5A',
  demo: '#F7D794',
  demoText: '#5B3600',
  shadow: 'rgb(0 0 0 / 10%)',
} as const;

/** The classes of a map from the lowest to the highest, and in what names are written on them. */
const MAP = ['#E6EFF8', '#B7D0EA', '#7FABD8', '#4583C0', '#1B5AA6'] as const;
const MAP_TEXT = [colour.text, colour.text, colour.text, '#FFFFFF', '#FFFFFF'] as const;
/** The same on the wall: the lowest keeps 1.5:1 against the panel. */
const WALL_MAP = ['#24507F', '#2A6096', '#2F74B8', '#3C8CDD', '#7DBBFF'] as const;
const WALL_MAP_TEXT = ['#E6EDF7', '#E6EDF7', '#FFFFFF', '#0B1F3A', '#0B1F3A'] as const;

/** What is different on a wall. Everything else of a page is not shown there. */
const wall = {
  bg: '#0B1F3A',
  surface: '#112B4E',
  hover: '#16365F',
  line: '#1F426F',
  lineStrong: '#35608F',
  text: '#E6EDF7',
  text2: '#9FB3CC',
  text3: '#9FB3CC',
  brand: '#4FA3FF',
  brandHover: '#7DBBFF',
  ok: '#4CC38A',
  warn: '#F2B84B',
  warnText: '#F2B84B',
  err: '#FF7A70',
} as const;

/** What charts are painted with: the same values in light and on the wall. */
export const chartTheme = {
  light: {
    text: colour.text,
    text2: colour.text2,
    axis: colour.lineStrong,
    split: colour.line,
    surface: colour.surface,
    accent: colour.brand,
    behind: '#C77700',
    before: colour.lineInput,
    pace: colour.text3,
    series: ['#1B5AA6', '#0F8B8D', '#C77700', '#7A4FA3', '#B3261E', '#5B7F2B', '#8C5A3C', '#5D6878'],
    /** What is left when a few are told by name. */
    rest: colour.lineStrong,
  },
  wall: {
    text: wall.text,
    text2: wall.text2,
    axis: wall.lineStrong,
    split: wall.line,
    surface: wall.surface,
    accent: wall.brand,
    behind: wall.warn,
    before: wall.text2,
    pace: wall.text2,
    series: ['#4FA3FF', '#3FC1C4', '#F2B84B', '#B79AE0', '#FF7A70', '#A5CC6B', '#D3A383', '#9FB3CC'],
    rest: wall.lineStrong,
  },
};

export type ChartTheme = typeof chartTheme.light;

export const FONT =
  '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",system-ui,sans-serif';

const kebab = (name: string) =>
  name.replace(/([a-z])([A-Z0-9])/g, (_, a: string, b: string) => `${a}-${b.toLowerCase()}`);

const properties = (values: Readonly<Record<string, string>>, map: readonly string[], texts: readonly string[]) =>
  [
    ...Object.entries(values).map(([name, value]) => `--${kebab(name)}:${value}`),
    ...map.map((value, index) => `--map-${index + 1}:${value}`),
    ...texts.map((value, index) => `--map-text-${index + 1}:${value}`),
  ].join(';');

/**
 * The tokens as custom properties: `lineStrong` becomes `--line-strong`, `text2` `--text-2`, classes of maps `--map-1`
 * to `--map-5`, and in what is written on them `--map-text-1` to `--map-text-5`. Below `data-tone="wall"` those of the wall hold.
 */
export function cssVariables(): string {
  return `:root{${properties(colour, MAP, MAP_TEXT)};--font:${FONT}}[data-tone="wall"]{${properties(wall, WALL_MAP, WALL_MAP_TEXT)}}`;
}

/** The same tokens for antd. */
export const antdTheme: ThemeConfig = {
  cssVar: { key: 'yf' },
  hashed: false,
  token: {
    colorPrimary: colour.brand,
    colorInfo: colour.brand,
    colorLink: colour.brand,
    colorLinkHover: colour.brandHover,
    colorSuccess: colour.ok,
    colorWarning: colour.warn,
    colorError: colour.err,
    colorText: colour.text,
    colorTextSecondary: colour.text2,
    colorTextTertiary: colour.text3,
    colorTextDescription: colour.text3,
    colorTextPlaceholder: colour.placeholder,
    colorTextDisabled: colour.text3,
    colorBgLayout: colour.bg,
    colorBorder: colour.lineInput,
    colorBorderSecondary: colour.line,
    colorSplit: colour.line,
    borderRadius: 4,
    borderRadiusLG: 6,
    borderRadiusSM: 4,
    borderRadiusXS: 2,
    controlHeight: 32,
    fontFamily: FONT,
    fontSize: 14,
    lineHeight: 22 / 14,
    fontWeightStrong: 600,
    motionDurationFast: '0.12s',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.2s',
    controlOutlineWidth: 0,
    zIndexPopupBase: 200,
  },
  components: {
    Segmented: { itemSelectedColor: colour.brand, itemColor: colour.text2, trackBg: colour.track },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Tabs: { titleFontSize: 14, horizontalItemPadding: '8px 2px' },
  },
};
