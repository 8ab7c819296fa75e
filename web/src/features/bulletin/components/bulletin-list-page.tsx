import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Me, can } from '@/shared/auth/permissions';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { ButtonLink } from '@/ui-desk/button-link';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { MoreFoot } from '@/ui-desk/more-foot';
import { Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { bulletinQueries, fileAddress } from '../api';
import type { Bulletin } from '../model';
import styles from './bulletin.module.css';

const FILE = { bulletin: '通报', annex: '附表' } as const;

const COLUMNS: Column<Bulletin>[] = [
  { key: 'number', title: '期号', width: 88, render: (row) => `第 ${row.number} 期` },
  {
    key: 'title',
    title: '标题',
    head: true,
    render: (row) => (
      <Link to="/bulletins/$id" params={{ id: row.id }}>
        {row.title}
      </Link>
    ),
  },
  { key: 'period', title: '账期', width: 110, render: (row) => formatPeriod(row.period) },
  { key: 'level', title: '口径', width: 80, render: (row) => row.level_label },
  { key: 'as_of', title: '数据截至', width: 140, render: (row) => formatInstant(row.as_of) },
  {
    key: 'issued',
    title: '出具',
    width: 220,
    render: (row) => `${row.issued_by}，${formatInstant(row.issued_at)}`,
  },
  {
    key: 'files',
    title: '下载',
    width: 110,
    render: (row) => (
      <span className={styles.files}>
        {row.files.map((file) => (
          <a key={file.kind} href={fileAddress(row.id, file.kind)} download={file.file_name}>
            {FILE[file.kind]}
          </a>
        ))}
      </span>
    ),
  },
];

export function BulletinListPage({ me, onOpen }: { me: Me; onOpen: (id: string) => void }) {
  const query = useInfiniteQuery(bulletinQueries.list());
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const action = can(me, 'bulletin.issue') ? (
    <ButtonLink to="/bulletins/new" color="primary" variant="solid">
      出具通报
    </ButtonLink>
  ) : null;
  return (
    <Page
      title="通报"
      fill
      note="出具之后存为定稿，以后再下载仍是同一份文件；更正请另出一期。"
      actions={action}
    >
      <Panel fill flush>
        {query.isPending ? (
          <Skeleton rows={6} />
        ) : query.isError ? (
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Empty
            title="还没有出过通报"
            hint="选定账期，系统按公文格式写出通报和附表，文中每个数字都能点开看到明细。"
            action={action}
          />
        ) : (
          <DataTable
            label="通报"
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
