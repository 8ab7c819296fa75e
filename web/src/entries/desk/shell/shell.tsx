import { Link } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import DownOutlined from '@ant-design/icons/DownOutlined';
import type { ReactNode } from 'react';
import type { Me } from '@/shared/auth/permissions';
import { useOnline } from '@/shared/hooks/use-online';
import { MenuIcon } from './icon';
import { menuFor } from './menu';
import styles from './shell.module.css';

export function Shell(props: { me: Me; onLogOut: () => void; children: ReactNode }) {
  const { me } = props;
  const online = useOnline();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        跳到正文
      </a>
      <header className={styles.top}>
        <Link to="/" className={styles.brand} aria-label="引凤，回到首页">
          <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
            <g fill="none" stroke="var(--chrome-on)" strokeLinecap="round" strokeWidth="2.400">
              <path d="M6 24C8 14 14 7 26 5 25.500 15 20 22.500 6 24Z" strokeLinejoin="round" />
              <path d="M4 28 17 13" />
            </g>
            <circle cx="25" cy="25.500" r="2.600" fill="var(--gold)" />
          </svg>
          <span>引凤</span>
        </Link>
        <span className={styles.system}>招商引资统计</span>
        {me.demonstration ? (
          <span className={styles.demo} title="项目、企业和人员均为虚构">
            演示数据
          </span>
        ) : null}
        <span className={styles.org}>{me.org.name}</span>
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: [
              {
                key: 'who',
                type: 'group',
                label: `${me.account} · ${me.roles.map((role) => role.name).join('、')}`,
              },
              { key: 'password', label: <Link to="/password">修改密码</Link> },
              { key: 'out', label: '退出登录', onClick: props.onLogOut },
            ],
          }}
        >
          <Button type="text" className={styles.user ?? ''} icon={<DownOutlined aria-hidden="true" />} iconPlacement="end">
            {me.name}
          </Button>
        </Dropdown>
      </header>
      <nav className={styles.menu} aria-label="主菜单">
        {menuFor(me).map((section) => (
          <div key={section.title ?? ''} className={styles.section}>
            {section.title ? <p className={styles.sectionTitle}>{section.title}</p> : null}
            <ul>
              {section.items.map((item) => (
                <li key={item.to}>
                  <Link to={item.to} className={styles.item} activeProps={{ className: styles.here ?? '' }}>
                    <MenuIcon name={item.icon} />
                    {item.label}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <main className={styles.content} id="content" tabIndex={-1}>
        {online ? null : (
          <p className={styles.offline} role="alert">
            网络已断开。页面上的内容可能不是最新的，恢复后再提交。
          </p>
        )}
        {props.children}
      </main>
    </div>
  );
}
