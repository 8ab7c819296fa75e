import { App, Button } from 'antd';
import { useRef } from 'react';
import { messageOf } from '@/shared/api/problem';
import { formatCount } from '@/shared/format/count';
import { useReturnErrors } from '../api';
import type { Import } from '../model';
import styles from './error-workbook.module.css';

/** The rows with errors as a workbook to mend elsewhere, and the way back into the same import. */
export function ErrorWorkbook({ data }: { data: Import }) {
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const back = useReturnErrors(data.id);
  const send = (file: File | undefined) => {
    if (input.current) input.current.value = '';
    if (file) back.mutate(file, { onError: (error) => void message.error(messageOf(error).title, 6) });
  };
  const told = back.data;
  return (
    <div className={styles.box}>
      <p>也可在表格软件里改好再传回：</p>
      <div className={styles.line}>
        <Button
          href={`/api/v1/imports/${data.id}/errors.xlsx`}
          download
          disabled={data.tabs.errors === 0}
        >
          下载错误行
        </Button>
        <Button loading={back.isPending} onClick={() => input.current?.click()}>
          传回改好的表
        </Button>
        <input
          ref={input}
          type="file"
          className="sr-only"
          tabIndex={-1}
          aria-label="改好的错误行"
          accept=".xlsx"
          onChange={(event) => send(event.target.files?.[0])}
        />
      </div>
      {told ? (
        <p role="status">
          已改 {formatCount(told.applied)} 格，仍有 {formatCount(told.still_wrong)} 行有错误
          {told.unknown_rows.length > 0
            ? `；${told.unknown_rows.join('、')} 对不上这一批，没有用到`
            : ''}
          。
        </p>
      ) : null}
    </div>
  );
}
