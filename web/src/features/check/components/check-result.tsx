import { useEffect, useRef, useState } from 'react';
import { Panel } from '@/ui-desk/page';
import { Empty } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { type Check, pieces, step } from '../model';
import styles from './check-result.module.css';

/** The text with its findings beside it. J and K, or the arrows beside the list, go from one to the next. */
export function CheckResult({ check, showVerified }: { check: Check; showVerified: boolean }) {
  const [current, setCurrent] = useState<number | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const count = check.findings.length;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (target?.closest('input, textarea, [role="dialog"]') || event.ctrlKey || event.metaKey || event.altKey) return;
      const by = event.key === 'j' ? 1 : event.key === 'k' ? -1 : null;
      if (by === null) return;
      event.preventDefault();
      setCurrent((from) => step(from, by, count));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [count]);

  useEffect(() => {
    if (current === null) return;
    for (const place of root.current?.querySelectorAll(`[data-finding="${current}"]`) ?? []) {
      place.scrollIntoView({ block: 'nearest' });
    }
  }, [current]);

  return (
    <div className={styles.sides} ref={root}>
      <Panel title="文稿">
        <div className={styles.text} tabIndex={0} role="region" aria-label="核对过的文稿">
          {pieces(check, showVerified).map((piece, index) => {
            if (piece.finding !== undefined) {
              const finding = check.findings[piece.finding];
              const names = [styles.place, finding?.severity === 'error' ? styles.error : styles.warning];
              if (piece.finding === current) names.push(styles.current);
              return (
                <mark
                  key={index}
                  className={names.join(' ')}
                  data-finding={piece.finding}
                >
                  {piece.text}
                </mark>
              );
            }
            return piece.verified ? (
              <span key={index} className={styles.verified}>
                {piece.text}
              </span>
            ) : (
              <span key={index}>{piece.text}</span>
            );
          })}
        </div>
      </Panel>
      <Panel title="核对结果" extra={count > 0 ? <span className={styles.keys}>按 J、K 键看下一处、上一处</span> : null}>
        {count === 0 ? (
          <Empty title="没有发现问题" hint="能核对的数字都相符。没有列出关系的数字仍需人工核对。" />
        ) : (
          <ol className={styles.list}>
            {check.findings.map((finding, index) => (
              <li key={index}>
                <button
                  type="button"
                  className={index === current ? `${styles.finding} ${styles.chosen}` : styles.finding}
                  data-finding={index}
                  aria-current={index === current}
                  onClick={() => setCurrent(index)}
                >
                  <span className={styles.head}>
                    <Tag tone={finding.severity === 'error' ? 'err' : 'warn'}>
                      {finding.severity === 'error' ? '差错' : '待核'}
                    </Tag>
                    <span className={styles.kind}>{finding.kind_label}</span>
                  </span>
                  <span className={styles.quote}>{finding.quote}</span>
                  <span>{finding.message}</span>
                </button>
              </li>
            ))}
          </ol>
        )}
      </Panel>
    </div>
  );
}
