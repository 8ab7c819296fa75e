import { useBlocker } from '@tanstack/react-router';
import { App, Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ErrorSummary } from '@/ui-desk/states';
import { useEditProject } from '../api';
import {
  type EditConflict,
  type EditedFacts,
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
        <span className={styles.hint}>Ctrl+S 保存{edit ? '；有未保存的修改' : ''}</span>
      </div>
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
