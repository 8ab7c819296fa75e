import { Modal } from 'antd';
import { formErrors } from '@/shared/api/problem';
import { ErrorSummary } from '@/ui-desk/states';
import { useDeleteImport } from '../api';
import type { Import } from '../model';

/** Forgets an import that was never booked, and with it what was mended. */
export function DeleteDialog(props: { data: Import; onClose: () => void; onGone: () => void }) {
  const { data } = props;
  const remove = useDeleteImport(data.id);
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
      <p>
        「{data.file_name}」还没有入账，删除不影响任何数据
        {data.mended > 0 ? `；您在这里改过的 ${data.mended} 处也一并丢弃` : ''}。原表需要时请重新上传。
      </p>
    </Modal>
  );
}
