import { useState, type DragEvent } from 'react';
import { formatSize } from '@/shared/format/text';
import styles from './file-drop.module.css';

/** One file, chosen or dropped. */
export function FileDrop(props: { file: File | null; onChoose: (file: File) => void }) {
  const { file } = props;
  const [dragging, setDragging] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) props.onChoose(dropped);
  };
  return (
    // Dropping is a shortcut; the field inside takes mouse and keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see above
    <label
      htmlFor="file"
      className={dragging ? `${styles.drop} ${styles.over}` : styles.drop}
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={drop}
    >
      <input
        id="file"
        type="file"
        className="sr-only"
        accept=".xlsx,.xlsm,.xls,.ods,.csv"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) props.onChoose(chosen);
        }}
      />
      {file ? (
        <>
          <b>{file.name}</b>
          <span>{formatSize(file.size)}，点击可换一个文件</span>
        </>
      ) : (
        <>
          <b>选择台账文件，或拖到这里</b>
          <span>xlsx、xls、ods、csv，一次一个文件</span>
        </>
      )}
    </label>
  );
}
