import { Button } from 'antd';
import { useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import { type TrialProblem, rangeOf } from '../model';
import styles from './scheme.module.css';

type SourceEditorProps = {
  id: string;
  title: string;
  hint: ReactNode;
  accept: string;
  value: string;
  problems: readonly TrialProblem[];
  onChange: (value: string) => void;
  onPaste?: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  onSend: () => void;
};

/** The most of a file that is taken into the page, in bytes. */
const FILE_LIMIT = 900_000;

/** A text with numbered lines, of which those with a problem are marked, and the problems below it. */
export function SourceEditor(props: SourceEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState('');
  const wrong = new Set(props.problems.map(({ line }) => line));
  const lines = props.value.split('\n').length;

  const open = async (chosen: File | undefined) => {
    if (!chosen) return;
    setRefused(chosen.size > FILE_LIMIT ? `${chosen.name} 太大，不像是手写的文本，请检查是不是选错了文件。` : '');
    if (chosen.size <= FILE_LIMIT) props.onChange(await chosen.text());
  };
  const show = (problem: TrialProblem) => {
    const shown = area.current;
    if (!shown) return;
    shown.focus();
    shown.setSelectionRange(...rangeOf(props.value, problem));
    shown.scrollTo({ top: Math.max(0, (problem.line - 4) * (shown.scrollHeight / lines)) });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.onSend();
    }
  };

  return (
    <section className={styles.editor} aria-labelledby={`${props.id}-title`}>
      <div className={styles.editorHead}>
        <h2 id={`${props.id}-title`}>
          <label htmlFor={props.id}>{props.title}</label>
        </h2>
        <input
          ref={file}
          type="file"
          className="sr-only"
          accept={props.accept}
          tabIndex={-1}
          aria-label={`打开${props.title}文件`}
          onChange={(event) => {
            void open(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button size="small" onClick={() => file.current?.click()}>
          打开文件
        </Button>
      </div>
      <p className={styles.hint} id={`${props.id}-hint`}>
        {props.hint}
      </p>
      <div className={styles.source}>
        <div className={styles.gutter} ref={gutter} aria-hidden="true">
          {Array.from({ length: lines }, (_, index) => (
            <div key={index} className={wrong.has(index + 1) ? styles.wrong : undefined}>
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          id={props.id}
          ref={area}
          value={props.value}
          wrap="off"
          spellCheck={false}
          aria-describedby={`${props.id}-hint`}
          aria-invalid={props.problems.length > 0}
          onChange={(event) => props.onChange(event.target.value)}
          onPaste={props.onPaste}
          onKeyDown={keys}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      {refused ? <p className={styles.refused} role="alert">{refused}</p> : null}
      <Problems title={props.title} problems={props.problems} onShow={show} />
    </section>
  );
}

function Problems(props: {
  title: string;
  problems: readonly TrialProblem[];
  onShow: (problem: TrialProblem) => void;
}) {
  if (props.problems.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label={`${props.title}的问题`}>
      {props.problems.map((problem) => (
        <li key={`${problem.line}.${problem.column}.${problem.message}`}>
          <button type="button" onClick={() => props.onShow(problem)}>
            第 {problem.line} 行第 {problem.column} 列
          </button>
          <div>
            <b>{problem.message}</b>
            <span>{problem.remedy}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
