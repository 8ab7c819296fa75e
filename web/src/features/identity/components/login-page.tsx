import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { formErrors } from '@/shared/api/problem';
import { useTitle } from '@/shared/hooks/use-title';
import { ErrorSummary } from '@/ui-desk/states';
import { demonstrationQuery, useLogIn } from '../api';
import type { Me } from '../model';
import styles from './login-page.module.css';

const FIELDS = ['account', 'password'] as const;

export function LoginPage(props: { expired: boolean; onLoggedIn: (me: Me) => void }) {
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<Partial<Record<'account' | 'password', string>>>({});
  const submit = useRef<HTMLButtonElement>(null);
  const logIn = useLogIn();
  const demonstration = useQuery(demonstrationQuery());

  const refused = logIn.isError ? formErrors(logIn.error, FIELDS) : { fields: {}, general: [] };
  const fields: Record<string, string | undefined> = { ...refused.fields, ...missing };
  const failed = FIELDS.some((field) => fields[field]) || refused.general.length > 0;
  useTitle(failed ? '错误：登录' : '登录');

  const send = (event: FormEvent) => {
    event.preventDefault();
    const empty: typeof missing = {};
    if (!account.trim()) empty.account = '请填写账号';
    if (!password) empty.password = '请填写密码';
    setMissing(empty);
    logIn.reset();
    if (Object.keys(empty).length > 0) return;
    logIn.mutate({ account: account.trim(), password }, { onSuccess: props.onLoggedIn });
  };

  return (
    <div className={styles.screen}>
      <section className={styles.left} aria-label="关于本系统">
        <Feather />
        <p className={styles.name}>引凤</p>
        <p className={styles.lead}>招商引资统计</p>
        <p className={styles.sentence}>
          台账进来，数字出去。
          <br />
          每个数字，都能点开看到原表。
        </p>
      </section>
      <main className={styles.right}>
        <form className={styles.form} onSubmit={send} noValidate>
          <h1>登录</h1>
          {props.expired && !failed ? (
            <p className={styles.expired} role="status">
              登录已过期，请重新登录。登录后回到刚才的页面。
            </p>
          ) : null}
          <ErrorSummary
            title={refused.general.length > 0 ? '无法登录' : '请更正下列问题'}
            items={[
              ...refused.general.map((message) => ({ message })),
              ...FIELDS.flatMap((field) => {
                const message = fields[field];
                return message ? [{ message, fieldId: field }] : [];
              }),
            ]}
          />
          <label htmlFor="account">账号</label>
          <Input
            id="account"
            size="large"
            autoComplete="username"
            autoFocus
            value={account}
            status={fields.account ? 'error' : ''}
            aria-invalid={fields.account ? true : undefined}
            onChange={(event) => setAccount(event.target.value)}
          />
          <label htmlFor="password">密码</label>
          <Input.Password
            id="password"
            size="large"
            autoComplete="current-password"
            value={password}
            status={fields.password ? 'error' : ''}
            aria-invalid={fields.password ? true : undefined}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Button
            ref={submit}
            type="primary"
            size="large"
            htmlType="submit"
            loading={logIn.isPending}
            block
            className={styles.submit ?? ''}
          >
            登录
          </Button>
        </form>
        {demonstration.data?.enabled ? (
          <section className={styles.demo} aria-labelledby="demo-title">
            <h2 id="demo-title">演示账号</h2>
            <p>
              这是演示数据库，项目、企业和人员均为虚构。点选一个账号即可填入，密码都是{' '}
              <code>{demonstration.data.password}</code>
            </p>
            <ul>
              {demonstration.data.accounts.map((item) => (
                <li key={item.account}>
                  <button
                    type="button"
                    aria-pressed={account === item.account}
                    onClick={() => {
                      setAccount(item.account);
                      setPassword(demonstration.data.password);
                      setMissing({});
                      logIn.reset();
                      submit.current?.focus();
                    }}
                  >
                    <b>{item.role}</b>
                    <span>
                      {item.org} · {item.name}
                    </span>
                    <code>{item.account}</code>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </main>
    </div>
  );
}

/** The mark of the house, drawn large: a feather of rising lines. */
function Feather() {
  const lines = Array.from({ length: 15 }, (_, index) => index);
  return (
    <svg className={styles.feather} viewBox="0 0 560 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <g fill="none" stroke="var(--chrome-on)" strokeLinecap="round">
        <path d="M60 940C110 620 250 330 540 130" strokeWidth="2.500" opacity=".5" />
        {lines.map((index) => {
          const t = index / 14;
          const x = 92 + 360 * t ** 1.25;
          const y = 800 - 590 * t;
          const reach = 260 * Math.sin(Math.PI * (0.18 + 0.72 * t));
          return (
            <g key={index} opacity={0.1 + 0.2 * t} strokeWidth="1.500">
              <path d={`M${x} ${y}c${reach * 0.18} ${-reach * 0.42} ${reach * 0.55} ${-reach * 0.62} ${reach} ${-reach * 0.5}`} />
              <path d={`M${x} ${y}c${-reach * 0.16} ${-reach * 0.3} ${-reach * 0.2} ${-reach * 0.62} ${reach * 0.06} ${-reach * 0.9}`} />
            </g>
          );
        })}
      </g>
    </svg>
  );
}
