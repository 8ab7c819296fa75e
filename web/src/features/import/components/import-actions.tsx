import { App, Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { codeOf, formErrors } from '@/shared/api/problem';
import { type Me, can } from '@/shared/auth/permissions';
import { formatPeriod } from '@/shared/format/date';
import { ButtonLink } from '@/ui-desk/button-link';
import { ErrorSummary } from '@/ui-desk/states';
import { useCommitImport, useDeleteImport, useUndoImport } from '../api';
import type { Import } from '../model';
import styles from './import-actions.module.css';

/** What can be done with an import in its state: commit or delete it, or take it back. */
export function ImportActions(props: { data: Import; me: Me; onGone: () => void }) {
  const { data, me } = props;
  const [dialog, setDialog] = useState<'commit' | 'undo' | 'delete' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Button href={`/api/v1/imports/${data.id}/file`} download>
        下载原表
      </Button>
      {data.state === 'read' && can(me, 'import.create') ? (
        <>
          <Button onClick={() => setDialog('delete')}>删除</Button>
          <Button
            type="primary"
            onClick={() => setDialog('commit')}
          >
            确认入账
          </Button>
        </>
      ) : null}
      {data.state === 'committed' && can(me, 'import.undo') ? (
        <Button danger onClick={() => setDialog('undo')}>
          整批撤销
        </Button>
      ) : null}
      {data.state === 'committed' && data.pending_claims > 0 && can(me, 'claim.decide') ? (
        <ButtonLink to="/recognition" search={{ import: data.id }} color="primary" variant="solid">
          去认定（{data.pending_claims}）
        </ButtonLink>
      ) : null}
      {dialog === 'commit' ? <CommitDialog data={data} onClose={close} /> : null}
      {dialog === 'undo' ? <UndoDialog data={data} onClose={close} /> : null}
      {dialog === 'delete' ? (
        <DeleteDialog data={data} onClose={close} onGone={props.onGone} />
      ) : null}
    </>
  );
}

function CommitDialog({ data, onClose }: { data: Import; onClose: () => void }) {
  const { message } = App.useApp();
  const [older, setOlder] = useState(false);
  const commit = useCommitImport(data.id);
  const plan = data.plan;
  const claims = plan?.claims.reduce((sum, item) => sum + item.count, 0) ?? 0;
  return (
    <Modal
      open
      title="确认入账"
      okText="入账"
      cancelText="再看看"
      confirmLoading={commit.isPending}
      onCancel={onClose}
      onOk={() =>
        commit.mutate(older, {
          onSuccess: () => {
            void message.success('已入账');
            onClose();
          },
        })
      }
    >
      {commit.isError ? (
        <ErrorSummary
          title="没有入账，数据没有任何改动"
          items={formErrors(commit.error, []).general.map((text) => ({ message: text }))}
        />
      ) : null}
      <p>
        {data.org.name} {formatPeriod(data.period)}：新增 {plan?.new_projects ?? 0} 个项目，更新{' '}
        {plan?.changed_projects ?? 0} 个，写入 {claims} 条申报。
      </p>
      <p className={styles.hint}>申报要经上级认定之后才计入已认定的数。入账之后仍可整批撤销。</p>
      {plan && plan.older > 0 ? (
        <div className={styles.older}>
          <Checkbox
            checked={older}
            aria-describedby="older-hint"
            onChange={(event) => setOlder(event.target.checked)}
          >
            按较早账期入账
          </Checkbox>
          <p id="older-hint" className={styles.hint}>
            有 {plan.older} 个项目已申报过更晚账期的到位资金。勾选后，这些项目的到位资金也记入
            {formatPeriod(data.period)}；不勾选则只更新资料，资金不记。
          </p>
        </div>
      ) : null}
    </Modal>
  );
}

function UndoDialog({ data, onClose }: { data: Import; onClose: () => void }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const undo = useUndoImport(data.id);
  const blockers = undo.isError ? formErrors(undo.error, ['reason']) : null;
  const blocked = codeOf(undo.error) === 'undo_blocked';
  return (
    <Modal
      open
      title="整批撤销这次导入"
      okText="撤销"
      okButtonProps={{ danger: true, disabled: blocked }}
      cancelText={blocked ? '关闭' : '不撤销'}
      confirmLoading={undo.isPending}
      onCancel={onClose}
      onOk={() => {
        setMissing(!reason.trim());
        if (!reason.trim()) return;
        undo.mutate(reason.trim(), {
          onSuccess: () => {
            void message.success('已撤销，项目恢复到导入之前');
            onClose();
          },
        });
      }}
    >
      <ErrorSummary
        title={blocked ? '现在不能撤销，下列内容已依据这次导入办理' : '请更正下列问题'}
        items={[
          ...(missing ? [{ message: '请写明撤销的原因', fieldId: 'undo-reason' }] : []),
          ...(blockers?.general ?? []).map((text) => ({ message: text })),
          ...Object.values(blockers?.fields ?? {}).map((text) => ({ message: text })),
        ]}
      />
      <p className={styles.hint}>
        这次导入新增的项目和写入的申报全部撤回，更新过的项目恢复原值。撤销本身留有记录。
      </p>
      <label htmlFor="undo-reason" className={styles.label}>
        撤销的原因
      </label>
      <Input.TextArea
        id="undo-reason"
        rows={3}
        maxLength={500}
        value={reason}
        disabled={blocked}
        placeholder="如：报错了账期，应为 8 月"
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}

function DeleteDialog(props: { data: Import; onClose: () => void; onGone: () => void }) {
  const remove = useDeleteImport(props.data.id);
  return (
    <Modal
      open
      title="删除这次读取的结果"
      okText="删除"
      okButtonProps={{ danger: true }}
      cancelText="留着"
      confirmLoading={remove.isPending}
      onCancel={props.onClose}
      onOk={() => remove.mutate(undefined, { onSuccess: props.onGone })}
    >
      {remove.isError ? (
        <ErrorSummary
          title="没有删除"
          items={formErrors(remove.error, []).general.map((text) => ({ message: text }))}
        />
      ) : null}
      <p>「{props.data.file_name}」还没有入账，删除不影响任何数据；原表需要时请重新上传。</p>
    </Modal>
  );
}
