import { useInfiniteQuery } from '@tanstack/react-query';
import { formatInstant } from '@/shared/format/date';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { MoreFoot } from '@/ui-desk/more-foot';
import { Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { auditQuery } from '../api';
import { type AuditEntry, detailText } from '../model';

const COLUMNS: Column<AuditEntry>[] = [
  { key: 'at', title: '时间', width: 148, render: (entry) => <span className="nowrap">{formatInstant(entry.at)}</span> },
  { key: 'actor', title: '操作人', width: 160, render: (entry) => entry.actor },
  { key: 'action', title: '操作', width: 160, render: (entry) => entry.action_label },
  { key: 'object', title: '对象', width: 308, render: (entry) => entry.object || '—' },
  { key: 'detail', title: '说明', render: (entry) => detailText(entry.detail) },
  { key: 'address', title: '来自', width: 140, render: (entry) => entry.address ?? '—' },
  {
    key: 'sealed',
    title: '封存',
    width: 80,
    render: (entry) =>
      entry.sealed ? <Tag tone="ok">已封存</Tag> : <Tag tone="neutral">待封存</Tag>,
  },
];

export function AuditPage() {
  const query = useInfiniteQuery(auditQuery());
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="审计" fill note="登录、导出和每次改动都留有记录，封存之后改动一条就会被发现。">
      <Panel fill flush>
        {query.isPending ? (
          <Skeleton rows={8} />
        ) : query.isError ? (
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Empty title="还没有记录" />
        ) : (
          <DataTable
            label="审计记录"
            columns={COLUMNS}
            rows={rows}
            rowKey={(row) => row.id}
            foot={<MoreFoot query={query} shown={rows.length} />}
            fill
          />
        )}
      </Panel>
    </Page>
  );
}
