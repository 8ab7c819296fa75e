import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState, type FormEvent } from 'react';
import { orgsQuery } from '@/shared/api/orgs';
import { formErrors } from '@/shared/api/problem';
import { FileField } from '@/ui-desk/file-field';
import { Page, Panel } from '@/ui-desk/page';
import { ErrorSummary } from '@/ui-desk/states';
import { type PaperInput, useRecordPaper } from '../api';
import { areasOf } from '../model';
import styles from './external.module.css';

const FIELDS = ['org_code', 'title', 'document_no', 'issuer', 'issued_on', 'file'];

export function PaperNewPage({ onCreated }: { onCreated: (id: string) => void }) {
  const orgs = useQuery(orgsQuery());
  const areas = areasOf(orgs.data?.items ?? []);
  const [draft, setDraft] = useState<PaperInput>({
    org_code: '',
    title: '',
    document_no: '',
    issuer: '',
    issued_on: '',
    file: null,
  });
  const record = useRecordPaper();
  const org = draft.org_code || areas[0]?.code || '';
  const refused = record.isError ? formErrors(record.error, FIELDS) : { fields: {}, general: [] };
  const change = (part: Partial<PaperInput>) => setDraft({ ...draft, ...part });
  const send = (event: FormEvent) => {
    event.preventDefault();
    record.mutate({ ...draft, org_code: org }, { onSuccess: (paper) => onCreated(paper.id) });
  };
  return (
    <Page title="登记文件" above={<Link to="/external">外部数据</Link>}>
      <Panel>
        <form className={styles.form} onSubmit={send} noValidate>
          <ErrorSummary
            items={[
              ...refused.general.map((message) => ({ message })),
              ...Object.entries(refused.fields).map(([fieldId, message]) => ({ message, fieldId })),
            ]}
          />
          <div>
            <label htmlFor="title">文件标题</label>
            <Input
              id="title"
              value={draft.title}
              placeholder="关于2025年1—9月招商引资工作情况的通报"
              onChange={(event) => change({ title: event.target.value })}
            />
          </div>
          <div className={styles.pair}>
            <div>
              <label htmlFor="document_no">文号（没有可不填）</label>
              <Input
                id="document_no"
                value={draft.document_no}
                placeholder="临招发〔2025〕18号"
                onChange={(event) => change({ document_no: event.target.value })}
              />
            </div>
            <div>
              <label htmlFor="issued_on">发布日期</label>
              <DatePicker
                id="issued_on"
                style={{ width: '100%' }}
                value={draft.issued_on ? dayjs(draft.issued_on) : null}
                disabledDate={(day) => day.isAfter(dayjs(), 'day')}
                onChange={(value) => {
                  const day = Array.isArray(value) ? value[0] : value;
                  change({ issued_on: day ? day.format('YYYY-MM-DD') : '' });
                }}
              />
            </div>
          </div>
          <div className={styles.pair}>
            <div>
              <label htmlFor="issuer">发文单位</label>
              <Input
                id="issuer"
                value={draft.issuer}
                onChange={(event) => change({ issuer: event.target.value })}
              />
            </div>
            <div>
              <label htmlFor="org_code">登记给</label>
              <Select
                id="org_code"
                style={{ width: '100%' }}
                value={org || null}
                loading={orgs.isPending}
                options={areas.map(({ code, name }) => ({ value: code, label: name }))}
                onChange={(value: string) => change({ org_code: value })}
              />
            </div>
          </div>
          <div>
            <label htmlFor="file">原件（扫描件或电子版，以后查对用）</label>
            <FileField id="file" file={draft.file} onChange={(file) => change({ file })} />
          </div>
          <Button type="primary" htmlType="submit" loading={record.isPending}>
            保存，再填数
          </Button>
        </form>
      </Panel>
    </Page>
  );
}
