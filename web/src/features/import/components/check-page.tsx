import { useQuery } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import QuestionOutlined from '@ant-design/icons/QuestionOutlined';
import RedoOutlined from '@ant-design/icons/RedoOutlined';
import UndoOutlined from '@ant-design/icons/UndoOutlined';
import { useEffect, useState } from 'react';
import { type Me, can } from '@/shared/auth/permissions';
import { formatCount } from '@/shared/format/count';
import { formatWan } from '@/shared/format/money';
import { messageOf } from '@/shared/api/problem';
import { Panel } from '@/ui-desk/page';
import { SideDrawer } from '@/ui-desk/side-drawer';
import { CellWindow } from '@/ui-desk/source-cell';
import { ErrorBlock, Notice, Skeleton } from '@/ui-desk/states';
import { importQueries } from '../api';
import { type CheckTab, type RowView, TABS, TAB_LABEL, type GroupMend, type Import, type OfferedMend, type ProblemGroup } from '../model';
import { type Mend, isChanged, useMend } from '../mends';
import { CheckGrid } from './check-grid';
import styles from './check-page.module.css';
import { ErrorWorkbook } from './error-workbook';
import { FileProblems } from './file-problems';
import { ImportFrame, type StepProps } from './import-frame';
import { KeysHelp } from './keys-help';
import { MendDialog } from './mend-dialog';
import { ProblemGroups } from './problem-groups';

export type CheckView = { tab?: CheckTab; rule?: string };

type CheckProps = {
  me: Me;
  view: CheckView;
  onView: (change: CheckView) => void;
  onNext: () => void;
};

/** The rows as they were read, what is wrong with them, and the ways to mend it. */
export function CheckPage(props: StepProps & CheckProps) {
  return (
    <ImportFrame {...props} step="check" fill>
      {(data) => <Check {...props} data={data} />}
    </ImportFrame>
  );
}

/** A mend that still needs an answer, and for which rows: all of the group, or some. */
export type Asked = { group: ProblemGroup; mend: OfferedMend; rows?: number[] };

function Check({ data, me, view, onView, onNext }: CheckProps & { data: Import }) {
  const { message } = App.useApp();
  const columns = useQuery(importQueries.columns(data.id));
  const mend = useMend(data.id);
  const [help, setHelp] = useState(false);
  const [source, setSource] = useState<{ sheet: string; cell: string } | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const rows: RowView = { tab: view.tab ?? 'all', ...(view.rule ? { rule: view.rule } : {}) };
  const editable = data.state === 'read' && can(me, 'import.create');
  const group = data.groups.find(({ rule }) => rule === view.rule);

  // The offer to undo goes with the page that it belongs to.
  useEffect(() => () => message.destroy('mended'), [message]);

  const undo = () => mend.mutate({ kind: 'undo' });
  const apply = async (given: GroupMend[], label: string) => {
    setAsked(null);
    let touched = 0;
    try {
      for (const one of given) {
        // oxlint-disable-next-line no-await-in-loop -- each needs the version that the one before left
        touched += (await mend.mutateAsync({ kind: 'group', group: one })).touched;
      }
    } catch {
      // What was refused is told above the grid.
      return;
    }
    offerUndo(label, touched, given.length);
  };
  const offerUndo = (label: string, touched: number, steps: number) =>
    void message.open({
      key: 'mended',
      type: 'success',
      duration: 10,
      content: (
        <>
          已改好 {formatCount(touched)} 行：{label}
          <button
            type="button"
            className={`link-button ${styles.undo}`}
            onClick={() => {
              message.destroy('mended');
              for (let step = 0; step < steps; step += 1) undo();
            }}
          >
            撤销
          </button>
        </>
      ),
    });
  const onMend = (ask: Asked) => {
    const { group: of, mend: way, rows: some } = ask;
    if (way.needs !== 'none') setAsked(ask);
    else void apply([{ rule: of.rule, kind: way.kind, ...(some ? { rows: some } : {}) }], way.label);
  };

  return (
    <>
      {mend.isError ? <Refused error={mend.error} mend={mend.variables} onClose={mend.reset} /> : null}
      <Panel fill flush>
        <div className={styles.bar}>
          <Segmented<CheckTab>
            aria-label="显示哪些行"
            value={rows.tab}
            options={TABS.map((tab) => ({
              value: tab,
              label: `${TAB_LABEL[tab]} ${formatCount(data.tabs[tab])}`,
            }))}
            onChange={(tab) => onView({ tab, ...(view.rule ? { rule: view.rule } : {}) })}
          />
          {view.rule ? (
            <button
              type="button"
              className={styles.chip}
              onClick={() => onView(view.tab ? { tab: view.tab } : {})}
            >
              只看：{group?.label ?? '已改完的问题'} <span aria-hidden="true">×</span>
              <span className="sr-only">（不再只看）</span>
            </button>
          ) : null}
          <div className={styles.tools}>
            {editable ? (
              <>
                <Button
                  icon={<UndoOutlined aria-hidden="true" />}
                  aria-label="撤销上一处修改"
                  title="撤销（Ctrl+Z）"
                  disabled={!data.can_undo_mend}
                  onClick={undo}
                />
                <Button
                  icon={<RedoOutlined aria-hidden="true" />}
                  aria-label="重做"
                  title="重做（Ctrl+Y）"
                  disabled={!data.can_redo_mend}
                  onClick={() => mend.mutate({ kind: 'redo' })}
                />
              </>
            ) : null}
            <Button
              icon={<QuestionOutlined aria-hidden="true" />}
              aria-label="按键说明"
              title="按键说明（?）"
              onClick={() => setHelp(true)}
            />
            {editable ? (
              <Button type="primary" onClick={onNext}>
                下一步：差异确认
              </Button>
            ) : null}
          </div>
        </div>
        <div className={styles.work}>
          <aside className={styles.aside} aria-label="问题">
            <Sums data={data} />
            <ProblemGroups
              groups={data.groups}
              rule={view.rule}
              editable={editable}
              onRule={(rule) => onView(rule ? { tab: rows.tab, rule } : { tab: rows.tab })}
              onMend={onMend}
            >
              <FileProblems
                problems={data.problems}
                onSource={(sheet, cell) => setSource({ sheet, cell })}
              />
            </ProblemGroups>
            {editable ? <ErrorWorkbook data={data} /> : null}
          </aside>
          {columns.isPending ? (
            <div className={styles.waiting}>
              <Skeleton rows={8} />
            </div>
          ) : columns.isError ? (
            <ErrorBlock error={columns.error} onRetry={() => void columns.refetch()} />
          ) : (
            <CheckGrid
              key={`${rows.tab}/${rows.rule ?? ''}`}
              data={data}
              columns={columns.data}
              view={rows}
              editable={editable}
              onMend={onMend}
              onChange={mend.mutate}
              onAll={() => onView({})}
              onHelp={() => setHelp(true)}
              onSource={(sheet, cell) => setSource({ sheet, cell })}
            />
          )}
        </div>
      </Panel>
      {asked ? (
        <MendDialog
          importId={data.id}
          asked={asked}
          onClose={() => setAsked(null)}
          onApply={(given, label) => void apply(given, label)}
        />
      ) : null}
      <SideDrawer
        open={source !== null}
        onClose={() => setSource(null)}
        size={880}
        destroyOnHidden
        title={source ? `原表「${source.sheet}」${source.cell}` : ''}
      >
        {source ? <CellWindow importId={data.id} sheet={source.sheet} cell={source.cell} /> : null}
      </SideDrawer>
      <KeysHelp open={help} onClose={() => setHelp(false)} />
    </>
  );
}

/** The sums by which one sees at a glance whether the ledger was read as it is. */
function Sums({ data }: { data: Import }) {
  return (
    <dl className={styles.sums}>
      <div>
        <dt>在库项目（行）</dt>
        <dd>{formatCount(data.rows)}</dd>
      </div>
      <div>
        <dt>总投资（万元）</dt>
        <dd>{formatWan(data.total_investment)}</dd>
      </div>
      <div>
        <dt>本年到位资金（万元）</dt>
        <dd>{formatWan(data.funds_year_to_date)}</dd>
      </div>
    </dl>
  );
}

/** Why a mend was not taken; what was typed stays readable. */
function Refused(props: { error: unknown; mend: Mend | undefined; onClose: () => void }) {
  const { error, mend } = props;
  const typed =
    mend?.kind === 'cells' ? mend.changes.slice(0, 3).map(({ text }) => `「${text || '（清空）'}」`).join('') : '';
  const conflict = isChanged(error);
  const { title, detail } = messageOf(error);
  return (
    <Notice
      tone={conflict ? 'warn' : 'err'}
      title={conflict ? '这批导入刚在别处改过，已载入最新内容' : title}
      action={<Button onClick={props.onClose}>知道了</Button>}
    >
      {typed ? `您填的${typed}没有保存，请核对后再填。` : '刚才的修改没有保存，请核对后再做一次。'}
      {detail && !conflict ? detail : ''}
    </Notice>
  );
}
