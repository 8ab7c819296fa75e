import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useId, useRef, useState, type SubmitEvent } from 'react';
import { orgsQuery } from '@/shared/api/orgs';
import { dayOf } from '@/shared/format/date';
import { parseBound, spansOf } from '@/shared/list/bound';
import type { ListColumn } from '@/shared/list/definition';
import { type Test, type TestName, emptyTest, isComplete, testsOf } from '@/shared/list/filter';
import { MoneyInput } from '../money-input';
import styles from './filter-editor.module.css';

/** What a column has to meet: first how, then the values, in the way its kind is written. */
export function FilterEditor(props: {
  column: ListColumn;
  value: Test | null;
  onApply: (test: Test) => void;
  onRemove?: (() => void) | undefined;
}) {
  const { column } = props;
  const tests = testsOf(column.kind);
  const [draft, setDraft] = useState<Test>(props.value ?? emptyTest(tests[0]?.value ?? 'filled'));
  const [asked, setAsked] = useState(false);
  const values = useRef<HTMLDivElement>(null);
  useEffect(() => values.current?.querySelector('input')?.focus({ preventScroll: true }), []);
  const known = tests.some(({ value }) => value === draft.test);
  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isComplete(draft)) props.onApply(draft);
  };
  return (
    <form className={styles.form} onSubmit={apply}>
      <h3>{column.label}</h3>
      {/* A whole text comes from an opened group; it can be replaced, not edited. */}
      <Select<TestName>
        aria-label={`${column.label}的条件`}
        value={draft.test}
        options={known ? tests : [...tests, { value: draft.test, label: '是' }]}
        onChange={(test) => setDraft(emptyTest(test))}
      />
      <div ref={values} className={styles.values}>
        <Values column={column} draft={draft} onChange={setDraft} />
      </div>
      {asked && !isComplete(draft) ? (
        <p className={styles.error} role="alert">
          还没有填写条件的内容，请选择或填写后再确定
        </p>
      ) : null}
      <div className={styles.actions}>
        {props.onRemove ? (
          <Button type="text" onClick={props.onRemove}>
            移除
          </Button>
        ) : null}
        <Button type="primary" htmlType="submit">
          确定
        </Button>
      </div>
    </form>
  );
}

type ValuesProps = { column: ListColumn; draft: Test; onChange: (test: Test) => void };

function Values({ column, draft, onChange }: ValuesProps) {
  switch (draft.test) {
    case 'contains':
      return (
        <Input
         
          aria-label={`${column.label}包含的文字`}
          value={draft.text}
          onChange={(event) => onChange({ ...draft, text: event.target.value })}
        />
      );
    case 'one_of':
      return column.kind === 'org' ? (
        <Orgs value={draft.values} onChange={(values) => onChange({ ...draft, values })} />
      ) : (
        <Choices column={column} value={draft.values} onChange={(values) => onChange({ ...draft, values })} />
      );
    case 'below':
      return <Orgs value={draft.orgs} onChange={(orgs) => onChange({ ...draft, orgs })} />;
    case 'between':
      return column.kind === 'money' ? (
        <Amounts draft={draft} onChange={onChange} />
      ) : (
        <Bounds column={column} draft={draft} onChange={onChange} />
      );
    default:
      return null;
  }
}

function Choices(props: { column: ListColumn; value: string[]; onChange: (value: string[]) => void }) {
  const { choices } = props.column;
  const options = choices.length > 0 ? [...choices] : props.value.map((value) => ({ value, label: value }));
  return (
    <Checkbox.Group
      className={styles.choices ?? ''}
      options={options}
      value={props.value}
      onChange={(value) => props.onChange(value)}
    />
  );
}

function Orgs(props: { value: string[]; onChange: (value: string[]) => void }) {
  const { data, isPending } = useQuery(orgsQuery());
  return (
    <Select
      mode="multiple"
     
      aria-label="单位"
      placeholder="选择单位，可输入名称查找"
      loading={isPending}
      value={props.value}
      showSearch={{ optionFilterProp: 'label' }}
      options={(data?.items ?? []).map((org) => ({ value: org.code, label: org.name }))}
      onChange={(value: string[]) => props.onChange(value)}
    />
  );
}

type Range = Extract<Test, { test: 'between' }>;

function Amounts({ draft, onChange }: { draft: Range; onChange: (test: Test) => void }) {
  const id = useId();
  return (
    <div className={styles.range}>
      <MoneyInput id={`${id}-from`} label="不小于" value={draft.from ?? null} onChange={(from) => onChange({ ...draft, from })} />
      <MoneyInput id={`${id}-to`} label="不大于" value={draft.to ?? null} onChange={(to) => onChange({ ...draft, to })} />
    </div>
  );
}

const EXAMPLE: Partial<Record<ListColumn['kind'], string>> = {
  count: '如 10',
  month: '如 2026-09 或 2026',
};

function Bounds({ column, draft, onChange }: { column: ListColumn; draft: Range; onChange: (test: Test) => void }) {
  const example = EXAMPLE[column.kind] ?? '如 2026-03-15、2026-03 或 2026';
  const [today] = useState(() => dayOf(new Date().toISOString()));
  const spans = column.kind === 'count' ? [] : spansOf(today);
  // A usual range replaces what is being typed.
  const [filled, setFilled] = useState(0);
  return (
    <>
      {spans.length > 0 ? (
        <div className={styles.spans}>
          {spans.map((span) => (
            <button
              key={span.label}
              type="button"
              className="link-button"
              onClick={() => {
                onChange({ test: 'between', from: span.from, to: span.to });
                setFilled(filled + 1);
              }}
            >
              {span.label}
            </button>
          ))}
        </div>
      ) : null}
      <div className={styles.range} key={filled}>
        <Bound label="从" example={example} kind={column.kind} value={draft.from ?? null} onChange={(from) => onChange({ ...draft, from })} />
        <Bound label="到" example={example} kind={column.kind} value={draft.to ?? null} onChange={(to) => onChange({ ...draft, to })} />
      </div>
    </>
  );
}

function Bound(props: {
  label: string;
  example: string;
  kind: ListColumn['kind'];
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const id = useId();
  // What is typed stays as it is until the field is left.
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? props.value ?? '';
  const wrong = text.trim() !== '' && parseBound(props.kind, text) === null;
  return (
    <div>
      <label htmlFor={id} className={styles.label}>
        {props.label}
      </label>
      <Input
        id={id}
        value={text}
        autoComplete="off"
        status={wrong ? 'error' : ''}
        aria-invalid={wrong || undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          setTyped(event.target.value);
          props.onChange(parseBound(props.kind, event.target.value));
        }}
        onBlur={() => {
          if (!wrong) setTyped(null);
        }}
      />
      <div id={`${id}-hint`} className={wrong ? styles.error : styles.hint}>
        {wrong ? `读不懂，请写成${props.example}` : props.example}
      </div>
    </div>
  );
}
