import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Panel } from '@/ui-desk/page';
import styles from './charts.module.css';

/** A chart under the sentence that it proves, and on demand its figures as a table, each of which opens. */
export function ChartCard(props: { title: string; note?: string | null; chart: ReactNode; table: ReactNode }) {
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel>
      <div className={styles.head}>
        <h2>{props.title}</h2>
        <Button size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? '看图' : '看数据'}
        </Button>
      </div>
      {props.note ? <p className={styles.note}>{props.note}</p> : null}
      {asTable ? <div className={styles.table}>{props.table}</div> : props.chart}
    </Panel>
  );
}

/** A figure in a table that opens to its rows; without a value a dash. */
export function FigureButton(props: { text: string; label: string; known: boolean; onOpen: () => void }) {
  if (!props.known) return <>{props.text}</>;
  return (
    <button type="button" className="quiet-button" aria-label={`${props.label} ${props.text}，查看明细`} onClick={props.onOpen}>
      {props.text}
    </button>
  );
}
