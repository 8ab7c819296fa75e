import ReloadOutlined from '@ant-design/icons/ReloadOutlined';
import { Button, Input, Segmented, Select, type InputRef } from 'antd';
import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react';
import { formatCount } from '@/shared/format/count';
import { formatInstant } from '@/shared/format/date';
import type { ExportAsk, ListName, Marked } from '@/shared/list/api';
import { columnOf, serves } from '@/shared/list/definition';
import { EVERYTHING, NOTHING, type Selection, isSelected } from '@/shared/list/selection';
import type { Density, ListSearch } from '@/shared/list/state';
import { keepTrail } from '@/shared/list/trail';
import { sortOf } from '@/shared/list/view';
import { Page, Panel } from '../page';
import { Empty, ErrorBlock, Notice, Skeleton } from '../states';
import type { RowTone } from '../data-table';
import { type VirtualHandle, VirtualTable } from '../virtual-table';
import { ColumnChooser } from './column-chooser';
import { type OwnCells, tableColumns } from './columns';
import { ExportButton } from './export-button';
import { AddFilter, FilterChips } from './filters';
import { PeekPanel } from './peek-panel';
import styles from './record-list.module.css';
import { SelectionBar } from './selection-bar';
import { useListKeys } from './use-list-keys';
import { type ChangeSearch, type ListLine, type RecordListModel, useRecordList } from './use-record-list';
import { ViewTabs } from './view-tabs';

/** The rows that are marked: how many, and how the server is told which. */
export type Chosen = {
  count: number;
  selection: Marked;
  /** Marks nothing any more. */
  clear: () => void;
};

type RecordListProps<Row> = {
  list: ListName;
  /** The rows that answer a question. */
  rows: Parameters<typeof useRecordList<Row>>[0]['rows'];
  /** Key of the column that carries the name of a record. */
  head: string;
  title: string;
  /** The name of the list without a view: 「全部项目」. */
  all: string;
  /** What is counted: 「个项目」. */
  measure: string;
  /** What the search looks at. */
  searchHint: string;
  search: ListSearch;
  onSearch: ChangeSearch;
  rowKey: (row: Row) => string;
  nameOf: (row: Row) => string;
  cells?: OwnCells<Row>;
  rowTone?: (row: Row) => RowTone | undefined;
  onOpen: (row: Row) => void;
  /** What the panel shows of a record, by its key. */
  peek: (key: string) => ReactNode;
  /** The link from the panel to the page of the record. */
  pageLink: (key: string) => ReactNode;
  /** What else can be done with the rows that are marked, beside copying and exporting. */
  forSelected?: ((chosen: Chosen) => ReactNode) | undefined;
  onNew?: (() => void) | undefined;
  newLabel?: string;
  /** What stands in place of the table while there are no records at all. */
  empty: ReactNode;
  actions?: ReactNode;
};

/** The list of records of one kind: views, filters, columns, sums, groups, preview, selection, export. */
export function RecordList<Row>(props: RecordListProps<Row>) {
  const { search, onSearch } = props;
  const model = useRecordList<Row>({
    list: props.list,
    rows: props.rows,
    head: props.head,
    rowKey: props.rowKey,
    search,
    onSearch,
  });
  const { definition, state, total } = model;
  const table = useRef<VirtualHandle>(null);
  const find = useRef<InputRef>(null);
  const keys = useListKeys({
    model,
    table,
    peek: {
      key: search.peek ?? null,
      open: (key) => onSearch({ peek: key ?? undefined }, search.peek !== undefined),
    },
    onOpen: props.onOpen,
    onNew: props.onNew,
    newLabel: props.newLabel,
    onFind: () => find.current?.focus(),
  });

  // Another order or filter begins at its first row; coming back to the list does not.
  const question = JSON.stringify([model.ask, state?.group]);
  const asked = useRef(question);
  useEffect(() => {
    if (definition && asked.current !== question) table.current?.toTop();
    asked.current = question;
  }, [question, definition]);

  useEffect(() => {
    keepTrail(props.list, { search, keys: model.rows.map(props.rowKey), total: model.within });
  });

  const columns = tableColumns(model, {
    cells: props.cells ?? {},
    nameOf: props.nameOf,
    selection: keys.control,
  });
  const chosen = (selection: Selection): Marked => ({
    q: model.ask.q || null,
    filter: model.ask.filters,
    ...(selection.all ? { except: [...selection.keys] } : { only: [...selection.keys] }),
  });
  const exported = (selection: Selection): ExportAsk => ({
    list: props.list,
    body: {
      selection: chosen(selection),
      sort: sortOf(model.ask.sort),
      group: state?.group ?? null,
      columns: state?.columns.map(({ key }) => key) ?? [],
    },
  });

  return (
    <Page
      title={props.title}
      fill
      mark={total === null ? null : <Count model={model} measure={props.measure} />}
      actions={
        <>
          <ExportButton ask={exported(EVERYTHING)} disabled={!total} />
          {props.actions}
        </>
      }
    >
      <ViewTabs model={model} all={props.all} onSearch={onSearch} />
      <div className={styles.bars}>
        <Toolbar model={model} find={find} hint={props.searchHint} covered={keys.count > 0} />
        {keys.count > 0 ? (
          <SelectionBar
            count={keys.count}
            total={total ?? 0}
            measure={props.measure}
            rows={markedRows(model, keys.selection, props.rowKey)}
            columns={shownColumns(model)}
            onSelection={keys.setSelection}
            actions={
              <>
                <ExportButton ask={exported(keys.selection)} label="导出所选" />
                {props.forSelected?.({
                  count: keys.count,
                  selection: chosen(keys.selection),
                  clear: () => keys.setSelection(NOTHING),
                })}
              </>
            }
          />
        ) : null}
      </div>
      {model.lost ? (
        <Notice tone="warn">
          <p>没有找到地址里的视图：可能已被删除，或者没有共享给您。下面是{props.all}。</p>
        </Notice>
      ) : null}
      {model.stale ? (
        <Notice tone="warn" action={<Button onClick={model.refresh}>重试</Button>}>
          <p>没有刷新成功，下面是 {formatInstant(model.asOf)} 的内容。</p>
        </Notice>
      ) : null}
      <Panel fill flush busy={model.replaced}>
        <Rows model={model} props={props} keys={keys} columns={columns} table={table} />
      </Panel>
      {search.peek !== undefined && definition ? (
        <PeekPanel
          id={search.peek}
          position={keys.position}
          total={model.within}
          onStep={keys.step}
          onClose={keys.closePeek}
          page={props.pageLink(search.peek)}
        >
          {props.peek(search.peek)}
        </PeekPanel>
      ) : null}
    </Page>
  );
}

function Count<Row>({ model, measure }: { model: RecordListModel<Row>; measure: string }) {
  return (
    <span className={styles.count}>
      <span role="status">
        {formatCount(model.total)} {measure}
      </span>
      <span>
        数据截至 {formatInstant(model.asOf)}
        <Button
          type="text"
          size="small"
          aria-label="刷新"
          title="刷新"
          icon={<ReloadOutlined />}
          loading={model.refreshing}
          onClick={model.refresh}
        />
      </span>
    </span>
  );
}

function Toolbar<Row>(props: {
  model: RecordListModel<Row>;
  find: Ref<InputRef>;
  hint: string;
  covered: boolean;
}) {
  const { model, find, hint, covered } = props;
  const { definition, state, base } = model;
  // What is typed is searched for when it is entered; the address may put another text here.
  const [typed, setTyped] = useState({ text: '', of: '' });
  if (!definition || !state || !base) return null;
  const text = typed.of === state.q ? typed.text : state.q;
  const groups = definition.columns.filter((column) => serves(column, 'group'));
  return (
    <div className={covered ? `${styles.toolbar} ${styles.covered}` : styles.toolbar} role="search">
      <Input.Search
        ref={find}
        aria-label={`查找${hint}`}
        placeholder={hint}
        allowClear
        className={styles.search ?? ''}
        value={text}
        onChange={(event) => setTyped({ text: event.target.value, of: state.q })}
        onKeyDown={(event) => {
          // Back to the keys of the list.
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        onSearch={(q) => {
          setTyped({ text: q.trim(), of: q.trim() });
          model.change({ q: q.trim() });
        }}
      />
      <AddFilter
        definition={definition}
        filters={state.filters}
        onChange={(filters) => model.change({ filters })}
      />
      <FilterChips
        definition={definition}
        filters={state.filters}
        onChange={(filters) => model.change({ filters })}
        onClear={() => model.change({ filters: [], q: '' })}
      />
      <div className={styles.push}>
        {groups.length > 0 ? (
          <Select
            aria-label="分组"
            value={state.group ?? ''}
            popupMatchSelectWidth={false}
            options={[
              { value: '', label: '不分组' },
              ...groups.map(({ key, label }) => ({ value: key, label: `按${label}分组` })),
            ]}
            onChange={(group: string) => model.change({ group: group || null })}
          />
        ) : null}
        <ColumnChooser
          definition={definition}
          columns={state.columns}
          onChange={(columns) => model.change({ columns }, true)}
          onReset={() => model.change({ columns: base.columns }, true)}
        />
        <Segmented<Density>
          aria-label="行高"
          value={state.density}
          options={[
            { value: 'compact', label: '紧凑' },
            { value: 'comfortable', label: '宽松' },
          ]}
          onChange={(density) => model.change({ density }, true)}
        />
      </div>
    </div>
  );
}

function Rows<Row>(given: {
  model: RecordListModel<Row>;
  props: RecordListProps<Row>;
  keys: ReturnType<typeof useListKeys<Row>>;
  columns: ReturnType<typeof tableColumns<Row>>;
  table: Ref<VirtualHandle>;
}) {
  const { model, props, keys, columns, table } = given;
  const { state, lines, total } = model;
  if (model.error && lines.length === 0) return <ErrorBlock error={model.error} onRetry={model.refresh} />;
  if (model.pending || !state || total === null) return <Skeleton rows={8} />;
  if (lines.length === 0) {
    const filtered = state.q !== '' || state.filters.length > 0;
    if (!filtered) return props.empty;
    return (
      <Empty
        title="没有符合筛选的记录"
        hint={state.q ? `查找的是「${state.q}」。可以少写几个字，或者去掉一些筛选条件。` : '可以去掉一些筛选条件再看。'}
        action={<Button onClick={() => model.change({ q: '', filters: [] })}>清除筛选</Button>}
      />
    );
  }
  const sum: ListLine<Row> = { kind: 'sum', key: '#sum', sums: model.sums };
  const tone = (line: ListLine<Row>): RowTone | undefined => {
    if (line.kind === 'group') return 'band';
    if (line.kind === 'sum') return undefined;
    return isSelected(keys.selection, line.key) ? 'chosen' : props.rowTone?.(line.row);
  };
  return (
    <VirtualTable
      label={props.title}
      columns={columns}
      count={lines.length}
      rowAt={(index) => lines[index]}
      rowKey={(line) => line.key}
      sum={columns.length > 0 ? sum : undefined}
      activeKey={keys.current}
      rowTone={tone}
      comfortable={state.density === 'comfortable'}
      ownArrows
      handle={table}
      onOpen={(line) => {
        if (line.kind === 'group') model.openGroup(line.group);
        else if (line.kind === 'row') {
          keys.setPlace(line.key);
          props.onSearch({ peek: line.key }, props.search.peek !== undefined);
        }
      }}
      onRange={(_, last) => {
        if (last >= lines.length - 20) model.more.fetch();
      }}
      foot={<Foot model={model} measure={props.measure} />}
    />
  );
}

function Foot<Row>({ model, measure }: { model: RecordListModel<Row>; measure: string }) {
  const { rows, more, state } = model;
  if (more.failed) return <ErrorBlock error={more.failed} onRetry={more.fetch} />;
  if (more.loading) return <>正在读取…</>;
  if (more.has) return <>已显示 {formatCount(rows.length)} 行，向下滚动继续读取</>;
  if (state?.group) return null;
  return (
    <>
      共 {formatCount(rows.length)} {measure}
    </>
  );
}

function markedRows<Row>(
  model: RecordListModel<Row>,
  selection: Parameters<typeof isSelected>[0],
  rowKey: (row: Row) => string,
): Row[] | null {
  const rows = model.rows.filter((row) => isSelected(selection, rowKey(row)));
  const count = selection.all ? (model.total ?? 0) - selection.keys.size : selection.keys.size;
  return rows.length === count ? rows : null;
}

function shownColumns<Row>({ definition, state }: RecordListModel<Row>) {
  return (state?.columns ?? []).flatMap(({ key }) => (definition ? (columnOf(definition, key) ?? []) : []));
}
