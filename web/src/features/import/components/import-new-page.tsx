import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState, type FormEvent } from 'react';
import { formErrors } from '@/shared/api/problem';
import { orgsQuery } from '@/shared/api/orgs';
import { usePagePaste } from '@/shared/hooks/use-page-paste';
import { OrgSelect } from '@/ui-desk/org-select';
import { Page, Panel } from '@/ui-desk/page';
import { PeriodPicker } from '@/ui-desk/period-picker';
import { ErrorSummary } from '@/ui-desk/states';
import { useCreateImport } from '../api';
import { PASTED_NAME, fileProblem, lookAtPasted, ownUnit, pastedProblem } from '../model';
import { FileDrop } from './file-drop';
import styles from './import-new-page.module.css';
import { PasteArea } from './paste-area';
import { StepList } from './step-list';

type Way = 'file' | 'paste';
type LedgerKind = 'current' | 'history';

const FIELDS: Record<string, string> = { file: 'file', period: 'period', org_code: 'org', kind: 'period' };

/** Whether the period lies in a former year, as the server asks of history. */
const mayBeHistory = (period: string, latest: string) => period.slice(0, 4) < latest.slice(0, 4);

/** The first step: which rows, for which unit and month. */
export function ImportNewPage(props: {
  period: string;
  /** Rows that were pasted where the journey began. */
  pasted: string;
  onCreated: (id: string) => void;
}) {
  const [way, setWay] = useState<Way>(props.pasted ? 'paste' : 'file');
  const [file, setFile] = useState<File | null>(null);
  const [pasted, setPasted] = useState(props.pasted);
  const [period, setPeriod] = useState(props.period);
  const [kind, setKind] = useState<LedgerKind>('current');
  const orgs = useQuery(orgsQuery());
  const [chosenOrg, setOrg] = useState<string>();
  const org = chosenOrg ?? ownUnit(orgs.data?.items ?? []);
  const [errors, setErrors] = useState<{ message: string; fieldId: string }[]>([]);
  const create = useCreateImport();

  const choose = (chosen: File) => {
    create.reset();
    const problem = fileProblem(chosen.name, chosen.size);
    setErrors(problem ? [{ message: problem, fieldId: 'file' }] : []);
    setFile(problem ? null : chosen);
  };
  const paste = (text: string) => {
    create.reset();
    setErrors([]);
    setWay('paste');
    setPasted(text);
  };
  usePagePaste(paste, choose);

  const send = (event: FormEvent) => {
    event.preventDefault();
    const found: typeof errors = [];
    let sent = file;
    if (way === 'paste') {
      const problem = pastedProblem(lookAtPasted(pasted));
      if (problem) found.push({ message: problem, fieldId: 'paste' });
      sent = new File([pasted], PASTED_NAME, { type: 'text/tab-separated-values' });
    } else if (!file) found.push({ message: '请选择台账文件', fieldId: 'file' });
    if (!org) found.push({ message: '请选择台账属于哪个单位', fieldId: 'org' });
    setErrors(found);
    create.reset();
    if (found.length > 0 || !sent || !org) return;
    const body = { file: sent, period, org_code: org, kind: mayBeHistory(period, props.period) ? kind : 'current' };
    create.mutate(body, { onSuccess: ({ id }) => props.onCreated(id) });
  };
  const refused = create.isError ? formErrors(create.error, Object.keys(FIELDS)) : { fields: {}, general: [] };

  return (
    <Page title="导入台账" above={<Link to="/imports">数据导入</Link>}>
      <StepList id={null} facts={null} page="choose" />
      <Panel>
        <div className={styles.sides}>
          <form className={styles.form} onSubmit={send} noValidate>
            <ErrorSummary
              title={create.isError ? '这个文件没有读成' : '请更正下列问题'}
              items={[
                ...errors,
                ...refused.general.map((message) => ({ message })),
                ...Object.entries(refused.fields).map(([name, message]) => ({
                  message,
                  fieldId: name === 'file' ? way : FIELDS[name],
                })),
              ]}
            />
            <Segmented<Way>
              aria-label="台账从哪里来"
              value={way}
              options={[
                { value: 'file', label: '选择文件' },
                { value: 'paste', label: '粘贴表格' },
              ]}
              onChange={setWay}
            />
            {way === 'file' ? (
              <FileDrop file={file} onChoose={choose} />
            ) : (
              <PasteArea text={pasted} onText={paste} />
            )}
            <div className={styles.fields}>
              <div>
                <label htmlFor="period">账期</label>
                <PeriodPicker id="period" value={period} onChange={setPeriod} />
                <p>台账统计到哪个月。</p>
              </div>
              <div>
                <label htmlFor="org">单位</label>
                <OrgSelect id="org" label="单位" value={org} onChange={setOrg} width={240} />
                <p>项目归到这个单位名下。</p>
              </div>
            </div>
            {mayBeHistory(period, props.period) ? <KindChoice kind={kind} onKind={setKind} /> : null}
            <Button type="primary" htmlType="submit" loading={create.isPending}>
              {create.isPending ? '正在上传' : '读取并校验'}
            </Button>
            <p className={styles.promise}>读取不会改动任何数据。看过差异、确认之后才入账。</p>
          </form>
          <Guide />
        </div>
      </Panel>
    </Page>
  );
}

/** A ledger of a former year may be a late one of that year's work, or history brought in for comparison. */
function KindChoice(props: { kind: LedgerKind; onKind: (kind: LedgerKind) => void }) {
  return (
    <div>
      <Segmented<LedgerKind>
        aria-label="往年的台账算什么"
        value={props.kind}
        options={[
          { value: 'current', label: '补报，照常送认定' },
          { value: 'history', label: '历史数据，只作对比' },
        ]}
        onChange={props.onKind}
      />
      <p className={styles.promise}>
        {props.kind === 'history'
          ? '申报标为“历史数据”，只计入申报口径的往年数，不送认定，也不与认定的数混在一起。'
          : '账期在往年：申报照常送上级认定。'}
      </p>
    </div>
  );
}

function Guide() {
  return (
    <aside className={styles.guide}>
      <h2>接下来</h2>
      <ol>
        <li>
          <b>对应列</b>
          表头、列、金额单位和年份由系统识别，只有拿不准的列要您看一下，看过就记住。
        </li>
        <li>
          <b>校验</b>
          问题按种类列出，成片的一次改好，零星的在表里直接改。改到一半关掉也不丢。
        </li>
        <li>
          <b>差异确认</b>
          每个项目改了什么、金额合计前后各多少、对本单位的数有什么影响，看清再入账。
        </li>
        <li>
          <b>结果</b>
          申报送上级认定。发现错了可以整批撤销，项目恢复原样。
        </li>
      </ol>
    </aside>
  );
}
