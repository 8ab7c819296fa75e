import { App, Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { formErrors } from '@/shared/api/problem';
import { Page, Panel } from '@/ui-desk/page';
import { ErrorSummary, Notice } from '@/ui-desk/states';
import { useChangePassword } from '../api';
import { PASSWORD_MIN, passwordErrors, type PasswordForm } from '../model';
import styles from './password-page.module.css';

const FIELDS = [
  { name: 'old_password', label: '当前密码', autoComplete: 'current-password', hint: null },
  {
    name: 'new_password',
    label: '新密码',
    autoComplete: 'new-password',
    hint: `至少 ${PASSWORD_MIN} 个字符，不要用单位名、电话或生日。`,
  },
  { name: 'again', label: '再填一次新密码', autoComplete: 'new-password', hint: null },
] as const;

export function PasswordPage(props: { forced: boolean; onDone: () => void }) {
  const { message } = App.useApp();
  const [form, setForm] = useState<PasswordForm>({ old_password: '', new_password: '', again: '' });
  const [local, setLocal] = useState<Record<string, string>>({});
  const change = useChangePassword();
  const refused = change.isError
    ? formErrors(change.error, ['old_password', 'new_password'])
    : { fields: {}, general: [] };
  const errors: Record<string, string | undefined> = { ...refused.fields, ...local };

  const send = (event: FormEvent) => {
    event.preventDefault();
    const found = passwordErrors(form);
    setLocal(found);
    change.reset();
    if (Object.keys(found).length > 0) return;
    change.mutate(
      { old_password: form.old_password, new_password: form.new_password },
      {
        onSuccess: () => {
          void message.success('密码已修改');
          props.onDone();
        },
      },
    );
  };

  return (
    <Page title="修改密码">
      {props.forced ? (
        <Notice tone="warn" title="请先修改密码">
          这是初始密码或刚被重置的密码。修改之后才能使用其他功能。
        </Notice>
      ) : null}
      <Panel>
        <form className={styles.form} onSubmit={send} noValidate>
          <ErrorSummary
            items={[
              ...refused.general.map((text) => ({ message: text })),
              ...FIELDS.flatMap(({ name }) => {
                const text = errors[name];
                return text ? [{ message: text, fieldId: name }] : [];
              }),
            ]}
          />
          {FIELDS.map(({ name, label, autoComplete, hint }) => (
            <div key={name} className={styles.field}>
              <label htmlFor={name}>{label}</label>
              <Input.Password
                id={name}
                autoComplete={autoComplete}
                value={form[name]}
                status={errors[name] ? 'error' : ''}
                aria-invalid={errors[name] ? true : undefined}
                aria-describedby={`${name}-hint`}
                onChange={(event) => setForm({ ...form, [name]: event.target.value })}
              />
              <p id={`${name}-hint`} className={errors[name] ? styles.error : styles.hint}>
                {errors[name] ?? hint}
              </p>
            </div>
          ))}
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            修改密码
          </Button>
        </form>
      </Panel>
    </Page>
  );
}
