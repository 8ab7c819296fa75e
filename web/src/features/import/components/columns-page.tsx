import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { formErrors } from '@/shared/api/problem';
import { formatPeriod } from '@/shared/format/date';
import { Panel } from '@/ui-desk/page';
import { ErrorBlock, ErrorSummary, Notice, Skeleton } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { importQueries, useChooseColumns } from '../api';
import {
  type Draft,
  type FieldLine,
  NO_DRAFT,
  choicesOf,
  choose,
  fieldLines,
  isOpen,
  replace,
  unusedColumns,
} from '../columns';
import type { Import, ImportColumns, SheetColumn, SheetColumns } from '../model';
import styles from './columns-page.module.css';
import { ImportFrame, type StepProps } from './import-frame';

/** Which column of the ledger means which of our fields. */
export function ColumnsPage(props: StepProps & { onNext: () => void }) {
  return (
    <ImportFrame {...props} step="map">
      {(data) => <Columns data={data} onNext={props.onNext} />}
    </ImportFrame>
  );
}

function Columns({ data, onNext }: { data: Import; onNext: () => void }) {
  const query = useQuery(importQueries.columns(data.id));
  const [draft, setDraft] = useState<Draft>(NO_DRAFT);
  /** The unit of amounts of a sheet, where it was changed. */
  const [units, setUnits] = useState<Record<string, string>>({});
  const save = useChooseColumns(data.id);
  if (query.isPending) {
    return (
      <Panel>
        <Skeleton rows={8} />
      </Panel>
    );
  }
  if (query.isError) {
    return (
      <Panel>
        <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
      </Panel>
    );
  }
  const columns = query.data;
  const open = data.state === 'read';
  const sheets = columns.sheets
    .map((sheet) => {
      const unit = units[sheet.sheet];
      return { sheet: sheet.sheet, choices: choicesOf(sheet, draft), ...(unit ? { unit } : {}) };
    })
    .filter(({ choices, unit }) => choices.length > 0 || unit !== undefined);
  const changed = draft.size + Object.keys(units).length;
  const next = () => {
    if (sheets.length === 0) onNext();
    else {
      save.mutate(sheets, {
        onSuccess: () => {
          setDraft(NO_DRAFT);
          setUnits({});
          onNext();
        },
      });
    }
  };
  const remembered = columns.sheets.some((sheet) => sheet.columns.some(({ source }) => source === 'remembered'));
  return (
    <>
      {save.isError ? (
        <ErrorSummary
          title="没有按新的对应读取"
          items={formErrors(save.error, []).general.map((message) => ({ message }))}
        />
      ) : null}
      {remembered && open ? (
        <Notice>有些列按 {data.org.name} 上次的对应认出，仍可更改；改过的以后也照此认。</Notice>
      ) : null}
      {columns.sheets.map((sheet) => (
        <Sheet
          key={sheet.sheet}
          sheet={sheet}
          columns={columns}
          draft={draft}
          onDraft={open ? setDraft : null}
          unit={units[sheet.sheet] ?? sheet.unit}
          onUnit={(unit) => setUnits({ ...units, [sheet.sheet]: unit })}
        />
      ))}
      {open ? (
        <div className={styles.foot}>
          <p>
            {sheets.length === 0
              ? '各列都已认出。'
              : changed > 0
                ? `改了 ${changed} 处。继续时按新的对应重新读取，已改的格保留，并为本单位记住。`
                : '继续即认可上面展开的对应，并为本单位记住，下次不再问。'}
          </p>
          <Button type="primary" loading={save.isPending} onClick={next}>
            {sheets.length === 0 ? '下一步：校验' : '确认对应，去校验'}
          </Button>
        </div>
      ) : null}
    </>
  );
}

type SheetProps = {
  sheet: SheetColumns;
  columns: ImportColumns;
  draft: Draft;
  /** Absent where nothing can be changed any more. */
  onDraft: ((draft: Draft) => void) | null;
  unit: string | null;
  onUnit: (unit: string) => void;
};

/** Units in which ledgers are kept. */
const UNITS = ['元', '万元', '亿元'];

function Sheet({ sheet, columns, draft, onDraft, unit, onUnit }: SheetProps) {
  const lines = fieldLines(sheet, columns.fields, draft);
  const unused = unusedColumns(sheet, draft);
  const undecided = lines.filter((line) => line.uncertain).length + unused.filter(isOpen).length;
  const options = sheet.columns.map((column) => ({
    value: column.column,
    label: `${column.column} 列 ${column.header || '（无表头）'}`,
  }));
  return (
    <Panel
      flush
      title={sheet.sheet}
      extra={
        <span className={styles.extra}>
          {onDraft ? (
            <Select
              aria-label={`${sheet.sheet}的金额单位`}
              prefix="金额单位"
              className={styles.unit ?? ''}
              value={unit}
              placeholder="未注明"
              options={UNITS.map((value) => ({ value, label: value }))}
              onChange={(value: string | null) => (value ? onUnit(value) : undefined)}
            />
          ) : unit ? (
            <span>金额单位 {unit}</span>
          ) : null}
          {undecided > 0 ? (
            <Tag tone="warn">{undecided} 项请看一下</Tag>
          ) : (
            <Tag tone="ok">全部认出</Tag>
          )}
        </span>
      }
    >
      <table className={styles.table}>
        <caption className="sr-only">工作表 {sheet.sheet} 的列对应</caption>
        <thead>
          <tr>
            <th scope="col">系统字段</th>
            <th scope="col">台账的列</th>
            <th scope="col">前三行样例</th>
            <th scope="col">把握</th>
            <th scope="col">
              <span className="sr-only">更改</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line
              key={line.field.key}
              line={line}
              options={options}
              onReplace={
                onDraft
                  ? (from, to) =>
                      onDraft(replace(columns, draft, sheet.sheet, { field: line.field.key, from, to }))
                  : null
              }
            />
          ))}
        </tbody>
      </table>
      {unused.length > 0 ? (
        <Unused
          sheet={sheet.sheet}
          unused={unused}
          columns={columns}
          onChoose={
            onDraft
              ? (column, field) =>
                  onDraft(choose(columns, draft, { sheet: sheet.sheet, column }, field))
              : null
          }
        />
      ) : null}
    </Panel>
  );
}

function Line(props: {
  line: FieldLine;
  options: { value: string; label: string }[];
  onReplace: ((from: string | null, to: string | null) => void) | null;
}) {
  const { line, onReplace } = props;
  const [opened, setOpened] = useState(false);
  const open = onReplace !== null && (line.uncertain || opened);
  const columns: (SheetColumn | null)[] = line.columns.length > 0 ? line.columns : [null];
  return columns.map((column, index) => (
    <tr key={column?.column ?? 'none'} className={line.uncertain ? styles.uncertain : undefined}>
      {index === 0 ? (
        <th scope="rowgroup" rowSpan={columns.length}>
          {line.field.label}
          {line.field.required ? <span className={styles.required}>必有</span> : null}
        </th>
      ) : null}
      <td>
        {open && onReplace ? (
          <Select
            className={styles.select ?? ''}
            aria-label={`${line.field.label}对应的列`}
            value={column?.column ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            options={[{ value: '', label: '（没有这一列）' }, ...props.options]}
            onChange={(to: string) => onReplace(column?.column ?? null, to || null)}
          />
        ) : column ? (
          <>
            <b>{column.column}</b> {column.header || '（无表头）'}
          </>
        ) : (
          '没有找到'
        )}
        {column?.period ? <span className={styles.quiet}>{formatPeriod(column.period)}</span> : null}
        {column?.unit ? <span className={styles.quiet}>{column.unit}</span> : null}
      </td>
      <td className={styles.samples}>{column?.samples.slice(0, 3).join('　｜　') ?? ''}</td>
      <td>{column ? <Certainty column={column} /> : <Tag tone="err">缺列</Tag>}</td>
      <td>
        {onReplace && !open && index === 0 ? (
          <button
            type="button"
            className="link-button"
            aria-label={`更改${line.field.label}对应的列`}
            onClick={() => setOpened(true)}
          >
            更改
          </button>
        ) : null}
      </td>
    </tr>
  ));
}

/** How sure it is which field a column means. */
function Certainty({ column }: { column: SheetColumn }) {
  if (column.source === 'remembered') return <Tag tone="brand">上次记住</Tag>;
  if (column.source === 'chosen') return <Tag tone="ok">您已选定</Tag>;
  switch (column.confidence) {
    case 'exact':
      return <Tag tone="ok">表头一致</Tag>;
    case 'normalised':
      return <Tag tone="ok">表头相近</Tag>;
    default:
      return <Tag tone="warn">拿不准</Tag>;
  }
}

function Unused(props: {
  sheet: string;
  unused: SheetColumn[];
  columns: ImportColumns;
  onChoose: ((column: string, field: string) => void) | null;
}) {
  const { onChoose } = props;
  const fields = props.columns.fields.map(({ key, label }) => ({ value: key, label }));
  return (
    <details className={styles.unused} open={onChoose !== null && props.unused.some(isOpen)}>
      <summary>没有认出的 {props.unused.length} 列（原文照存，不参与统计；要用的请选一个字段）</summary>
      <ul>
        {props.unused.map((column) => (
          <li key={column.column}>
            <span className={styles.unusedName}>
              <b>{column.column}</b> {column.header || '（无表头）'}
            </span>
            <span className={styles.samples}>{column.samples.slice(0, 3).join('　｜　')}</span>
            {onChoose ? (
              <Select
                className={styles.select ?? ''}
                aria-label={`${column.column} 列读作`}
                placeholder="不使用"
                value={null}
                showSearch={{ optionFilterProp: 'label' }}
                options={fields}
                onChange={(field: string | null) => (field ? onChoose(column.column, field) : undefined)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
