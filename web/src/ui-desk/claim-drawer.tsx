import type { components } from '@/shared/api/schema';
import { CLAIM_STATE } from '@/shared/domain/claim';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { Facts } from './facts';
import { SideDrawer } from './side-drawer';
import { SourceView } from './source-cell';
import { Tag } from './tag';
import styles from './claim-drawer.module.css';

type Claim = components['schemas']['Claim'];

/** An amount of a claim with its currency; the date of one that has none. */
export function claimAmount(claim: Pick<Claim, 'amount' | 'approximate' | 'currency' | 'occurred_on'>): string {
  if (claim.amount === null) return claim.occurred_on ?? '';
  return `${claim.approximate ? '约 ' : ''}${formatWan(claim.amount)} 万${claim.currency === 'USD' ? '美元' : '元'}`;
}

/** One claim with what was decided on it and the cell that it was read from. */
export function ClaimDrawer({ claim, onClose }: { claim: Claim; onClose: () => void }) {
  return (
    <SideDrawer
      open
      size={720}
      title={`${claim.kind_label}申报：${claim.project.name}`}
      onClose={onClose}
    >
      <div className={styles.body}>
        <Facts
          columns={3}
          items={[
            {
              label: '状态',
              value: <Tag tone={CLAIM_STATE[claim.state].tone}>{claim.state_label}</Tag>,
            },
            { label: '金额', value: claim.amount === null ? null : claimAmount(claim) },
            { label: '账期', value: `${formatPeriod(claim.period)}${claim.opening ? '（期初累计）' : ''}` },
            { label: '发生日期', value: claim.occurred_on },
            { label: '资金来源', value: claim.origin_label },
            { label: '申报', value: `${claim.reported_by}，${formatInstant(claim.reported_at)}` },
          ]}
        />
        <section>
          <h3 className={styles.head}>认定</h3>
          {claim.verdicts.length === 0 ? (
            <p className={styles.quiet}>尚未认定。</p>
          ) : (
            <ol className={styles.verdicts}>
              {claim.verdicts.map((verdict) => (
                <li key={verdict.at}>
                  {verdict.outcome_label}
                  {verdict.amount === null ? '' : ` ${claimAmount({ ...claim, amount: verdict.amount, approximate: false })}`}
                  {verdict.reason ? `：${verdict.reason}` : ''}
                  <span className={styles.quiet}>
                    {verdict.by}，{formatInstant(verdict.at)}
                  </span>
                </li>
              ))}
            </ol>
          )}
        </section>
        <section>
          <h3 className={styles.head}>出处</h3>
          <SourceView source={claim.source} />
        </section>
      </div>
    </SideDrawer>
  );
}
