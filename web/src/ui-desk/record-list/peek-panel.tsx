import CloseOutlined from '@ant-design/icons/CloseOutlined';
import DownOutlined from '@ant-design/icons/DownOutlined';
import UpOutlined from '@ant-design/icons/UpOutlined';
import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { formatCount } from '@/shared/format/count';
import styles from './peek-panel.module.css';

/**
 * A record beside its list. It does not block the list: keys of the list work on, and the next and
 * the previous record come into the same panel.
 */
export function PeekPanel(props: {
  /** The record, so that the panel begins at its top for each. */
  id: string;
  /** Its place among the rows of the list, from 1; 0 where it is not among the loaded ones. */
  position: number;
  total: number | null;
  onStep: (step: 1 | -1) => void;
  onClose: () => void;
  /** The link to the page of the record. */
  page: ReactNode;
  children: ReactNode;
}) {
  const { position, total } = props;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  return (
    <aside className={styles.panel} aria-label="预览" tabIndex={-1} ref={panel}>
      <div className={styles.bar}>
        <Button
          type="text"
          icon={<UpOutlined />}
          aria-label="上一条"
          title="上一条（K 或 ↑）"
          disabled={position === 1}
          onClick={() => props.onStep(-1)}
        />
        <Button
          type="text"
          icon={<DownOutlined />}
          aria-label="下一条"
          title="下一条（J 或 ↓）"
          disabled={position > 0 && position === total}
          onClick={() => props.onStep(1)}
        />
        <span className={styles.place} role="status">
          {position > 0 && total !== null ? `第 ${formatCount(position)} / ${formatCount(total)} 条` : '不在当前筛选结果里'}
        </span>
        <span className={styles.links}>{props.page}</span>
        <Button type="text" icon={<CloseOutlined />} aria-label="关闭预览" title="关闭（Esc）" onClick={props.onClose} />
      </div>
      <div className={styles.body} key={props.id}>
        {props.children}
      </div>
    </aside>
  );
}
