import { group, scaleDecimal } from './decimal';

export const UNKNOWN = '—';

/** Fen (decimal string) as 万元 with two decimals; `null` is unknown. */
export function formatWan(fen: string | null | undefined): string {
  return scaled(fen, -6);
}

/** Fen (decimal string) as 亿元 with two decimals; `null` is unknown. */
export function formatYi(fen: string | null | undefined): string {
  return scaled(fen, -10);
}

function scaled(fen: string | null | undefined, shift: number): string {
  if (fen === null || fen === undefined) return UNKNOWN;
  const text = scaleDecimal(fen, shift, 2);
  return text === null ? UNKNOWN : group(text);
}

const FULL_WIDTH = /[０-９．，＋－]/g;

/**
 * What a person types into a money field, in fen. A bare number is 万元; 万, 万元, 亿, 亿元 and 元
 * may follow. Full-width digits and commas are read. `null` where it is no amount, is negative,
 * or is finer than one fen.
 */
export function parseMoney(input: string): string | null {
  const text = input
    .replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[,\s]/g, '');
  const match = /^(\d+)(?:\.(\d*))?(万元?|亿元?|元)?$/.exec(text);
  if (!match) return null;
  const [, whole = '', fraction = '', unit = '万'] = match;
  const shift = unit.startsWith('亿') ? 10 : unit.startsWith('万') ? 6 : 2;
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > shift) return null;
  return BigInt(whole + digits.padEnd(shift, '0')).toString();
}

/** Fen as the plain 万元 text of an input field, without separators and needless zeros. */
export function wanInput(fen: string): string {
  const text = scaleDecimal(fen, -6, 6) ?? '';
  return text.replace(/\.?0+$/, '');
}
