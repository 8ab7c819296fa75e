import DownOutlined from '@ant-design/icons/DownOutlined';
import UpOutlined from '@ant-design/icons/UpOutlined';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { formatCount } from '@/shared/format/count';
import { useKeys } from '@/shared/hooks/use-keys';
import type { ListName } from '@/shared/list/api';
import type { ListSearch } from '@/shared/list/state';
import { wayOf } from '@/shared/list/trail';
import styles from './way-back.module.css';

/** Above the page of a record: back to its list as it stood, and to the records before and behind it there. */
export function WayBack(props: {
  list: ListName;
  /** The record, by its key in the list. */
  id: string;
  back: (search: ListSearch) => ReactNode;
  onGo: (id: string) => void;
}) {
  const { place, total, previous, next, search } = wayOf(props.list, props.id);
  const go = (id: string | null) => {
    if (id !== null) props.onGo(id);
  };
  useKeys(
    {
      k: { label: '上一条', run: () => go(previous) },
      j: { label: '下一条', run: () => go(next) },
    },
    place > 0 ? '列表中的前后记录' : null,
  );
  return (
    <>
      {props.back(search)}
      {place > 0 ? (
        <span className={styles.steps}>
          <Button
            type="text"
            size="small"
            icon={<UpOutlined />}
            aria-label="上一条"
            title="上一条（K）"
            disabled={previous === null}
            onClick={() => go(previous)}
          />
          <Button
            type="text"
            size="small"
            icon={<DownOutlined />}
            aria-label="下一条"
            title="下一条（J）"
            disabled={next === null}
            onClick={() => go(next)}
          />
          <span>
            第 {formatCount(place)} / {formatCount(total)} 条
          </span>
        </span>
      ) : null}
    </>
  );
}
