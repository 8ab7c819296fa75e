import { UNKNOWN } from './money';

/** All clocks of the system show the time of one place, wherever the browser is. */
const ZONE = 'Asia/Shanghai';

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function read(instant: string): Record<string, string> | null {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return null;
  return Object.fromEntries(parts.formatToParts(date).map((part) => [part.type, part.value]));
}

/** An instant (RFC 3339) as `2026-10-08 14:05`. */
export function formatInstant(instant: string | null | undefined): string {
  if (!instant) return UNKNOWN;
  const at = read(instant);
  return at ? `${at.year}-${at.month}-${at.day} ${at.hour}:${at.minute}` : instant;
}

/** The calendar day of an instant in the fixed zone. */
export function dayOf(instant: string): string {
  const at = read(instant);
  return at ? `${at.year}-${at.month}-${at.day}` : instant;
}

const PERIOD = /^(\d{4})-(\d{2})$/;

/** Whether a text is a period `YYYY-MM`. */
export function isPeriod(text: unknown): text is string {
  const match = typeof text === 'string' ? PERIOD.exec(text) : null;
  return match !== null && Number(match[2]) >= 1 && Number(match[2]) <= 12;
}

/** `2026-09` as `2026年9月`. */
export function formatPeriod(period: string): string {
  const match = PERIOD.exec(period);
  return match ? `${match[1]}年${Number(match[2])}月` : period;
}

/** The span from January: `2026年1—9月`; January alone stays `2026年1月`. */
export function formatCumulative(period: string): string {
  const match = PERIOD.exec(period);
  if (!match) return period;
  const month = Number(match[2]);
  return month === 1 ? `${match[1]}年1月` : `${match[1]}年1—${month}月`;
}

/** The same month of another year. */
export function shiftYear(period: string, years: number): string {
  const match = PERIOD.exec(period);
  return match ? `${Number(match[1]) + years}-${match[2]}` : period;
}
