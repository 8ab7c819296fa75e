import { formatSize } from '@/shared/format/text';
import styles from './file-field.module.css';

/** One file of the person's machine: a button in the words of the desk, and beside it what was chosen. */
export function FileField(props: { id: string; accept?: string; file: File | null; onChange: (file: File | null) => void }) {
  const { id, file } = props;
  return (
    <label className={styles.field} htmlFor={id}>
      <input
        id={id}
        type="file"
        className="sr-only"
        {...(props.accept ? { accept: props.accept } : {})}
        onChange={(event) => props.onChange(event.target.files?.[0] ?? null)}
      />
      <span className={styles.button} aria-hidden="true">
        选择文件
      </span>
      <span>{file ? `${file.name}（${formatSize(file.size)}）` : '还没有选择'}</span>
    </label>
  );
}
