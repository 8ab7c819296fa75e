import { useQueries, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { CONFIDENCE, ROW_ACTION, SEVERITY } from '@/shared/domain/import';
import { formatCount } from '@/shared/format/count';
import { formatWan } from '@/shared/format/money';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { VirtualTable } from '@/ui-desk/virtual-table';
import { SideDrawer } from '@/ui-desk/side-drawer';
import { CellWindow } from '@/ui-desk/source-cell';
import { Empty, ErrorBlock, Notice, Skeleton } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { importQueries } from '../api';
import type { ImportRow, RowFilter } from '../model';
import styles from './import-rows.module.css';

/** Rows asked for at once; only blocks in sight are fetched, however long the ledger is. */
const BLOCK = 100;

const FILTERS: { value: RowFilter; label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'problems', label: '有问题的' },
  { value: 'terminated', label: '终止项目' },
];

export function ImportRows(props: {
  importId: string;
  /** Rows of live projects. */
  live: number;
  /** Whether the import still waits to be committed. */
  planned: boolean;
  filter: RowFilter;
  onFilter: (filter: RowFilter) => void;
}) {
  const { importId, filter } = props;
  const [range, setRange] = useState({ first: 0, last: 0 });
  const [open, setOpen] = useState<ImportRow | null>(null);
  const first = useQuery(importQueries.rows(importId, filter, 0, BLOCK));
  const from = Math.floor(range.first / BLOCK);
  const to = Math.floor(range.last / BLOCK);
  const blocks = useQueries({
    queries: Array.from({ length: to - from + 1 }, (_, index) =>
      importQueries.rows(importId, filter, (from + index) * BLOCK, BLOCK),
    ),
  });
  const rowAt = (index: number) => {
    const block = Math.floor(index / BLOCK);
    const data = block === 0 ? first.data : blocks[block - from]?.data;
    return data?.items[index - block * BLOCK];
  };
  const total = first.data?.total ?? 0;
  const ended = filter === 'all' ? total - props.live : 0;
  return (
    <div className={styles.rows}>
      <div className={styles.bar}>
        <Segmented<RowFilter>
          aria-label="显示哪些行"
          value={filter}
          options={FILTERS}
          onChange={props.onFilter}
        />
        <span role="status">{first.data ? `${formatCount(total)} 行${ended > 0 ? `，其中终止 ${formatCount(ended)} 行` : ''}` : ''}</span>
      </div>
      {first.isPending ? (
        <Skeleton rows={8} />
      ) : first.isError ? (
        <ErrorBlock error={first.error} onRetry={() => void first.refetch()} />
      ) : total === 0 ? (
        <Empty
          title={filter === 'problems' ? '没有有问题的行' : '没有这样的行'}
          action={
            filter === 'all' ? null : (
              <button type="button" className="link-button" onClick={() => props.onFilter('all')}>
                显示全部
              </button>
            )
          }
        />
      ) : (
        <VirtualTable
          label="读出的数据行"
          columns={columnsFor(props.planned, setOpen)}
          count={total}
          rowAt={rowAt}
          rowKey={(row) => `${row.index}`}
          onRange={(start, end) => {
            if (start !== range.first || end !== range.last) setRange({ first: start, last: end });
          }}
          onOpen={setOpen}
          activeKey={open ? `${open.index}` : null}
          rowTone={(row) =>
            row.status === 'terminated' ? 'muted' : row.problems.length > 0 ? 'warn' : undefined
          }
        />
      )}
      <SideDrawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={880}
        destroyOnHidden
        title={open?.name ?? ''}
      >
        {open ? <RowDetail importId={importId} row={open} /> : null}
      </SideDrawer>
    </div>
  );
}

/** What becomes of a row is a column only as long as it is to be decided. */
const columnsFor = (planned: boolean, onOpen: (row: ImportRow) => void): Column<ImportRow>[] => [
  {
    key: 'place',
    title: '行',
    width: 112,
    render: (row) => `${row.sheet}!${row.row}`,
  },
  {
    key: 'name',
    title: '项目名称',
    head: true,
    render: (row) => (
      <button type="button" className="quiet-button" onClick={() => onOpen(row)}>
        {row.name || '（没有名称）'}
      </button>
    ),
  },
  { key: 'investor', title: '投资方', width: 200, render: (row) => row.investor ?? '—' },
  {
    key: 'total',
    title: '总投资（万元）',
    width: 124,
    align: 'right',
    render: (row) => formatWan(row.total_investment),
  },
  { key: 'signed', title: '签约', width: 100, render: (row) => row.signed_on ?? '—' },
  { key: 'started', title: '开工', width: 100, render: (row) => row.started_on ?? '—' },
  {
    key: 'funds',
    title: '本年到位（万元）',
    width: 132,
    align: 'right',
    render: (row) => formatWan(row.funds_year_to_date),
  },
  {
    key: 'confidence',
    title: '把握',
    width: 80,
    render: ({ confidence }) => (
      <Tag tone={CONFIDENCE[confidence].tone}>{CONFIDENCE[confidence].label}</Tag>
    ),
  },
  ...(planned
    ? [
        {
          key: 'action',
          title: '处理',
          width: 72,
          render: ({ action }: ImportRow) =>
            action ? <Tag tone={ROW_ACTION[action].tone}>{ROW_ACTION[action].label}</Tag> : null,
        },
      ]
    : []),
  {
    key: 'problems',
    title: '问题',
    width: 64,
    align: 'right',
    render: (row) => (row.problems.length > 0 ? row.problems.length : ''),
  },
];

function RowDetail({ importId, row }: { importId: string; row: ImportRow }) {
  const [cell, setCell] = useState<string | null>(
    row.problems[0]?.cell ?? row.cells.find(({ field }) => field === 'project_name')?.address ?? null,
  );
  return (
    <div className={styles.detail}>
      {row.action_note ? <Notice>{row.action_note}</Notice> : null}
      {row.problems.map((problem) => (
        <Notice
          key={`${problem.rule}${problem.cell}`}
          tone={SEVERITY[problem.severity].tone === 'err' ? 'err' : 'warn'}
        >
          {problem.message}
        </Notice>
      ))}
      {cell ? <CellWindow importId={importId} sheet={row.sheet} cell={cell} /> : null}
      <DataTable
        label="这一行用到的格"
        columns={[
          { key: 'field', title: '字段', head: true, width: 140, render: (item) => item.field_label },
          {
            key: 'address',
            title: '单元格',
            width: 80,
            render: (item) => (
              <button type="button" className="link-button" onClick={() => setCell(item.address)}>
                {item.address}
              </button>
            ),
          },
          { key: 'header', title: '表头', width: 240, render: (item) => item.header || '—' },
          { key: 'raw', title: '原文', render: (item) => item.raw || '（空）' },
        ]}
        rows={row.cells}
        rowKey={(item) => item.address}
      />
    </div>
  );
}
