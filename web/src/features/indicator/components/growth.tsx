import { Tooltip } from 'antd';
import { direction } from '@/shared/format/percent';
import { type BoardValue, type Indicator, baseReason, changeOf } from '../model';
import styles from './growth.module.css';

/** Growth with its sign, and where there is none the reason. */
export function Growth(props: {
  indicator: Pick<Indicator, 'unit'>;
  value: BoardValue | undefined;
  /** Without the words 个百分点, where the column says them. */
  short?: boolean;
}) {
  const { text, percent } = changeOf(props.indicator, props.value);
  const way = direction(percent);
  const body = (
    <span className={way === 'down' ? styles.down : way === 'up' ? undefined : styles.flat}>
      {props.short ? text.replace(' 个百分点', '') : text}
    </span>
  );
  const reason = baseReason(props.value) ?? (percent === null ? '上年同期为零或没有数据，不计算增幅' : null);
  return reason ? <Tooltip title={reason}>{body}</Tooltip> : body;
}
