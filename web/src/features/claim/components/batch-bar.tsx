import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { importQuery } from '@/shared/api/import-summary';
import { formErrors } from '@/shared/api/problem';
import { type Me, can } from '@/shared/auth/permissions';
import { checkedNote } from '@/shared/domain/import';
import { formatCount } from '@/shared/format/count';
import { formatPeriod } from '@/shared/format/date';
import { ErrorSummary, Notice } from '@/ui-desk/states';
import { useRecogniseImport } from '../api';
import { LeftOver } from './left-over';

/** The claims of one import together: all whose checks pass are recognised with one act. */
export function BatchBar(props: { importId: string; me: Me; onAll: () => void }) {
  const { data } = useQuery(importQuery(props.importId));
  const [asking, setAsking] = useState(false);
  const recognise = useRecogniseImport();
  const result = recognise.data;
  const checked = data?.checked_claims ?? null;
  return (
    <>
      <Notice
        title={
          data
            ? `只看一次导入：${data.file_name}（${data.org.name}，${formatPeriod(data.period)}）`
            : '只看一次导入'
        }
        action={
          <>
            <Button onClick={props.onAll}>看全部申报</Button>
            {data && can(props.me, 'claim.decide') && checked !== null && checked > 0 ? (
              <Button type="primary" onClick={() => setAsking(true)}>
                通过检查合格的 {checked} 条
              </Button>
            ) : null}
          </>
        }
      >
        {data ? (
          <p>
            待认定 {formatCount(data.pending_claims)} 条{checkedNote(checked)}
          </p>
        ) : null}
      </Notice>
      {asking && data && checked !== null ? (
        <Modal
          open
          title={result ? '办理结果' : '整批认定'}
          okText={result ? '知道了' : `认定 ${checked} 条`}
          cancelText="取消"
          cancelButtonProps={{ hidden: Boolean(result) }}
          confirmLoading={recognise.isPending}
          onCancel={() => {
            setAsking(false);
            recognise.reset();
          }}
          onOk={() => {
            if (result) {
              setAsking(false);
              recognise.reset();
            } else recognise.mutate(data.id);
          }}
        >
          {recognise.isError ? (
            <ErrorSummary
              title="没有办理成功"
              items={formErrors(recognise.error, []).general.map((text) => ({ message: text }))}
            />
          ) : null}
          {result ? (
            <>
              <p>已认定 {result.recognised} 条。</p>
              <LeftOver left={result.left} />
            </>
          ) : (
            <p>
              将按申报的金额认定 {checked} 条；检查未过的、金额是约数的{' '}
              {data.pending_claims - checked} 条留待逐条办理。
            </p>
          )}
        </Modal>
      ) : null}
    </>
  );
}
