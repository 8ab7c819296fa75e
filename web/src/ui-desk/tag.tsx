import type { ReactNode } from 'react';
import type { components } from '@/shared/api/schema';
import type { Tone } from '@/shared/domain/claim';
import { STAGES } from '@/shared/domain/stage';
import styles from './tag.module.css';

/** A word on a tint. All pairs reach 4.5:1, which the ready-made tags of the kit do not. */
export function Tag({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.tag} ${styles[tone]}`}>{children}</span>;
}

export function StageTag({ stage }: { stage: components['schemas']['Stage'] }) {
  const { label, fg, bg } = STAGES[stage];
  return (
    <span className={styles.tag} style={{ color: fg, background: bg }}>
      {label}
    </span>
  );
}
