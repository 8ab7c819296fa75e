import { group, scaleDecimal } from './decimal';
import { UNKNOWN } from './money';

/** A count of projects, whole (`12`) or with one decimal where shares are split (`12.5`). */
export function formatCount(count: string | number | null | undefined): string {
  if (count === null || count === undefined) return UNKNOWN;
  const text = scaleDecimal(String(count), 0, 1);
  return text === null ? UNKNOWN : group(text.replace(/\.0$/, ''));
}
