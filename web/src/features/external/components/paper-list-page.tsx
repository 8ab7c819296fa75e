import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Me, can } from '@/shared/auth/permissions';
import { formatInstant } from '@/shared/format/date';
import { ButtonLink } from '@/ui-desk/button-link';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { MoreFoot } from '@/ui-desk/more-foot';
import { Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { externalQueries, paperAddress } from '../api';
import type { PaperSummary } from '../model';

const COLUMNS: Column<PaperSummary>[] = [
  {
    key: 'title',
    title: '文件',
    head: true,
    render: (row) => (
      <Link to="/external/$id" params={{ id: row.id }}>
        {row.title}
      </Link>
    ),
  },
  { key: 'number', title: '文号', width: 190, render: (row) => row.document_no ?? '—' },
  { key: 'issuer', title: '发文单位', width: 180, render: (row) => row.issuer },
  { key: 'issued', title: '发布日期', width: 110, render: (row) => row.issued_on },
  { key: 'org', title: '登记给', width: 120, render: (row) => row.org.short_name },
  {
    key: 'recorded',
    title: '登记',
    width: 220,
    render: (row) => `${row.recorded_by}，${formatInstant(row.recorded_at)}`,
  },
  {
    key: 'file',
    title: '原件',
    width: 80,
    render: (row) =>
      row.file_name ? (
        <a href={paperAddress(row.id)} download={row.file_name}>
          下载
        </a>
      ) : (
        '—'
      ),
  },
];

export function PaperListPage({ me, onOpen }: { me: Me; onOpen: (id: string) => void }) {
  const query = useInfiniteQuery(externalQueries.list());
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const action = can(me, 'external.record') ? (
    <ButtonLink to="/external/new" color="primary" variant="solid">
      登记文件
    </ButtonLink>
  ) : null;
  return (
    <Page
      title="外部数据"
      fill
      note="已公布文件上的数，只作上年同期的基数，不进入本系统的任何合计。"
      actions={action}
    >
      <Panel fill flush>
        {query.isPending ? (
          <Skeleton rows={6} />
        ) : query.isError ? (
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Empty
            title="还没有登记外部数据"
            hint="把上年通报上的数按单位、指标登记进来，启用当月就能算同比；每个数都留着出自哪份文件。"
            action={action}
          />
        ) : (
          <DataTable
            label="外部文件"
            columns={COLUMNS}
            rows={rows}
            rowKey={(row) => row.id}
            onOpen={(row) => onOpen(row.id)}
            foot={<MoreFoot query={query} shown={rows.length} />}
            fill
          />
        )}
      </Panel>
    </Page>
  );
}
