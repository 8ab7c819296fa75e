import { CONFIDENCE, SHEET_KIND } from '@/shared/domain/import';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Tag } from '@/ui-desk/tag';
import type { Import } from '../model';
import styles from './import-columns.module.css';

type Sheet = Import['sheets'][number];
type SheetColumn = Sheet['columns'][number];

const COLUMNS: Column<SheetColumn>[] = [
  { key: 'letter', title: '列', width: 56, render: (item) => item.letter },
  { key: 'header', title: '表头原文', width: 240, head: true, render: (item) => item.header || '（空）' },
  {
    key: 'field',
    title: '读作',
    width: 180,
    render: (item) =>
      item.field_label ?? <span className={styles.unused}>没有用到，原文照存</span>,
  },
  { key: 'unit', title: '单位', width: 80, render: (item) => item.unit ?? '' },
  {
    key: 'confidence',
    title: '把握',
    width: 84,
    render: (item) =>
      item.field ? (
        <Tag tone={CONFIDENCE[item.confidence].tone}>{CONFIDENCE[item.confidence].label}</Tag>
      ) : null,
  },
  {
    key: 'samples',
    title: '样例',
    render: (item) => <span className={styles.samples}>{item.samples.join('　')}</span>,
  },
];

/** How each sheet was understood: which header means what. */
export function ImportColumns({ sheets }: { sheets: readonly Sheet[] }) {
  return (
    <div className={styles.sheets}>
      {sheets.map((sheet) => (
        <section key={sheet.name}>
          <h2>
            {sheet.name}
            <span>{SHEET_KIND[sheet.kind]}</span>
            {sheet.header_rows ? <span>表头第 {sheet.header_rows} 行</span> : null}
            {sheet.unit ? <span>金额单位 {sheet.unit}</span> : null}
            {sheet.year ? <span>{sheet.year} 年</span> : null}
          </h2>
          {sheet.note ? <p className={styles.note}>{sheet.note}</p> : null}
          {sheet.columns.length > 0 ? (
            <DataTable
              label={`工作表 ${sheet.name} 的列`}
              columns={COLUMNS}
              rows={sheet.columns}
              rowKey={(item) => item.letter}
            />
          ) : null}
        </section>
      ))}
    </div>
  );
}
