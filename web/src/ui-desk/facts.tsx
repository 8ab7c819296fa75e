import type { ReactNode } from 'react';
import styles from './facts.module.css';

export type Fact = { label: string; value: ReactNode; wide?: boolean };

/** Names and values of one thing, in a grid that keeps its columns. */
export function Facts({ items, columns = 3 }: { items: readonly Fact[]; columns?: 1 | 2 | 3 | 4 }) {
  return (
    <dl className={`${styles.facts} ${styles[`columns${columns}`]}`}>
      {items.map(({ label, value, wide }) => (
        <div key={label} className={wide ? styles.wide : undefined}>
          <dt>{label}</dt>
          <dd>{value ?? '—'}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Figures side by side in one band, divided by lines. */
export function Strip({ items }: { items: readonly { label: string; value: ReactNode; note?: ReactNode }[] }) {
  return (
    <dl className={styles.strip}>
      {items.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className={styles.stripValue}>{value}</dd>
          {note ? <dd className={styles.stripNote}>{note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
