import { App } from 'antd';
import { messageOf } from '@/shared/api/problem';
import { formatInstant } from '@/shared/format/date';
import { Panel } from '@/ui-desk/page';
import { useRestoreFacts } from '../api';
import type { FactChange, Project, ProjectVersion } from '../model';
import styles from './project-page.module.css';

/** Seconds that a change can be taken back from its message. */
const UNDO = 10;

/** Every version of the facts with what it changed; a former value comes back as a new version. */
export function ProjectHistory({ project }: { project: Project }) {
  const { message } = App.useApp();
  const restore = useRestoreFacts(project.code);
  const editable = project.not_editable_reason === null;
  const bringBack = (version: number, from: number, change: FactChange, undoing: boolean) => {
    const field = change.field;
    restore.mutate(
      { version, from, fields: [field] },
      {
        onSuccess: (now) => {
          if (undoing || now.version === version) {
            void message.success(undoing ? `已撤销，${change.field_label}回到恢复前的内容` : `${change.field_label}已是这个内容`);
            return;
          }
          const key = `restored-${now.version}`;
          void message.success({
            key,
            duration: UNDO,
            content: (
              <>
                {change.field_label}已恢复。
                <button
                  type="button"
                  className="link-button"
                  onClick={() => {
                    message.destroy(key);
                    bringBack(now.version, version, change, true);
                  }}
                >
                  撤销
                </button>
              </>
            ),
          });
        },
        onError: (error) => void message.error(messageOf(error).title),
      },
    );
  };
  return (
    <Panel>
      {editable ? null : <p className={styles.historyNote}>{project.not_editable_reason}</p>}
      <ol className={styles.versions}>
        {project.history.map((version) => (
          <li key={version.version}>
            <div className={styles.versionHead}>
              <b>第 {version.version} 版</b>
              <span>{version.cause}</span>
              <span className={styles.quiet}>
                {version.by}，{formatInstant(version.at)}
              </span>
            </div>
            <Changes
              version={version}
              editable={editable && !restore.isPending}
              onRestore={(change) => bringBack(project.version, version.version - 1, change, false)}
            />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Changes(props: { version: ProjectVersion; editable: boolean; onRestore: (change: FactChange) => void }) {
  const { version } = props;
  if (version.changes.length === 0) {
    return <p className={styles.quiet}>{version.version === 1 ? '建立项目。' : '资料没有变化。'}</p>;
  }
  return (
    <table className={styles.changeTable}>
      <colgroup>
        <col className={styles.fieldColumn} />
        <col />
        <col />
        <col className={styles.actionColumn} />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">字段</th>
          <th scope="col">改前</th>
          <th scope="col">改后</th>
          <th scope="col">操作</th>
        </tr>
      </thead>
      <tbody>
        {version.changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{change.field_label}</th>
            <td className={styles.before}>{change.before ?? '（空）'}</td>
            <td>
              <span aria-hidden="true" className={styles.arrow}>
                →
              </span>
              {change.after ?? '（空）'}
            </td>
            <td className={styles.restore}>
              {props.editable ? (
                <button
                  type="button"
                  className="link-button"
                  aria-label={`把${change.field_label}恢复为「${change.before ?? '空'}」`}
                  onClick={() => props.onRestore(change)}
                >
                  恢复改前内容
                </button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
