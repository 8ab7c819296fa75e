import { useState } from 'react';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Tag } from '@/ui-desk/tag';
import { type TrialLine, type TrialUnit, indicatorsOf, sumOf } from '../model';
import styles from './scheme.module.css';

/** Totals and scores of all units; a row opens to how each score came to be. */
export function TrialResult({ units }: { units: readonly TrialUnit[] }) {
  const [open, setOpen] = useState<string | null>(units[0]?.unit ?? null);
  const toggle = (unit: TrialUnit) => setOpen((old) => (old === unit.unit ? null : unit.unit));
  const score = (unit: TrialUnit, id: string) => unit.items.find((line) => line.id === id)?.score ?? '—';
  const grouped = units.some(({ group }) => group !== null);
  const graded = units.some(({ grade }) => grade !== null);
  const adjusted = units.some(({ adjustments }) => adjustments.length > 0);
  const columns: Column<TrialUnit>[] = [
    {
      key: 'unit',
      title: '单位',
      width: 160,
      head: true,
      render: (unit) => (
        <button
          type="button"
          className={styles.open}
          aria-expanded={open === unit.unit}
          onClick={(event) => {
            event.stopPropagation();
            toggle(unit);
          }}
        >
          {unit.unit}
        </button>
      ),
    },
    ...(grouped
      ? [{ key: 'group', title: '分组', width: 100, render: (unit: TrialUnit) => unit.group ?? '—' }]
      : []),
    { key: 'rank', title: '名次', width: 64, align: 'right', render: (unit) => unit.rank ?? '—' },
    { key: 'total', title: '总分', width: 96, align: 'right', render: (unit) => <b>{unit.total}</b> },
    ...(graded
      ? [{ key: 'grade', title: '等次', width: 80, render: (unit: TrialUnit) => unit.grade ?? '—' }]
      : []),
    ...indicatorsOf(units).map((id) => ({
      key: `item:${id}`,
      title: id,
      width: 120,
      align: 'right' as const,
      render: (unit: TrialUnit) => score(unit, id),
    })),
    ...(adjusted
      ? [
          {
            key: 'adjust',
            title: '加减分',
            width: 88,
            align: 'right' as const,
            render: (unit: TrialUnit) => sumOf(unit.adjustments),
          },
        ]
      : []),
    { key: 'flags', title: '提示', width: 72, align: 'right', render: (unit) => unit.flags.length || '' },
  ];
  return (
    <DataTable
      label="各单位得分"
      columns={columns}
      rows={units}
      rowKey={(unit) => unit.unit}
      onOpen={toggle}
      activeKey={open}
      below={(unit) => (open === unit.unit ? <ScoreSheet unit={unit} /> : null)}
    />
  );
}

function ScoreSheet({ unit }: { unit: TrialUnit }) {
  return (
    <div className={styles.sheet}>
      {unit.flags.length > 0 ? (
        <ul className={styles.flags}>
          {unit.flags.map((flag) => (
            <li key={flag}>
              <Tag tone="warn">提示</Tag> {flag}
            </li>
          ))}
        </ul>
      ) : null}
      <table className={styles.traces}>
        <caption className="sr-only">{unit.unit}的得分是怎么来的</caption>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col" className={styles.number}>
              得分
            </th>
            <th scope="col">怎么来的</th>
          </tr>
        </thead>
        <tbody>
          {[...unit.items, ...unit.adjustments].map((line, index) => (
            <Trace key={`${index}.${line.id}`} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">总分</th>
            <td className={styles.number}>{unit.total}</td>
            <td>以上各项相加，四舍五入</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Trace({ line }: { line: TrialLine }) {
  return (
    <tr>
      <th scope="row">{line.id}</th>
      <td className={styles.number}>{line.score.replace('-', '\u2212')}</td>
      <td>
        <code>{line.numbers}</code>
        {line.words ? <span>{line.words}</span> : null}
      </td>
    </tr>
  );
}
