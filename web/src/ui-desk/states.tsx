import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { messageOf, statusOf } from '@/shared/api/problem';
import { useDelayed } from '@/shared/hooks/use-delayed';
import { useTitle } from '@/shared/hooks/use-title';
import styles from './states.module.css';

/** Grey bars in place of rows. They appear only when the wait is long enough to be noticed. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const visible = useDelayed(true);
  return (
    <div className={styles.skeleton} aria-busy="true" aria-label="正在读取">
      {Array.from({ length: Math.min(rows, 8) }, (_, index) => (
        <div key={index} className={visible ? styles.bar : styles.blank} />
      ))}
    </div>
  );
}

/** Nothing is here: what this place is for, and one thing to do. */
export function Empty(props: { title: string; hint?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <svg width="72" height="48" viewBox="0 0 72 48" aria-hidden="true">
        <rect x="10.500" y="6.500" width="51" height="37" rx="3" fill="var(--surface)" stroke="var(--line-strong)" />
        <path d="M10.500 16.500h51M27.500 16.500v27M44.500 16.500v27" stroke="var(--line)" />
        <path d="M10.500 25.500h51M10.500 34.500h51" stroke="var(--neutral-soft)" />
        <rect x="10.500" y="6.500" width="51" height="10" rx="3" fill="var(--brand-soft)" stroke="var(--line-strong)" />
      </svg>
      <p className={styles.emptyTitle}>{props.title}</p>
      {props.hint ? <p className={styles.emptyHint}>{props.hint}</p> : null}
      {props.action}
    </div>
  );
}

/** A part of the page could not be read; the rest stays. */
export function ErrorBlock({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, detail } = messageOf(error);
  const status = statusOf(error);
  return (
    <div className={styles.error} role="alert">
      <div>
        <p className={styles.errorTitle}>{title}</p>
        {detail ? <p>{detail}</p> : null}
      </div>
      {onRetry && status !== 403 && status !== 404 ? (
        <Button onClick={onRetry}>重试</Button>
      ) : null}
    </div>
  );
}

/** A whole page that cannot be shown. */
export function PageState(props: {
  code?: string;
  title: string;
  hint: ReactNode;
  action?: ReactNode;
}) {
  useTitle(props.title);
  return (
    <div className={styles.pageState}>
      {props.code ? <p className={styles.code}>{props.code}</p> : null}
      <h1>{props.title}</h1>
      <p className={styles.emptyHint}>{props.hint}</p>
      {props.action}
    </div>
  );
}

/** The errors of a form above it; focus moves here when they appear. */
export function ErrorSummary(props: {
  items: readonly { message: string; fieldId?: string | undefined }[];
  title?: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const text = props.items.map((item) => item.message).join('\n');
  useEffect(() => {
    if (text) box.current?.focus();
  }, [text]);
  if (props.items.length === 0) return null;
  return (
    <div className={styles.summary} role="alert" tabIndex={-1} ref={box}>
      <p className={styles.errorTitle}>{props.title ?? '请更正下列问题'}</p>
      <ul>
        {props.items.map(({ message, fieldId }) => (
          <li key={message}>
            {fieldId ? (
              <a
                href={`#${fieldId}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fieldId)?.focus();
                }}
              >
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A sentence that concerns the whole area below it. */
export function Notice(props: {
  tone?: 'brand' | 'ok' | 'warn' | 'err';
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const tone = props.tone ?? 'brand';
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role="status">
      <div className={styles.noticeText}>
        {props.title ? <p className={styles.errorTitle}>{props.title}</p> : null}
        {props.children}
      </div>
      {props.action ? <div className={styles.noticeAction}>{props.action}</div> : null}
    </div>
  );
}
