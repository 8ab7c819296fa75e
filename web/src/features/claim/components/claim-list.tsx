import { CLAIM_STATE } from '@/shared/domain/claim';
import { formatPeriod } from '@/shared/format/date';
import { MoreFoot } from '@/ui-desk/more-foot';
import { Tag } from '@/ui-desk/tag';
import { type Claim, claimText, failedChecks } from '../model';
import styles from './claim-list.module.css';

export function ClaimList(props: {
  claims: readonly Claim[];
  current: string | null;
  total: number | null;
  query: Parameters<typeof MoreFoot>[0]['query'];
  onOpen: (id: string) => void;
}) {
  return (
    <>
      <ul>
        {props.claims.map((claim) => {
          const failed = failedChecks(claim);
          return (
            <li key={claim.id} id={`claim-${claim.id}`}>
              <button
                type="button"
                className={styles.item}
                aria-current={claim.id === props.current ? 'true' : undefined}
                onClick={() => props.onOpen(claim.id)}
              >
                <span className={styles.name}>{claim.project.name}</span>
                <span className={styles.amount}>
                  {claim.amount === null ? claim.kind_label : claimText(claim)}
                </span>
                <span className={styles.facts}>
                  {claim.project.org.short_name} · {claim.kind_label} · {formatPeriod(claim.period)}
                </span>
                <span className={styles.marks}>
                  {failed.length > 0 ? <Tag tone="warn">{failed.length} 项检查未过</Tag> : null}
                  {claim.state === 'pending' ? null : (
                    <Tag tone={CLAIM_STATE[claim.state].tone}>{CLAIM_STATE[claim.state].label}</Tag>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <div className={styles.foot}>
        <MoreFoot query={props.query} shown={props.claims.length} total={props.total} />
      </div>
    </>
  );
}
