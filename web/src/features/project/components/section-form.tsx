import { useBlocker } from '@tanstack/react-router';
import { App, Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { formErrors } from '@/shared/api/problem';
import { copiedText } from '@/shared/format/clipboard';
import { usePagePaste } from '@/shared/hooks/use-page-paste';
import { ErrorSummary } from '@/ui-desk/states';
import { useUndo } from '@/ui-desk/use-undo';
import { useEditProject, useReadRows } from '../api';
import {
  type EditConflict,
  type EditedFacts,
  type PastedChange,
  type Project,
  type Section,
  type Typed,
  conflictOf,
  editOf,
  factErrors,
  keptOf,
  typedOf,
} from '../model';
import { ConflictDialog } from './conflict-dialog';
import { FactInput } from './fact-input';
import { PasteDialog } from './paste-dialog';
import styles from './section-form.module.css';

/**
 * One section of a project's facts as a form. It stands on the version that was on the screen when it opened; where
 * somebody else saved meanwhile, what does not touch is saved on top, and what does is put to the person.
 */
export function SectionForm(props: {
  project: Project;
  section: Section;
  /** The field that the keyboard begins in. */
  field: string | undefined;
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const [base] = useState(() => ({ version: props.project.version, facts: props.section.facts }));
  const [typed, setTyped] = useState<Record<string, Typed>>(() =>
    Object.fromEntries(base.facts.map((fact) => [fact.field, typedOf(fact)])),
  );
  const [late, setLate] = useState<{ conflict: EditConflict; edit: EditedFacts } | null>(null);
  const save = useEditProject(props.project.code);
  const edit = editOf(base.facts, typed);
  // A save closes the form, and what it has saved must not hold the person back.
  const done = useRef(false);
  const close = () => {
    done.current = true;
    props.onClose();
    const { section } = props.section;
    window.setTimeout(() => document.getElementById(`edit-${section}`)?.focus());
  };
  const send = (body: EditedFacts, version: number, merged: boolean) =>
    save.mutate(
      { version, edit: body },
      {
        onSuccess: () => {
          void message.success(merged ? '已保存，他人同时所做的修改也保留' : '已保存');
          close();
        },
        onError: (error) => {
          const conflict = conflictOf(error);
          if (!conflict) return;
          if (conflict.fields.some(({ changed }) => changed)) setLate({ conflict, edit: body });
          else send(body, conflict.version, true);
        },
      },
    );
  const submit = () => {
    if (save.isPending) return;
    if (edit) send(edit, base.version, false);
    else close();
  };

  const undo = useUndo();
  const reading = useReadRows();
  const read = (text: string) =>
    reading.mutate(text, {
      onError: (error) => {
        const [told] = formErrors(error, []).general;
        void message.error(`没有读懂粘贴的内容：${told ?? '请重试'}。请连同表头一起复制，再粘贴`);
      },
    });
  /** Several cells are read as a row of a ledger; a single text goes into the field where the keyboard is. */
  const takes = (text: string) => /\t/.test(text) && /\n/.test(text.trim());
  usePagePaste((text) => {
    if (takes(text)) read(text);
  });
  const fill = (changes: PastedChange[]) => {
    const before = typed;
    setTyped({ ...before, ...Object.fromEntries(changes.map(({ fact, text }) => [fact.field, { text, unavailable: null }])) });
    reading.reset();
    undo(`已填入 ${changes.length} 项，还没有保存`, () => setTyped(before));
  };

  const blocker = useBlocker({
    // Another field of this form is no way out of it.
    shouldBlockFn: ({ current, next }) => {
      const stays = (next.search as { edit?: unknown }).edit === props.section.section;
      return edit !== null && !done.current && !(stays && current.pathname === next.pathname);
    },
    enableBeforeUnload: () => edit !== null && !done.current,
    withResolver: true,
  });
  const first = props.field ?? base.facts[0]?.field;
  useEffect(() => {
    const field = first ? document.getElementById(`fact-${first}`) : null;
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  }, [first]);
  const leave = () => {
    if (edit === null) close();
  };
  const latest = useRef({ submit, leave });
  useEffect(() => {
    latest.current = { submit, leave };
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's';
      if (saves) event.preventDefault();
      if (event.defaultPrevented && !saves) return;
      if (document.querySelector('[role="dialog"]')) return;
      if (saves) latest.current.submit();
      else if (event.key === 'Escape') latest.current.leave();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const refused =
    save.isError && !conflictOf(save.error)
      ? factErrors(
          save.error,
          base.facts.map(({ field }) => field),
        )
      : null;
  return (
    <form
      className={styles.form}
      onPaste={(event) => {
        const text = copiedText(event.clipboardData);
        if (!takes(text)) return;
        event.preventDefault();
        read(text);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary
        title="没有保存，请更正下列问题"
        items={[
          ...Object.entries(refused?.fields ?? {}).map(([field, text]) => ({
            message: text,
            fieldId: `fact-${field}`,
          })),
          ...(refused?.general ?? []).map((text) => ({ message: text })),
        ]}
      />
      <div className={styles.fields}>
        {base.facts.map((fact) => (
          <FactInput
            key={fact.field}
            fact={fact}
            typed={typed[fact.field] ?? typedOf(fact)}
            error={refused?.fields[fact.field]}
            onChange={(change) => setTyped((old) => ({ ...old, [fact.field]: change }))}
          />
        ))}
      </div>
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
        <Button onClick={props.onClose}>取消</Button>
        <span className={styles.hint}>Ctrl+S 保存；可以粘贴从表格复制的一行（连同表头）{edit ? '；有未保存的修改' : ''}</span>
      </div>
      {reading.data ? (
        <PasteDialog
          rows={reading.data.rows}
          name={props.project.name}
          section={{ ...props.section, facts: base.facts }}
          facts={props.project.facts}
          typed={typed}
          onFill={fill}
          onClose={reading.reset}
        />
      ) : null}
      {late ? (
        <ConflictDialog
          conflict={late.conflict}
          saving={save.isPending}
          onClose={() => setLate(null)}
          onChoose={(mine) => {
            const untouched = late.conflict.fields.filter(({ changed }) => !changed).map(({ field }) => field);
            const rest = keptOf(late.edit, new Set([...mine, ...untouched]));
            setLate(null);
            if (rest) send(rest, late.conflict.version, true);
            else {
              void message.info('没有保存您的修改，保留了他人的内容');
              close();
            }
          }}
        />
      ) : null}
      <Modal
        open={blocker.status === 'blocked'}
        title="有未保存的修改"
        okText="继续编辑"
        cancelText="放弃修改"
        onOk={() => blocker.reset?.()}
        onCancel={() => blocker.proceed?.()}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
      >
        <p>「{props.section.label}」中的修改还没有保存，离开后将丢失。</p>
      </Modal>
    </form>
  );
}
