import { Input, Select } from 'antd';
import { formatWan, formatYi, parseMoney } from '@/shared/format/money';
import { type Fact, type Typed, isLong, typedOf } from '../model';
import styles from './section-form.module.css';

export const ORIGINS = [
  { value: '', label: '未填' },
  { value: 'in_city', label: '市内' },
  { value: 'in_province', label: '省内市外' },
  { value: 'out_of_province', label: '省外' },
  { value: 'overseas', label: '境外' },
];

const HINTS: Record<string, string> = {
  credit_code: '18 位，照营业执照填写',
  project_code: '如 2404-611022-04-01-123456',
  industry_section: '门类字母，或行业代码如 C27',
  investor: '多个投资方用顿号隔开',
};

/** One fact of a project in a form, or the reason why it cannot be given. */
export function FactInput(props: {
  fact: Fact;
  typed: Typed;
  error: string | undefined;
  onChange: (typed: Typed) => void;
}) {
  const { fact, typed, error, onChange } = props;
  const id = `fact-${fact.field}`;
  const label = fact.label.replace('(万元)', '');
  const gone = typed.unavailable !== null;
  const hint = gone ? '写明原因，以后可改为填写' : hintOf(fact, typed.text);
  const common = {
    id,
    value: typed.unavailable ?? typed.text,
    autoComplete: 'off',
    status: error ? ('error' as const) : ('' as const),
    'aria-invalid': error ? true : undefined,
    'aria-describedby': `${id}-hint`,
  };
  const change = (text: string) => onChange(gone ? { text: '', unavailable: text } : { text, unavailable: null });
  return (
    <div className={isLong(fact.field) ? styles.wide : undefined}>
      <div className={styles.labelLine}>
        <label htmlFor={id}>
          {label}
          {gone ? '暂无法提供的原因' : ''}
        </label>
        {fact.field === 'name' ? null : (
          <button
            type="button"
            className={styles.toggle}
            aria-label={gone ? `${label}改为填写` : `${label}暂无法提供`}
            onClick={() => {
              // What the project told before comes back: a look at the other way loses nothing.
              onChange(gone ? { ...typedOf(fact), unavailable: null } : { text: '', unavailable: '' });
              window.setTimeout(() => document.getElementById(id)?.focus());
            }}
          >
            {gone ? '改为填写' : '暂无法提供'}
          </button>
        )}
      </div>
      {isLong(fact.field) && !gone ? (
        <Input.TextArea {...common} rows={3} onChange={(event) => change(event.target.value)} />
      ) : fact.field === 'origin_scope' && !gone ? (
        <Select
          id={id}
          className={styles.select}
          value={typed.text}
          options={ORIGINS}
          status={error ? 'error' : ''}
          aria-describedby={`${id}-hint`}
          onChange={(value: string) => change(value)}
        />
      ) : (
        <Input
          {...common}
          {...(fact.field === 'total_investment' && !gone ? { suffix: '万元', inputMode: 'decimal' as const } : {})}
          onChange={(event) => change(event.target.value)}
        />
      )}
      <p id={`${id}-hint`} className={error ? styles.error : styles.hint} aria-live="polite">
        {error ?? hint}
      </p>
    </div>
  );
}

/** What helps beside a field; of an amount, how it is understood. */
function hintOf(fact: Fact, text: string): string {
  if (fact.field !== 'total_investment') return HINTS[fact.field] ?? '';
  if (text.trim() === '') return '不写单位按万元读，也可写 1.2亿';
  const fen = parseMoney(text);
  return fen === null ? '保存时按台账的写法识别' : `= ${formatWan(fen)} 万元 = ${formatYi(fen)} 亿元`;
}
