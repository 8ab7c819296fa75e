import { Button, Input, Segmented } from 'antd';
import { useState, type ClipboardEvent, type FormEvent, type KeyboardEvent } from 'react';
import { ProblemError, formErrors } from '@/shared/api/problem';
import { FIGURE_UNIT } from '@/shared/domain/figure';
import { copiedText } from '@/shared/format/clipboard';
import { PeriodPicker } from '@/ui-desk/period-picker';
import { ErrorSummary, Notice } from '@/ui-desk/states';
import { useRecordFigures } from '../api';
import {
  type Area,
  type Entries,
  type Indicator,
  type What,
  entryErrors,
  entryKey,
  figuresOf,
  pasteInto,
} from '../model';
import styles from './external.module.css';

type Sent = { key: string }[];

/** The table in which the figures of a paper are typed or pasted: a line for each unit. */
export function FigureEntry(props: {
  paper: string;
  areas: readonly Area[];
  indicators: readonly Indicator[];
  period: string;
}) {
  const { areas, indicators } = props;
  const [what, setWhat] = useState<What>({ period: props.period, cumulative: true, place: '' });
  const [entries, setEntries] = useState<Entries>({});
  const [sent, setSent] = useState<Sent>([]);
  const [left, setLeft] = useState(0);
  const [saved, setSaved] = useState(0);
  const record = useRecordFigures(props.paper);
  const orgs = areas.map((area) => area.code);
  const codes = indicators.map((indicator) => indicator.code);
  const figures = figuresOf(entries, orgs, codes, what);

  const refused = record.error instanceof ProblemError ? (record.error.problem.errors ?? []) : [];
  const wrong = entryErrors(refused, sent);
  const general = record.isError && Object.keys(wrong).length === 0 ? formErrors(record.error, []).general : [];
  const nameOf = (key: string) => {
    const [org, indicator] = key.split('.');
    return `${areas.find((area) => area.code === org)?.name} ${indicators.find((item) => item.code === indicator)?.name}`;
  };

  const send = (event: FormEvent) => {
    event.preventDefault();
    setSent(figures);
    record.mutate(
      figures.map(({ figure }) => figure),
      {
        onSuccess: () => {
          setSaved(figures.length);
          setEntries({});
        },
      },
    );
  };
  const paste = (row: number, column: number) => (event: ClipboardEvent) => {
    const clipboard = copiedText(event.clipboardData);
    if (!/[\t\n]/.test(clipboard)) return;
    event.preventDefault();
    const result = pasteInto(entries, clipboard, { row, column }, orgs, codes);
    setEntries(result.entries);
    setLeft(result.left);
  };
  const move = (row: number, column: number) => (event: KeyboardEvent) => {
    const down = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (!down) return;
    event.preventDefault();
    document.getElementById(`figure.${entryKey(orgs[row + down] ?? '', codes[column] ?? '')}`)?.focus();
  };

  return (
    <form onSubmit={send} noValidate>
      <ErrorSummary
        items={[
          ...general.map((message) => ({ message })),
          ...Object.entries(wrong).map(([key, message]) => ({
            message: `${nameOf(key)}：${message}`,
            fieldId: `figure.${key}`,
          })),
        ]}
      />
      {saved > 0 && figures.length === 0 ? (
        <Notice tone="ok">已登记 {saved} 个数，从现在起作上年同期的基数。</Notice>
      ) : null}
      {left > 0 ? <Notice tone="warn">粘贴的内容有 {left} 格超出了表格，没有放入，请核对。</Notice> : null}
      <div className={styles.what}>
        <div>
          <label htmlFor="figure-period">截至月份</label>
          <PeriodPicker
            id="figure-period"
            label="截至月份"
            value={what.period}
            onChange={(period) => setWhat({ ...what, period })}
          />
        </div>
        <div>
          <label htmlFor="figure-place">在文件的哪里（可不填）</label>
          <Input
            id="figure-place"
            value={what.place}
            placeholder="附表1"
            onChange={(event) => setWhat({ ...what, place: event.target.value })}
          />
        </div>
        <Segmented<boolean>
          aria-label="累计还是当月"
          value={what.cumulative}
          options={[
            { value: true, label: '1月至当月累计' },
            { value: false, label: '当月' },
          ]}
          onChange={(cumulative) => setWhat({ ...what, cumulative })}
        />
      </div>
      <div className={styles.grid} role="region" aria-label="填数" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">单位</th>
              {indicators.map((indicator) => (
                <th key={indicator.code} scope="col" title={indicator.definition}>
                  {indicator.short_name}（{FIGURE_UNIT[indicator.unit]}）
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {areas.map((area, row) => (
              <tr key={area.code}>
                <th scope="row">{area.is_unit ? area.name : `${area.name}（合计）`}</th>
                {indicators.map((indicator, column) => {
                  const key = entryKey(area.code, indicator.code);
                  return (
                    <td key={key}>
                      <input
                        id={`figure.${key}`}
                        aria-label={`${area.name} ${indicator.name}`}
                        aria-invalid={wrong[key] ? true : undefined}
                        title={wrong[key]}
                        inputMode="decimal"
                        autoComplete="off"
                        value={entries[key] ?? ''}
                        onChange={(event) => setEntries({ ...entries, [key]: event.target.value })}
                        onPaste={paste(row, column)}
                        onKeyDown={move(row, column)}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.actions}>
        <Button type="primary" htmlType="submit" disabled={figures.length === 0} loading={record.isPending}>
          登记{figures.length > 0 ? ` ${figures.length} 个数` : ''}
        </Button>
        <span className={styles.hint}>可以从表格软件整块复制，点左上角的格子粘贴。文件上没有的留空。</span>
      </div>
    </form>
  );
}
