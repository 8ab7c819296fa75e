import { Button, Switch } from 'antd';
import { useRef, useState, type DragEvent } from 'react';
import { Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { useCheck } from '../api';
import { summary } from '../model';
import { CheckResult } from './check-result';
import { TakeAways } from './take-aways';
import styles from './check-page.module.css';

const FORMATS = '.docx,.xlsx,.html,.htm,.txt,.md';

export function CheckPage() {
  const [text, setText] = useState('');
  const [dragging, setDragging] = useState(false);
  const [showVerified, setShowVerified] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const check = useCheck();

  const send = (file: File | undefined) => {
    if (file) check.mutate({ file }, { onSuccess: (done) => setText(done.text) });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    send(event.dataTransfer.files[0]);
  };

  const done = check.data;
  return (
    <Page
      title="数字核对"
      mark={done ? <span role="status">{summary(done)}</span> : null}
      note="核对文稿里的合计、占比、完成率、增长、差额和单位，指出前后矛盾之处。文稿只在核对时读取，不保存。"
      actions={
        done ? (
          <>
            <TakeAways text={done.text} />
            <Button onClick={() => check.reset()}>修改文字</Button>
          </>
        ) : null
      }
    >
      {done ? (
        <>
          <div className={styles.switch}>
            <Switch
              id="show-verified"
              checked={showVerified}
              onChange={setShowVerified}
              size="small"
            />
            <label htmlFor="show-verified">显示核对相符的数字</label>
          </div>
          <CheckResult check={done} showVerified={showVerified} />
        </>
      ) : (
        <Panel title="文稿">
          <div
            className={dragging ? `${styles.entry} ${styles.dragging}` : styles.entry}
            onDragOver={(event) => {
              event.preventDefault();
              setDragging(true);
            }}
            onDragLeave={() => setDragging(false)}
            onDrop={drop}
          >
            <textarea
              className={styles.text}
              aria-label="要核对的文字"
              placeholder="把文字粘贴在这里，或把 docx、xlsx、html、txt、md 文件拖到这里"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <div className={styles.buttons}>
              <Button
                type="primary"
                loading={check.isPending}
                disabled={text.trim() === ''}
                onClick={() => check.mutate({ text })}
              >
                核对
              </Button>
              <Button onClick={() => input.current?.click()} disabled={check.isPending}>
                选择文件
              </Button>
              <input
                ref={input}
                type="file"
                hidden
                accept={FORMATS}
                aria-label="要核对的文件"
                onChange={(event) => {
                  send(event.target.files?.[0]);
                  event.target.value = '';
                }}
              />
            </div>
          </div>
          {check.isPending ? <Skeleton rows={4} /> : null}
          {check.isError ? <ErrorBlock error={check.error} /> : null}
          {text === '' && check.isIdle ? (
            <Empty
              title="还没有文稿"
              hint="报送前核对一遍：合计对不上、占比算错、单位写错、前后不一致的地方都会指出来。"
            />
          ) : null}
        </Panel>
      )}
    </Page>
  );
}
