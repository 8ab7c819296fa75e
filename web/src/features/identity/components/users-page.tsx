import { useQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { messageOf } from '@/shared/api/problem';
import { formatInstant } from '@/shared/format/date';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { usersQuery, useResetPassword, useUpdateUser } from '../api';
import type { User } from '../model';
import { NewUserDialog, PasswordDialog } from './user-dialogs';
import styles from './users-page.module.css';

export function UsersPage({ myId }: { myId: string }) {
  const { message } = App.useApp();
  const query = useQuery(usersQuery());
  const [creating, setCreating] = useState(false);
  const [issued, setIssued] = useState<{ account: string; password: string } | null>(null);
  const reset = useResetPassword();
  const update = useUpdateUser();
  const failed = (error: unknown) => void message.error(messageOf(error).title);
  const users = query.data?.items ?? [];
  const switchTo = (user: User, active: boolean) =>
    update.mutate(
      { id: user.id, change: { active } },
      {
        onSuccess: () => void message.success(`${user.account} 已${active ? '启用' : '停用'}`),
        onError: failed,
      },
    );

  const columns: Column<User>[] = [
    { key: 'account', title: '账号', width: 150, head: true, render: (user) => user.account },
    { key: 'name', title: '姓名', width: 120, render: (user) => user.name },
    { key: 'org', title: '单位', width: 180, render: (user) => user.org.name },
    { key: 'roles', title: '角色', render: (user) => user.roles.map((role) => role.name).join('、') },
    { key: 'state', title: '状态', width: 90, render: (user) => <UserState user={user} now={query.dataUpdatedAt} /> },
    {
      key: 'last',
      title: '最近登录',
      width: 148,
      render: (user) => formatInstant(user.last_login_at),
    },
    {
      key: 'actions',
      title: '办理',
      width: 160,
      render: (user) =>
        user.id === myId ? null : (
          <span className={styles.actions}>
            <Popconfirm
              title={`重置 ${user.account} 的密码？`}
              description="原密码立即失效，此人在各处的登录也会退出。"
              okText="重置密码"
              cancelText="取消"
              onConfirm={() =>
                reset.mutate(user.id, {
                  onSuccess: ({ initial_password }) =>
                    setIssued({ account: user.account, password: initial_password }),
                  onError: failed,
                })
              }
            >
              <button type="button" className="link-button">
                重置密码
              </button>
            </Popconfirm>
            {user.active ? (
              <Popconfirm
                title={`停用 ${user.account}？`}
                description="此人立即退出登录；以前的记录不变，可以再启用。"
                okText="停用账号"
                cancelText="取消"
                onConfirm={() => switchTo(user, false)}
              >
                <button type="button" className="link-button">
                  停用
                </button>
              </Popconfirm>
            ) : (
              <button type="button" className="link-button" onClick={() => switchTo(user, true)}>
                启用
              </button>
            )}
          </span>
        ),
    },
  ];

  return (
    <Page
      title="用户"
      fill
      actions={
        <Button type="primary" onClick={() => setCreating(true)}>
          新建用户
        </Button>
      }
    >
      <Panel fill flush>
        {query.isPending ? (
          <Skeleton rows={8} />
        ) : query.isError ? (
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        ) : users.length === 0 ? (
          <Empty title="还没有用户" />
        ) : (
          <DataTable
            label="用户"
            columns={columns}
            rows={users}
            rowKey={(user) => user.id}
            rowTone={(user) => (user.active ? undefined : 'muted')}
            fill
          />
        )}
      </Panel>
      {creating ? (
        <NewUserDialog
          onClose={() => setCreating(false)}
          onCreated={(created) => {
            setCreating(false);
            setIssued({ account: created.user.account, password: created.initial_password });
          }}
        />
      ) : null}
      {issued ? <PasswordDialog {...issued} onClose={() => setIssued(null)} /> : null}
    </Page>
  );
}

/** `now` is the moment at which the list was read, in milliseconds. */
function UserState({ user, now }: { user: User; now: number }) {
  if (!user.active) return <Tag tone="neutral">已停用</Tag>;
  const locked = user.locked_until !== null && new Date(user.locked_until).getTime() > now;
  if (locked) {
    return (
      <span title={`锁定至 ${formatInstant(user.locked_until)}`}>
        <Tag tone="err">已锁定</Tag>
      </span>
    );
  }
  return <Tag tone="ok">正常</Tag>;
}
