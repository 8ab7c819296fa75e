import * as v from 'valibot';
import { isPeriod } from '@/shared/format/date';

/**
 * Parts of the address. What does not fit is dropped instead of breaking the page: addresses are
 * typed, mailed and kept for years.
 */
/** A code of digits alone, such as a division's, comes out of a typed address as a number. */
export const text = v.optional(
  v.fallback(v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String))), undefined),
);

export const period = v.optional(
  v.fallback(v.optional(v.pipe(v.string(), v.check((value) => isPeriod(value)))), undefined),
);

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  v.optional(v.fallback(v.optional(v.picklist(values)), undefined));

export const someOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  v.optional(v.fallback(v.optional(v.array(v.picklist(values))), undefined));

/** A text that may look like a number when it is typed into the address by hand. */
const words = v.optional(
  v.fallback(v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String))), undefined),
);

/** The address of a list: see `shared/list/state.ts`. */
export const listSearch = v.object({
  view: text,
  q: words,
  f: text,
  sort: text,
  group: text,
  cols: text,
  density: oneOf(['compact', 'comfortable']),
  open: words,
  peek: words,
});
