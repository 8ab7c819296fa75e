import type { ReactNode } from 'react';
import { useDelayed } from '@/shared/hooks/use-delayed';
import { useTitle } from '@/shared/hooks/use-title';
import styles from './page.module.css';

type PageProps = {
  title: string;
  /** What stands before the title: the way back. */
  above?: ReactNode;
  /** Beside the title: a state, a mark. */
  mark?: ReactNode;
  /** One quiet line under the title. */
  note?: ReactNode;
  actions?: ReactNode;
  /** The page fills the window and its table scrolls, instead of the page. */
  fill?: boolean;
  /** Printed it is its content alone, upright, without the head of the page. */
  paper?: boolean;
  children: ReactNode;
};

export function Page({ title, above, mark, note, actions, fill = false, paper = false, children }: PageProps) {
  useTitle(title);
  const names = [styles.page, fill ? styles.fill : '', paper ? styles.paper : ''];
  return (
    <div className={names.filter(Boolean).join(' ')}>
      <header className={styles.header}>
        <div className={styles.heading}>
          {above ? <div className={styles.above}>{above}</div> : null}
          <div className={styles.titleLine}>
            <h1>{title}</h1>
            {mark}
          </div>
          {note ? <div className={styles.note}>{note}</div> : null}
        </div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A white area. Headed areas are regions with that name. */
export function Panel(props: {
  title?: ReactNode;
  extra?: ReactNode;
  fill?: boolean;
  flush?: boolean;
  /** What is shown answers an earlier question; the answer to this one is on its way. */
  busy?: boolean;
  children: ReactNode;
}) {
  const { title, extra, fill = false, flush = false, busy = false, children } = props;
  const late = useDelayed(busy);
  const names = [
    styles.panel,
    fill ? styles.panelFill : '',
    flush ? styles.flush : '',
    late ? styles.faded : '',
  ];
  return (
    <section className={names.filter(Boolean).join(' ')} aria-busy={busy || undefined}>
      {title ? (
        <div className={styles.panelHead}>
          <h2>{title}</h2>
          {extra}
        </div>
      ) : null}
      {children}
    </section>
  );
}

/** One row of filters above a list, with the count of what they leave. */
export function FilterBar({ children, result }: { children: ReactNode; result?: ReactNode }) {
  return (
    <div className={styles.filters} role="search">
      {children}
      {result ? (
        <div className={styles.result} role="status">
          {result}
        </div>
      ) : null}
    </div>
  );
}

export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <span className={styles.fieldLabel} aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}
