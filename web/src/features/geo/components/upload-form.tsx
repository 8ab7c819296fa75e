import { App, Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState, type FormEvent } from 'react';
import { formErrors } from '@/shared/api/problem';
import { FileField } from '@/ui-desk/file-field';
import { ErrorSummary } from '@/ui-desk/states';
import { useBringInAreas } from '../api';
import { type AboutForm, type Org, NO_ABOUT, aboutErrors, newAreas } from '../model';
import styles from './geo-page.module.css';

/** Faults of features belong to the file as a whole and are all told; these are fields of their own. */
const FIELDS = ['name', 'source', 'review_no', 'licence', 'effective_on', 'note'];

export function UploadForm({ city }: { city: Org }) {
  const { message } = App.useApp();
  const [about, setAbout] = useState<AboutForm>(NO_ABOUT);
  const [file, setFile] = useState<File | null>(null);
  const [errors, setErrors] = useState<{ message: string; fieldId: string }[]>([]);
  const bringIn = useBringInAreas(city.code);
  const refused = bringIn.isError ? formErrors(bringIn.error, FIELDS) : { fields: {}, general: [] };

  const send = (event: FormEvent) => {
    event.preventDefault();
    const found = aboutErrors(about, file);
    setErrors(found);
    bringIn.reset();
    if (found.length > 0 || !file) return;
    void file.text().then((text) =>
      bringIn.mutate(newAreas(about, text), {
        onSuccess: () => {
          setAbout(NO_ABOUT);
          setFile(null);
          void message.success('界线已启用');
        },
      }),
    );
  };
  const field = (name: keyof AboutForm, label: string, hint?: string) => (
    <div>
      <label htmlFor={`geo-${name}`}>{label}</label>
      <Input
        id={`geo-${name}`}
        value={about[name]}
        onChange={(event) => setAbout({ ...about, [name]: event.target.value })}
      />
      {hint ? <p>{hint}</p> : null}
    </div>
  );

  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <ErrorSummary
        title={bringIn.isError ? '界线没有启用' : '请更正下列问题'}
        items={[
          ...errors,
          ...refused.general.map((text) => ({ message: text, fieldId: 'geo-file' })),
          ...Object.entries(refused.fields).map(([name, text]) => ({ message: text, fieldId: `geo-${name}` })),
        ]}
      />
      <div>
        <label htmlFor="geo-file">界线文件</label>
        <FileField
          id="geo-file"
          accept=".json,.geojson,application/geo+json"
          file={file}
          onChange={(chosen) => {
            bringIn.reset();
            setErrors([]);
            setFile(chosen);
          }}
        />
        <p>GeoJSON，经纬度，2 MB 以内；每个要素的 properties.adcode 是县（市、区）的代码。</p>
      </div>
      {field('name', '名称', '例如「临汾市县级界线 2026 版」')}
      {field('source', '来源', '由谁提供，从哪里取得')}
      {field('review_no', '审图号', '没有就留空，地图上注明「示意图，不作为划界依据」')}
      {field('licence', '使用许可')}
      <div>
        <label htmlFor="geo-effective_on">生效日期</label>
        <DatePicker
          id="geo-effective_on"
          value={about.effective_on ? dayjs(about.effective_on) : null}
          onChange={(value) => {
            const day = Array.isArray(value) ? value[0] : value;
            setAbout({ ...about, effective_on: day ? day.format('YYYY-MM-DD') : '' });
          }}
        />
      </div>
      {field('note', '说明')}
      <Button type="primary" htmlType="submit" loading={bringIn.isPending}>
        检查并启用
      </Button>
    </form>
  );
}
