import DownOutlined from '@ant-design/icons/DownOutlined';
import HolderOutlined from '@ant-design/icons/HolderOutlined';
import LayoutOutlined from '@ant-design/icons/LayoutOutlined';
import UpOutlined from '@ant-design/icons/UpOutlined';
import { Button, Checkbox, InputNumber } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { type ListDefinition, MAX_WIDTH, MIN_WIDTH, columnOf, usualWidth } from '@/shared/list/definition';
import { type ShownColumn, moveColumn, placeColumn, resizeColumn } from '@/shared/list/state';
import { Pop } from '../pop';
import styles from './column-chooser.module.css';

type ChooserProps = {
  definition: ListDefinition;
  columns: readonly ShownColumn[];
  onChange: (columns: ShownColumn[]) => void;
  onReset: () => void;
};

/** Which columns are shown, in which order, how wide. What is changed shows at once. */
export function ColumnChooser(props: ChooserProps) {
  return (
    <Pop label="列" button="列" buttonProps={{ icon: <LayoutOutlined aria-hidden="true" /> }}>
      <Columns {...props} />
    </Pop>
  );
}

function Columns({ definition, columns, onChange, onReset }: ChooserProps) {
  const [dragged, setDragged] = useState<string | null>(null);
  const drop = useRef({ columns, onChange });
  useEffect(() => {
    drop.current = { columns, onChange };
  });
  // The line that is dragged changes its place in the document, so the window listens, not the line.
  useEffect(() => {
    if (dragged === null) return undefined;
    const move = (event: PointerEvent) => {
      const to = placeUnder(event.clientX, event.clientY);
      const now = drop.current;
      if (to !== null && now.columns[to]?.key !== dragged) now.onChange(placeColumn(now.columns, dragged, to));
    };
    const end = () => setDragged(null);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
  }, [dragged]);
  const hidden = definition.columns.filter(({ key }) => !columns.some((column) => column.key === key));
  const onKey = (event: KeyboardEvent, key: string) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    onChange(moveColumn(columns, key, step));
  };
  return (
    <div className={styles.chooser}>
      <p className={styles.hint}>
        拖动左边的把手，或按 <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd> 调整次序；第一列固定在左边。
      </p>
      <ul className={styles.list}>
        {columns.map(({ key, width }, index) => {
          const column = columnOf(definition, key);
          if (!column) return null;
          return (
            <li
              key={key}
              className={dragged === key ? styles.dragged : undefined}
              data-place={index}
            >
              <span
                className={styles.grip}
                aria-hidden="true"
                onPointerDown={(event) => {
                  event.preventDefault();
                  setDragged(key);
                }}
              >
                <HolderOutlined />
              </span>
              <Checkbox
                className={styles.name ?? ''}
                checked
                disabled={columns.length === 1}
                onKeyDown={(event) => onKey(event, key)}
                onChange={() => onChange(columns.filter((item) => item.key !== key))}
              >
                {column.label}
              </Checkbox>
              <InputNumber
                size="small"
                aria-label={`${column.label}的宽度（像素）`}
                className={styles.width ?? ''}
                min={MIN_WIDTH}
                max={MAX_WIDTH}
                step={8}
                placeholder={String(usualWidth(column))}
                value={width}
                onChange={(value) => onChange(resizeColumn(columns, key, value))}
              />
              <Button
                size="small"
                type="text"
                icon={<UpOutlined />}
                aria-label={`${column.label}上移`}
                disabled={index === 0}
                onClick={() => onChange(moveColumn(columns, key, -1))}
              />
              <Button
                size="small"
                type="text"
                icon={<DownOutlined />}
                aria-label={`${column.label}下移`}
                disabled={index === columns.length - 1}
                onClick={() => onChange(moveColumn(columns, key, 1))}
              />
            </li>
          );
        })}
      </ul>
      {hidden.length > 0 ? (
        <>
          <p className={styles.heading}>未显示的列</p>
          <ul className={styles.hidden}>
            {hidden.map(({ key, label }) => (
              <li key={key}>
                <Checkbox checked={false} onChange={() => onChange([...columns, { key, width: null }])}>
                  {label}
                </Checkbox>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <button type="button" className="link-button" onClick={onReset}>
        恢复视图原来的列
      </button>
    </div>
  );
}

/** The place in the list that lies under the pointer. */
function placeUnder(x: number, y: number): number | null {
  const item = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-place]');
  return item ? Number(item.dataset.place) : null;
}
