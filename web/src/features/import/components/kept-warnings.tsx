import { Input } from 'antd';
import { SEVERITY } from '@/shared/domain/import';
import { formatCount } from '@/shared/format/count';
import { Panel } from '@/ui-desk/page';
import { Tag } from '@/ui-desk/tag';
import type { StandingWarning } from '../model';
import styles from './kept-warnings.module.css';

/** Warnings that are kept and whose reason is still missing. */
export function missingReasons(
  warnings: readonly StandingWarning[],
  reasons: Readonly<Record<string, string>>,
): StandingWarning[] {
  return warnings.filter(({ rule, needs_reason }) => needs_reason && !reasons[rule]?.trim());
}

/** Warnings that stay as they are, each with the reason why. */
export function KeptWarnings(props: {
  warnings: readonly StandingWarning[];
  reasons: Readonly<Record<string, string>>;
  onReasons: (reasons: Record<string, string>) => void;
}) {
  const { warnings, reasons, onReasons } = props;
  return (
    <Panel title="没有改的地方">
      <p className={styles.hint}>没有读成数的格按「未知」处理，不当作零。理由随这次导入留存，审核人看得到。</p>
      <ul>
        {warnings.map(({ rule, label, severity, count, needs_reason: needed }) => (
          <li key={rule} className={styles.warning}>
            <label htmlFor={`reason-${rule}`}>
              <Tag tone={SEVERITY[severity].tone}>{SEVERITY[severity].label}</Tag> <b>{label}</b> {formatCount(count)} 处
              {needed ? <span className={styles.needed}>须写理由</span> : null}
            </label>
            {needed ? (
              <Input
                id={`reason-${rule}`}
                value={reasons[rule] ?? ''}
                maxLength={500}
                placeholder="如：已与企业核实，金额无误"
                onChange={(event) => onReasons({ ...reasons, [rule]: event.target.value })}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
