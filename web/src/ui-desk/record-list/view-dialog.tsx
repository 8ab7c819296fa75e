import { Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { formErrors } from '@/shared/api/problem';
import { type ListName, useViewChanges } from '@/shared/list/api';
import type { ListState } from '@/shared/list/state';
import { type Audience, type SavedView, viewOfState } from '@/shared/list/view';
import { ErrorSummary } from '../states';

export const AUDIENCE: Record<Audience, string> = { private: '我的', unit: '本单位', city: '全市' };

const WHO: Record<Audience, string> = {
  private: '只有我看得到',
  unit: '本单位的人都看得到',
  city: '全市都看得到',
};

/** The name of a view and who sees it. What the view shows is what the list shows now. */
export function ViewDialog(props: {
  list: ListName;
  /** The view whose name or reach is changed; a new one without. */
  view: SavedView | null;
  audiences: readonly Audience[];
  state: ListState;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
}) {
  const { view } = props;
  const { create, change } = useViewChanges(props.list);
  const [name, setName] = useState(view?.name ?? '');
  const [audience, setAudience] = useState<Audience>(view?.audience ?? 'private');
  const [missing, setMissing] = useState(false);
  const running = view ? change : create;
  const errors = running.error ? formErrors(running.error, ['name', 'audience']) : { fields: {}, general: [] };
  const problem = missing ? '请填写视图的名称' : errors.fields.name;
  const save = () => {
    setMissing(name.trim() === '');
    if (name.trim() === '') return;
    const named = { name: name.trim(), audience };
    const options = { onSuccess: props.onSaved };
    if (view) change.mutate({ view, ...named }, options);
    else create.mutate({ ...named, state: viewOfState(props.state) }, options);
  };
  return (
    <Modal
      open
      title={view ? '视图设置' : '存为视图'}
      okText="保存"
      cancelText="取消"
      confirmLoading={running.isPending}
      onCancel={props.onClose}
      onOk={save}
    >
      <ErrorSummary
        title="没有保存成功"
        items={[
          ...(problem ? [{ message: problem, fieldId: 'view-name' }] : []),
          ...errors.general.map((message) => ({ message })),
        ]}
      />
      <Form layout="vertical" component="div">
        <Form.Item label="名称" htmlFor="view-name" {...(problem ? { validateStatus: 'error', help: problem } : {})}>
          <Input
            id="view-name"
            autoFocus
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={save}
          />
        </Form.Item>
        <Form.Item label="谁能看到">
          <Radio.Group
            aria-label="谁能看到"
            style={{ display: 'grid', gap: 6 }}
            value={audience}
            options={props.audiences.map((value) => ({ value, label: `${AUDIENCE[value]}（${WHO[value]}）` }))}
            onChange={(event) => setAudience(event.target.value as Audience)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
