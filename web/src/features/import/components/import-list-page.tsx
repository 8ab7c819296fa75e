import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IMPORT_STATE } from '@/shared/domain/import';
import { formatCount } from '@/shared/format/count';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { usePagePaste } from '@/shared/hooks/use-page-paste';
import { ButtonLink } from '@/ui-desk/button-link';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { MoreFoot } from '@/ui-desk/more-foot';
import { Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { importQueries } from '../api';
import type { ImportSummary } from '../model';
import { ProblemCounts } from './problem-counts';

const COLUMNS: Column<ImportSummary>[] = [
  {
    key: 'file',
    title: '文件',
    head: true,
    render: (row) => (
      <Link to="/imports/$id" params={{ id: row.id }}>
        {row.file_name}
      </Link>
    ),
  },
  { key: 'org', title: '单位', width: 150, render: (row) => row.org.name },
  { key: 'period', title: '账期', width: 110, render: (row) => `${formatPeriod(row.period)}${row.history ? '（历史数据）' : ''}` },
  {
    key: 'rows',
    title: '项目行数',
    width: 90,
    align: 'right',
    render: (row) => formatCount(row.rows),
  },
  {
    key: 'problems',
    title: '问题',
    width: 180,
    render: (row) => <ProblemCounts counts={row.problem_counts} />,
  },
  {
    key: 'state',
    title: '状态',
    width: 90,
    render: (row) => (
      <Tag tone={IMPORT_STATE[row.state].tone}>{IMPORT_STATE[row.state].label}</Tag>
    ),
  },
  { key: 'by', title: '导入人', width: 90, render: (row) => row.created_by },
  { key: 'at', title: '导入时间', width: 140, render: (row) => formatInstant(row.created_at) },
];

export function ImportListPage(props: {
  onOpen: (id: string) => void;
  /** Rows copied from a spreadsheet were pasted onto the page. */
  onPaste: (text: string) => void;
}) {
  const { onOpen } = props;
  usePagePaste(props.onPaste);
  const query = useInfiniteQuery(importQueries.list());
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const action = (
    <ButtonLink to="/imports/new" color="primary" variant="solid">
      导入台账
    </ButtonLink>
  );
  return (
    <Page
      title="数据导入"
      fill
      note="把各单位的台账原样导入，或把复制的行直接粘贴到这一页：先读出来给您看，确认之后才入账，入账之后也能整批撤销。"
      actions={action}
    >
      <Panel fill flush>
        {query.isPending ? (
          <Skeleton rows={8} />
        ) : query.isError ? (
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Empty
            title="还没有导入过台账"
            hint="支持 xlsx、xls、ods、csv。表头在哪一行、列叫什么名字、单位是万元还是亿元，都会自动识别，读错的地方会逐条列出。"
            action={action}
          />
        ) : (
          <DataTable
            label="导入记录"
            columns={COLUMNS}
            rows={rows}
            rowKey={(row) => row.id}
            onOpen={(row) => onOpen(row.id)}
            rowTone={(row) => (row.state === 'undone' ? 'muted' : undefined)}
            foot={<MoreFoot query={query} shown={rows.length} />}
            fill
          />
        )}
      </Panel>
    </Page>
  );
}
