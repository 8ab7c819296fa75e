import type { ThemeConfig } from 'antd';

/**
 * Colours, sizes and type of the desk, the only place where they are written down.
 * Text colours reach 4.5:1 on the surfaces they are used on.
 */
export const colour = {
  bg: '#F3F5F8',
  surface: '#FFFFFF',
  sunken: '#F8FAFC',
  line: '#DDE3EB',
  lineStrong: '#C3CCD8',
  lineInput: '#8A94A3',
  text: '#1D2530',
  text2: '#4A5565',
  text3: '#5D6878',
  placeholder: '#6B7280',
  brand: '#1B5AA6',
  brandHover: '#154A8A',
  brandSoft: '#E3EEF9',
  govRed: '#A8201A',
  ok: '#1E7B4F',
  okSoft: '#DFF3E7',
  warn: '#B25E09',
  warnText: '#8A4B08',
  warnSoft: '#FCEEDB',
  err: '#B3261E',
  errSoft: '#FDE8E6',
  /** The marked cell of a workbook. */
  mark: '#FFF4CC',
  markLine: '#B7791F',
} as const;

export const FONT =
  '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",system-ui,sans-serif';

const kebab = (name: string) =>
  name.replace(/([a-z])([A-Z0-9])/g, (_, a: string, b: string) => `${a}-${b.toLowerCase()}`);

/** The tokens as custom properties: `lineStrong` becomes `--line-strong`, `text2` `--text-2`. */
export function cssVariables(): string {
  const lines = Object.entries(colour).map(([name, value]) => `--${kebab(name)}:${value}`);
  lines.push(`--font:${FONT}`);
  return `:root{${lines.join(';')}}`;
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
    Segmented: { itemSelectedColor: colour.brand, itemColor: colour.text2, trackBg: '#E7ECF2' },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Tabs: { titleFontSize: 14, horizontalItemPadding: '8px 2px' },
  },
};
