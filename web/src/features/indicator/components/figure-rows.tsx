import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { SOURCE_KIND } from '@/shared/domain/claim';
import { formatFigure } from '@/shared/domain/figure';
import { formatCount } from '@/shared/format/count';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Facts } from '@/ui-desk/facts';
import { SourceView } from '@/ui-desk/source-cell';
import { Empty, Notice } from '@/ui-desk/states';
import { type FigureRow, type Unit, sumOf } from '../model';
import styles from './figure-rows.module.css';

/** Rows put into the document at once; the sum below is always that of all rows. */
const PAGE = 200;

export function FigureRows(props: {
  label: string;
  rows: readonly FigureRow[];
  unit: Unit;
  value: string | null;
}) {
  const { rows, unit } = props;
  const [open, setOpen] = useState<string | null>(null);
  const [shown, setShown] = useState(PAGE);
  const money = unit === 'yi';
  const items = rows.map((row, index) => ({ row, key: `${row.claim_id}:${index}` }));

  if (rows.length === 0) {
    return <Empty title="没有构成这个数的申报" hint="这个数为零或没有数据，所以没有明细。" />;
  }

  const sum = sumOf(rows, money ? 'amount' : 'count');
  const differs = props.value !== null && sum !== props.value;
  const toggle = (key: string) => setOpen(open === key ? null : key);
  const columns = columnsFor(money, open, toggle);

  return (
    <div className={styles.fill}>
      {differs ? (
        <Notice tone="err" title="明细之和与这个数不一致">
          明细合计 {formatFigure(sum, unit)}，请联系系统管理员核对。
        </Notice>
      ) : null}
      <DataTable<Item>
        label={props.label}
        columns={columns}
        rows={items.slice(0, shown)}
        rowKey={(item) => item.key}
        onOpen={(item) => toggle(item.key)}
        activeKey={open}
        below={(item) => (item.key === open ? <RowDetail row={item.row} /> : null)}
        foot={
          rows.length > shown ? (
            <button type="button" className="link-button" onClick={() => setShown(shown + PAGE)}>
              再显示 {Math.min(PAGE, rows.length - shown)} 条（已显示 {shown} / {rows.length}）
            </button>
          ) : null
        }
        fill
      />
      <p className={styles.sum}>
        <span>共 {rows.length} 条，合计</span>
        <b>
          {money ? formatWan(sum) : formatCount(sum)}
          <span>{money ? ' 万元' : ' 个'}</span>
        </b>
        {money ? <span>= {formatFigure(sum, 'yi')} 亿元</span> : null}
      </p>
    </div>
  );
}

type Item = { row: FigureRow; key: string };

function columnsFor(
  money: boolean,
  open: string | null,
  toggle: (key: string) => void,
): Column<Item>[] {
  return [
    {
      key: 'project',
      title: '项目',
      head: true,
      render: ({ row, key }) => (
        <button
          type="button"
          className={`quiet-button ${styles.project}`}
          aria-expanded={open === key}
          onClick={() => toggle(key)}
        >
          <span aria-hidden="true" className={styles.chevron}>
            {open === key ? '▾' : '▸'}
          </span>
          <span>
            {row.project.name}
            {row.note ? <span className={styles.note}>{row.note}</span> : null}
          </span>
        </button>
      ),
    },
    { key: 'org', title: '单位', width: 112, render: ({ row }) => row.org.short_name },
    { key: 'kind', title: '事项', width: 84, render: ({ row }) => row.kind_label },
    { key: 'period', title: '账期', width: 92, render: ({ row }) => formatPeriod(row.period) },
    { key: 'date', title: '发生日期', width: 100, render: ({ row }) => row.occurred_on ?? '—' },
    {
      key: 'source',
      title: '出处',
      width: 92,
      render: ({ row }) =>
        row.source.cell ? `${row.source.sheet}!${row.source.cell}` : SOURCE_KIND[row.source.kind],
    },
    {
      key: 'value',
      title: money ? '金额（万元）' : '个数',
      width: money ? 120 : 64,
      align: 'right',
      render: ({ row }) => (money ? formatWan(row.amount) : formatCount(row.count)),
    },
  ];
}

function Act({ who, at }: { who: string; at: string | null }) {
  return (
    <>
      {who} <span className={styles.at}>{formatInstant(at)}</span>
    </>
  );
}

/** The claim behind one row: who said it, who stands behind it, and the cell. */
function RowDetail({ row }: { row: FigureRow }) {
  return (
    <div className={styles.detail}>
      <Facts
        columns={4}
        items={[
          {
            label: '项目',
            value: (
              <Link to="/projects/$code" params={{ code: row.project.code }}>
                {row.project.code}
              </Link>
            ),
          },
          { label: '投资方', value: row.project.investor },
          {
            label: '申报',
            value: <Act who={row.reported_by} at={row.reported_at} />,
          },
          {
            label: '认定',
            value: row.recognised_by ? (
              <Act who={row.recognised_by} at={row.recognised_at} />
            ) : (
              '尚未认定'
            ),
          },
        ]}
      />
      <SourceView source={row.source} reveal />
    </div>
  );
}
