import { Input } from 'antd';
import { useState } from 'react';
import { formatWan, formatYi, parseMoney, wanInput } from '@/shared/format/money';
import styles from './money-input.module.css';

/** An amount in 万元; accepts 亿 and 万 as typed and repeats what was understood in both units. */
export function MoneyInput(props: {
  id: string;
  label: string;
  /** Fen, or `null` while the text is no amount. */
  value: string | null;
  onChange: (fen: string | null) => void;
  error?: string | undefined;
}) {
  const [text, setText] = useState(() => (props.value === null ? '' : wanInput(props.value)));
  const unread = text.trim() !== '' && props.value === null;
  const message = props.error ?? (unread ? '读不懂这个金额，请填数字，如 1286.4 或 1.2亿' : undefined);
  return (
    <div>
      <label htmlFor={props.id} className={styles.label}>
        {props.label}
      </label>
      <Input
        id={props.id}
        value={text}
        inputMode="decimal"
        suffix="万元"
        autoComplete="off"
        status={message ? 'error' : ''}
        aria-invalid={message ? true : undefined}
        aria-describedby={`${props.id}-echo`}
        onChange={(event) => {
          setText(event.target.value);
          props.onChange(parseMoney(event.target.value));
        }}
      />
      <div id={`${props.id}-echo`} className={message ? styles.error : styles.echo} aria-live="polite">
        {message ??
          (props.value === null
            ? '不写单位按万元读'
            : `= ${formatWan(props.value)} 万元 = ${formatYi(props.value)} 亿元`)}
      </div>
    </div>
  );
}
