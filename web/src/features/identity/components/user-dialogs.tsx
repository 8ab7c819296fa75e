import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { components } from '@/shared/api/schema';
import { formErrors } from '@/shared/api/problem';
import { OrgSelect } from '@/ui-desk/org-select';
import { ErrorSummary } from '@/ui-desk/states';
import { rolesQuery, useCreateUser } from '../api';
import styles from './users-page.module.css';

const FIELDS = ['account', 'name', 'org_code', 'roles'];

export function NewUserDialog(props: {
  onClose: () => void;
  onCreated: (created: components['schemas']['CreatedUser']) => void;
}) {
  const [account, setAccount] = useState('');
  const [name, setName] = useState('');
  const [org, setOrg] = useState<string>();
  const [roles, setRoles] = useState<string[]>([]);
  const [errors, setErrors] = useState<{ message: string; fieldId: string }[]>([]);
  const all = useQuery(rolesQuery());
  const create = useCreateUser();
  const refused = create.isError ? formErrors(create.error, FIELDS) : null;

  const send = () => {
    const found: typeof errors = [];
    if (!account.trim()) found.push({ message: '请填写账号', fieldId: 'new-account' });
    if (!name.trim()) found.push({ message: '请填写姓名', fieldId: 'new-name' });
    if (!org) found.push({ message: '请选择单位', fieldId: 'new-org_code' });
    if (roles.length === 0) found.push({ message: '请选择至少一个角色', fieldId: 'new-roles' });
    setErrors(found);
    create.reset();
    if (found.length > 0 || !org) return;
    create.mutate(
      { account: account.trim(), name: name.trim(), org_code: org, roles },
      { onSuccess: props.onCreated },
    );
  };

  return (
    <Modal
      open
      title="新建用户"
      okText="新建"
      cancelText="取消"
      confirmLoading={create.isPending}
      onCancel={props.onClose}
      onOk={send}
    >
      <ErrorSummary
        items={[
          ...errors,
          ...(refused?.general ?? []).map((message) => ({ message })),
          ...Object.entries(refused?.fields ?? {}).map(([field, message]) => ({
            message,
            fieldId: `new-${field}`,
          })),
        ]}
      />
      <div className={styles.form}>
        <div>
          <label htmlFor="new-account">账号</label>
          <Input
            id="new-account"
            autoComplete="off"
            value={account}
            onChange={(event) => setAccount(event.target.value)}
          />
        </div>
        <div>
          <label htmlFor="new-name">姓名</label>
          <Input id="new-name" value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        <div>
          <label htmlFor="new-org_code">单位</label>
          <OrgSelect id="new-org_code" label="单位" value={org} onChange={setOrg} width="100%" />
        </div>
        <div>
          <label htmlFor="new-roles">角色</label>
          <Select
            id="new-roles"
            aria-label="角色"
            mode="multiple"
            style={{ width: '100%' }}
            value={roles}
            loading={all.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={(all.data?.items ?? []).map((role) => ({ value: role.code, label: role.name }))}
            onChange={setRoles}
          />
        </div>
      </div>
    </Modal>
  );
}

/** Shows an initial password once; it is nowhere to be read again. */
export function PasswordDialog(props: { account: string; password: string; onClose: () => void }) {
  return (
    <Modal
      open
      title={`${props.account} 的初始密码`}
      onCancel={props.onClose}
      footer={
        <Button type="primary" onClick={props.onClose}>
          已记下
        </Button>
      }
    >
      <p>请当面或用可靠的方式告诉本人。关闭之后不再显示，首次登录必须修改。</p>
      <p className={styles.password}>{props.password}</p>
    </Modal>
  );
}
