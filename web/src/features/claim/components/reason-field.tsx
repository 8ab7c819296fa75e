import { Input } from 'antd';
import styles from './verdict-form.module.css';

/** What is said around each verdict that needs its reason. */
export const WORDS = {
  returned: {
    title: '退回这条申报',
    ok: '退回',
    cancel: '不退回',
    label: '退回的原因，填报单位会看到',
    missing: '请写明退回的原因',
    done: '已退回',
    common: ['缺少佐证材料', '金额与佐证不符', '与其他单位重复申报', '账期有误'],
  },
  rejected: {
    title: '对这条申报不予认定',
    ok: '不予认定',
    cancel: '再想想',
    label: '不予认定的原因，填报单位会看到',
    missing: '请写明不予认定的原因',
    done: '不予认定',
    common: ['不属于招商引资项目', '与其他单位重复申报', '核查不实'],
  },
  revoked: {
    title: '撤销这条认定',
    ok: '撤销认定',
    cancel: '不撤销',
    label: '撤销的原因，填报单位会看到',
    missing: '请写明撤销的原因',
    done: '已撤销认定',
    common: ['误点通过', '事后核查不实', '与其他单位重复认定'],
  },
} as const;

/** Why a verdict is given, with reasons that are given often at hand. */
export function ReasonField(props: { outcome: keyof typeof WORDS; value: string; onChange: (text: string) => void }) {
  const { value, onChange } = props;
  const { label, common } = WORDS[props.outcome];
  return (
    <>
      <label htmlFor="reason" className={styles.label}>
        {label}
      </label>
      <Input.TextArea
        id="reason"
        rows={3}
        autoFocus
        maxLength={500}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className={styles.common}>
        {common.map((text) => (
          <button
            key={text}
            type="button"
            className="link-button"
            onClick={() => onChange(value ? `${value}；${text}` : text)}
          >
            {text}
          </button>
        ))}
      </div>
    </>
  );
}
