import type { BatchOutcome } from '../model';
import styles from './batch-bar.module.css';

/** Claims that a batch left for a person, each with its reason. */
export function LeftOver({ left }: Pick<BatchOutcome, 'left'>) {
  if (left.length === 0) return null;
  return (
    <>
      <p className={styles.left}>下列 {left.length} 条没有办理，需要逐条看：</p>
      <ul className={styles.list} tabIndex={0} aria-label="没有办理的申报">
        {left.map((item) => (
          <li key={item.claim_id}>
            <b>{item.project_name}</b> {item.kind_label}：{item.reason}
          </li>
        ))}
      </ul>
    </>
  );
}
