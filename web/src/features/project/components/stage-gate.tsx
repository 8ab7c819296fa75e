import { CLAIM_STATE } from '@/shared/domain/claim';
import { Panel } from '@/ui-desk/page';
import { Tag } from '@/ui-desk/tag';
import type { FactSection, StageGate } from '../model';
import styles from './project-page.module.css';

/** What a project lacks for its next stage: each missing fact leads to its field. */
export function StageGatePanel(props: {
  gate: StageGate;
  notEditable: string | null;
  onField: (section: FactSection, field: string) => void;
}) {
  const { gate } = props;
  const open = gate.missing.filter(({ unavailable }) => unavailable === null);
  const answered = gate.missing.filter(({ unavailable }) => unavailable !== null);
  return (
    <Panel title={`下一阶段：${gate.to_label}`}>
      <div className={styles.gate}>
        {open.length > 0 ? (
          <>
            <p>还缺 {open.length} 项资料：</p>
            <ul className={styles.missing}>
              {open.map(({ field, label, section }) => (
                <li key={field}>
                  {props.notEditable === null ? (
                    <button type="button" className="link-button" onClick={() => props.onField(section, field)}>
                      {label}
                    </button>
                  ) : (
                    label
                  )}
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p>资料已齐。</p>
        )}
        {answered.map(({ field, label, unavailable }) => (
          <p key={field} className={styles.quiet}>
            {label}暂无法提供：{unavailable}
          </p>
        ))}
        <p className={styles.gateClaim}>
          <span>{gate.claim_label}申报</span>
          {gate.claim_state && gate.claim_state_label ? (
            <Tag tone={CLAIM_STATE[gate.claim_state].tone}>{gate.claim_state_label}</Tag>
          ) : (
            <Tag>未申报</Tag>
          )}
        </p>
        <p className={styles.quiet}>{gate.claim_label}随台账申报入账后，项目进入「{gate.to_label}」阶段。</p>
      </div>
    </Panel>
  );
}
