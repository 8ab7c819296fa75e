import { useQuery } from '@tanstack/react-query';
import CloseOutlined from '@ant-design/icons/CloseOutlined';
import FilterOutlined from '@ant-design/icons/FilterOutlined';
import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { orgsQuery } from '@/shared/api/orgs';
import { type ListColumn, type ListDefinition, columnOf, serves } from '@/shared/list/definition';
import { type Filter, sentence } from '@/shared/list/filter';
import { Pop, useClosePop } from '../pop';
import { FilterEditor } from './filter-editor';
import styles from './filters.module.css';

type FiltersProps = {
  definition: ListDefinition;
  filters: readonly Filter[];
  onChange: (filters: Filter[]) => void;
};

type AddFilterProps = FiltersProps & {
  /** Columns that have a filter of their own on the page. */
  skip?: readonly string[];
};

/** Adds a condition: first the column, then what it has to meet. */
export function AddFilter({ definition, filters, onChange, skip }: AddFilterProps) {
  return (
    <Pop label="添加筛选" button="筛选" buttonProps={{ icon: <FilterOutlined aria-hidden="true" /> }}>
      <NewFilter
        columns={definition.columns.filter(
          (column) => serves(column, 'filter') && !skip?.includes(column.key),
        )}
        onAdd={(filter) => onChange([...filters, filter])}
      />
    </Pop>
  );
}

function NewFilter(props: { columns: readonly ListColumn[]; onAdd: (filter: Filter) => void }) {
  const [column, setColumn] = useState<ListColumn | null>(null);
  const [text, setText] = useState('');
  const close = useClosePop();
  if (column) {
    return (
      <FilterEditor
        column={column}
        value={null}
        onApply={(test) => {
          props.onAdd({ column: column.key, ...test });
          close();
        }}
      />
    );
  }
  const found = props.columns.filter(({ label }) => label.includes(text.trim()));
  return (
    <div className={styles.picker}>
      <Input
       
        aria-label="按哪一列筛选"
        placeholder="按哪一列筛选"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => setColumn(found[0] ?? null)}
      />
      <ul>
        {found.map((item) => (
          <li key={item.key}>
            <button type="button" onClick={() => setColumn(item)}>
              {item.label}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className={styles.none}>没有叫「{text}」的列</p> : null}
    </div>
  );
}

/** The conditions that hold, each to be changed or taken away, and all of them at once. */
export function FilterChips({ definition, filters, onChange, onClear }: FiltersProps & { onClear: () => void }) {
  const { data } = useQuery(orgsQuery());
  const orgs = useMemo(() => new Map(data?.items.map((org) => [org.code, org.name])), [data]);
  if (filters.length === 0) return null;
  const without = (index: number) => filters.filter((_, at) => at !== index);
  return (
    <ul className={styles.chips} aria-label="筛选条件">
      {filters.map((filter, index) => {
        const column = columnOf(definition, filter.column);
        if (!column) return null;
        const text = sentence(filter, column, orgs);
        return (
          <li key={`${index}-${text}`} className={styles.chip}>
            <Pop label={`筛选：${column.label}`} button={text} buttonProps={{ type: 'text', className: styles.chipText ?? '' }}>
              <OldFilter
                column={column}
                filter={filter}
                onApply={(next) => onChange(filters.map((item, at) => (at === index ? next : item)))}
                onRemove={() => onChange(without(index))}
              />
            </Pop>
            <button type="button" className={styles.remove} aria-label={`移除筛选 ${text}`} onClick={() => onChange(without(index))}>
              <CloseOutlined aria-hidden="true" />
            </button>
          </li>
        );
      })}
      <li>
        <button type="button" className="link-button" onClick={onClear}>
          清除筛选
        </button>
      </li>
    </ul>
  );
}

function OldFilter(props: {
  column: ListColumn;
  filter: Filter;
  onApply: (filter: Filter) => void;
  onRemove: () => void;
}) {
  const { column, filter } = props;
  const close = useClosePop();
  return (
    <FilterEditor
      column={column}
      value={filter}
      onApply={(test) => {
        props.onApply({ column: column.key, ...test });
        close();
      }}
      onRemove={props.onRemove}
    />
  );
}
