import { Button, Select } from 'antd';
import { useRef, useState, type ClipboardEvent } from 'react';
import { Field, Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Notice, Skeleton } from '@/ui-desk/states';
import exampleUnits from '../../../../../assets/schemes/examples/s12.json?raw';
import exampleScheme from '../../../../../assets/schemes/examples/s12.toml?raw';
import { useTrial } from '../api';
import { isTable, problemsOf, unitsFromTable } from '../model';
import styles from './scheme.module.css';
import { SourceEditor } from './source-editor';
import { TrialResult } from './trial-result';

const MONTHS = [
  { value: 0, label: '按单位数据' },
  ...Array.from({ length: 12 }, (_, index) => ({ value: index + 1, label: `${index + 1} 月` })),
];

/** A scheme and the figures of units, side by side, and what comes out of them. Nothing is stored. */
export function SchemePage() {
  const [scheme, setScheme] = useState('');
  const [units, setUnits] = useState('');
  const [month, setMonth] = useState(0);
  const trial = useTrial();
  const result = useRef<HTMLDivElement>(null);
  const ready = scheme.trim() !== '' && units.trim() !== '';
  const send = () => {
    if (!ready || trial.isPending) return;
    trial.mutate(
      { scheme, units, month: month || null },
      { onSuccess: () => requestAnimationFrame(() => result.current?.scrollIntoView({ block: 'nearest' })) },
    );
  };
  const pasteUnits = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const text = event.clipboardData.getData('text/plain');
    if (!isTable(text)) return;
    event.preventDefault();
    setUnits(unitsFromTable(text, month || null));
  };
  const fillExample = () => {
    setScheme(exampleScheme);
    setUnits(exampleUnits);
    setMonth(0);
    trial.reset();
  };
  const problems = trial.data?.problems ?? [];

  return (
    <Page
      title="考核方案试算"
      note="方案和数据只用来算这一次，不保存，也不影响系统里的数字。"
      actions={
        <>
          <Button onClick={fillExample}>看一个例子</Button>
          <Field label="考核到">
            <Select aria-label="考核到几月" value={month} options={MONTHS} onChange={setMonth} style={{ width: 128 }} />
          </Field>
          <Button type="primary" onClick={send} disabled={!ready} loading={trial.isPending}>
            算分
          </Button>
        </>
      }
    >
      <Panel>
        <div className={styles.sides}>
          <SourceEditor
            id="scheme"
            title="考核方案"
            hint="TOML 文本：指标、加减分、关口、等次。写法见使用手册「考核方案」。"
            accept=".toml,.txt,text/plain"
            value={scheme}
            problems={problemsOf(problems, 'scheme')}
            onChange={setScheme}
            onSend={send}
          />
          <SourceEditor
            id="units"
            title="各单位的指标值"
            hint="JSON，或从表格里复制带表头的几行粘贴进来：第一列是单位，「分组」一列可有可无。"
            accept=".json,.txt,application/json"
            value={units}
            problems={problemsOf(problems, 'units')}
            onChange={setUnits}
            onPaste={pasteUnits}
            onSend={send}
          />
        </div>
      </Panel>
      <div ref={result} aria-live="polite">
        {trial.isPending ? (
          <Panel>
            <Skeleton rows={4} />
          </Panel>
        ) : trial.isError ? (
          <ErrorBlock error={trial.error} onRetry={send} />
        ) : problems.length > 0 ? (
          <Notice tone="err" title={`有 ${problems.length} 处问题，还不能算分`}>
            <p>点问题前面的行号，就选中出错的地方；改好后再按「算分」或 Ctrl+Enter。</p>
          </Notice>
        ) : trial.data ? (
          <Panel flush>
            <TrialResult units={trial.data.units} key={trial.submittedAt} />
          </Panel>
        ) : (
          <Panel>
            <Empty
              title="还没有算"
              hint="左边放方案，右边放数据，按「算分」或 Ctrl+Enter，这里列出总分、名次和每一分的来历。"
            />
          </Panel>
        )}
      </div>
    </Page>
  );
}
