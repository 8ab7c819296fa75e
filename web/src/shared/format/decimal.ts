/** Exact decimal text, without a detour over binary fractions. */

export const MINUS = '\u2212';

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * `text` times 10^`shift`, rounded half up (away from zero) to `digits` decimals, without
 * separators. `null` where the text is no decimal number.
 */
export function scaleDecimal(text: string, shift: number, digits: number): string | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  // The value is `scaled` / 10^`places`; wanted are `digits` of those places.
  let scaled = BigInt(whole + fraction);
  let places = fraction.length - shift;
  while (places < digits) {
    scaled *= 10n;
    places += 1;
  }
  const divisor = 10n ** BigInt(places - digits);
  const rounded = (scaled * 2n + divisor) / (divisor * 2n);
  const padded = rounded.toString().padStart(digits + 1, '0');
  const cut = padded.length - digits;
  const body = digits > 0 ? `${padded.slice(0, cut)}.${padded.slice(cut)}` : padded;
  return sign === '-' && rounded !== 0n ? `-${body}` : body;
}

/** Thousand separators and a true minus sign: `-1286.40` becomes `−1,286.40`. */
export function group(decimal: string): string {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction] = (negative ? decimal.slice(1) : decimal).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return (negative ? MINUS : '') + grouped + (fraction === undefined ? '' : `.${fraction}`);
}
