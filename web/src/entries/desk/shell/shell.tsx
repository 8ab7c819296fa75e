import { Link, linkOptions, useNavigate } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import DownOutlined from '@ant-design/icons/DownOutlined';
import SearchOutlined from '@ant-design/icons/SearchOutlined';
import { Suspense, lazy, useState, type ReactNode } from 'react';
import type { Hit } from '@/features/search/model';
import { type Me, can } from '@/shared/auth/permissions';
import { caps } from '@/shared/hooks/key-map';
import { switchKeys, useKeys, useKeysOn } from '@/shared/hooks/use-keys';
import { useOnline } from '@/shared/hooks/use-online';
import { MenuIcon } from './icon';
import { menuFor } from './menu';
import styles from './shell.module.css';

// Opened by few at first: neither belongs to what every page waits for.
const CommandPalette = lazy(() => import('@/features/search/components/command-palette'));
const KeySheet = lazy(() => import('@/ui-desk/key-sheet'));

/** Who has one of these may find something. */
const RECORDS = ['project.read', 'claim.read', 'import.create', 'bulletin.read'] as const;

/** The page of a record that was found. */
function pageOf(kind: Hit['kind'], key: string) {
  switch (kind) {
    case 'enterprise':
      return linkOptions({ to: '/enterprises/$code', params: { code: key } });
    case 'claim':
      return linkOptions({ to: '/recognition', search: { state: 'all', claim: key } });
    case 'import':
      return linkOptions({ to: '/imports/$id', params: { id: key } });
    case 'bulletin':
      return linkOptions({ to: '/bulletins/$id', params: { id: key } });
    default:
      return linkOptions({ to: '/projects/$code', params: { code: key } });
  }
}

export function Shell(props: { me: Me; onLogOut: () => void; children: ReactNode }) {
  const { me } = props;
  const online = useOnline();
  const keysOn = useKeysOn();
  const navigate = useNavigate();
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null);
  const sections = menuFor(me);
  const items = sections.flatMap((section) => section.items);
  useKeys(
    {
      'ctrl+k': { label: '查找记录、前往页面', run: () => setOverlay('palette') },
      '?': { label: '键盘操作', run: () => setOverlay('keys') },
      ...Object.fromEntries(
        items.flatMap(({ key, label, to }) =>
          key ? [[`g ${key}`, { label: `前往${label}`, run: () => void navigate({ to }) }]] : [],
        ),
      ),
    },
    '所有页面',
    'everywhere',
  );
  const commands = [
    ...items.map(({ label, to, key, pinyin }) => ({
      id: to,
      label,
      pinyin,
      keys: key ? caps(`g ${key}`) : [],
      run: () => void navigate({ to }),
    })),
    { id: 'keys', label: '键盘操作', pinyin: 'jpcz', keys: ['?'], run: () => setOverlay('keys') },
    { id: 'password', label: '修改密码', pinyin: 'xgmm', keys: [], run: () => void navigate({ to: '/password' }) },
    { id: 'out', label: '退出登录', pinyin: 'tcdl', keys: [], run: props.onLogOut },
  ];
  const openHit = ({ kind, key }: Hit) => void navigate(pageOf(kind, key));
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
        <button type="button" className={styles.find} aria-label="查找记录、前往页面" onClick={() => setOverlay('palette')}>
          <SearchOutlined aria-hidden="true" />
          <span className={styles.findLabel}>查找记录、前往页面</span>
          <kbd>Ctrl K</kbd>
        </button>
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
              { key: 'sheet', label: '键盘操作', onClick: () => setOverlay('keys') },
              {
                key: 'keys',
                label: keysOn ? '关闭单键操作' : '打开单键操作',
                onClick: () => switchKeys(!keysOn),
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
        {sections.map((section) => (
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
      <Suspense>
        {overlay === 'palette' ? (
          <CommandPalette
            userId={me.user_id}
            commands={commands}
            records={RECORDS.some((permission) => can(me, permission))}
            onHit={openHit}
            onClose={() => setOverlay(null)}
          />
        ) : null}
        {overlay === 'keys' ? <KeySheet onClose={() => setOverlay(null)} /> : null}
      </Suspense>
    </div>
  );
}
