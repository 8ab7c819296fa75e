import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState, type DragEvent, type FormEvent } from 'react';
import { formErrors } from '@/shared/api/problem';
import { orgsQuery } from '@/shared/api/orgs';
import { formatSize } from '@/shared/format/text';
import { OrgSelect } from '@/ui-desk/org-select';
import { Page, Panel } from '@/ui-desk/page';
import { PeriodPicker } from '@/ui-desk/period-picker';
import { ErrorSummary } from '@/ui-desk/states';
import { useCreateImport } from '../api';
import { fileProblem, ownUnit } from '../model';
import styles from './import-new-page.module.css';

export function ImportNewPage(props: {
  period: string;
  onCreated: (id: string) => void;
}) {
  const [file, setFile] = useState<File | null>(null);
  const [period, setPeriod] = useState(props.period);
  const orgs = useQuery(orgsQuery());
  const [chosenOrg, setOrg] = useState<string>();
  const org = chosenOrg ?? ownUnit(orgs.data?.items ?? []);
  const [errors, setErrors] = useState<{ message: string; fieldId?: string }[]>([]);
  const [dragging, setDragging] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const create = useCreateImport();

  const choose = (chosen: File | undefined) => {
    create.reset();
    if (!chosen) return;
    const problem = fileProblem(chosen.name, chosen.size);
    setErrors(problem ? [{ message: problem, fieldId: 'file' }] : []);
    setFile(problem ? null : chosen);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    choose(event.dataTransfer.files[0]);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const found: typeof errors = [];
    if (!file) found.push({ message: '请选择台账文件', fieldId: 'file' });
    if (!org) found.push({ message: '请选择台账属于哪个单位', fieldId: 'org' });
    setErrors(found);
    create.reset();
    if (!file || !org) return;
    create.mutate(
      { file, period, org_code: org },
      { onSuccess: (created) => props.onCreated(created.id) },
    );
  };
  const refused = create.isError
    ? formErrors(create.error, ['file', 'period', 'org_code'])
    : { fields: {}, general: [] };

  return (
    <Page title="导入台账" above={<Link to="/imports">数据导入</Link>}>
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
                fieldId: name === 'org_code' ? 'org' : name,
              })),
            ]}
          />
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is a
              shortcut; the field inside takes mouse and keyboard */}
          <label
            htmlFor="file"
            className={dragging ? `${styles.drop} ${styles.over}` : styles.drop}
            onDragOver={(event) => {
              event.preventDefault();
              setDragging(true);
            }}
            onDragLeave={() => setDragging(false)}
            onDrop={drop}
          >
            <input
              id="file"
              ref={input}
              type="file"
              className="sr-only"
              accept=".xlsx,.xlsm,.xls,.ods,.csv"
              onChange={(event) => choose(event.target.files?.[0])}
            />
            {file ? (
              <>
                <b>{file.name}</b>
                <span>{formatSize(file.size)}，点击可换一个文件</span>
              </>
            ) : (
              <>
                <b>选择台账文件，或拖到这里</b>
                <span>xlsx、xls、ods、csv，一次一个文件</span>
              </>
            )}
          </label>
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
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            {create.isPending ? '正在读取' : '读取文件'}
          </Button>
          <p className={styles.promise}>读取不会改动任何数据。看过结果、确认之后才入账。</p>
        </form>
          <aside className={styles.guide}>
            <h2>接下来</h2>
            <ol>
              <li>
                <b>看读得对不对</b>
                表头、列、金额单位和年份由系统识别，读不准的逐条列出，点开就是原表里的那一格。
              </li>
              <li>
                <b>看要写入什么</b>
                新增、更新各几个项目，签约、开工、到位资金各多少条、多少钱。
              </li>
              <li>
                <b>确认入账</b>
                申报送上级认定。发现错了可以整批撤销，项目恢复原样。
              </li>
            </ol>
          </aside>
        </div>
      </Panel>
    </Page>
  );
}
