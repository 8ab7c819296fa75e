import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { type Me, can } from '@/shared/auth/permissions';
import { CLAIM_STATE, OUTCOME_TONE } from '@/shared/domain/claim';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { Facts } from '@/ui-desk/facts';
import { SourceView } from '@/ui-desk/source-cell';
import { ErrorBlock, Notice, Skeleton } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { claimQueries } from '../api';
import { type Claim, claimText, isMoney } from '../model';
import styles from './claim-detail.module.css';
import { ReasonDialog } from './reason-dialog';
import { VerdictForm } from './verdict-form';

export function ClaimDetail(props: { id: string; me: Me; onDecided: () => void }) {
  const query = useQuery(claimQueries.one(props.id));
  if (query.isPending) return <Skeleton rows={8} />;
  if (query.isError) return <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />;
  const claim = query.data;
  return (
    <>
      <div className={styles.body}>
        <header className={styles.head}>
          <h2>{claim.project.name}</h2>
          <Tag tone={CLAIM_STATE[claim.state].tone}>{CLAIM_STATE[claim.state].label}</Tag>
        </header>
        <Facts
          columns={4}
          items={[
            { label: '事项', value: <b>{claim.kind_label}</b> },
            isMoney(claim.kind) || claim.amount !== null
              ? { label: '申报金额', value: <b className="nowrap">{claimText(claim)}</b> }
              : { label: '发生日期', value: claim.occurred_on },
            { label: '计入账期', value: formatPeriod(claim.period) },
            { label: '单位', value: claim.project.org.name },
            { label: '投资方', value: claim.project.investor },
            {
              label: '项目编号',
              value: (
                <Link to="/projects/$code" params={{ code: claim.project.code }}>
                  {claim.project.code}
                </Link>
              ),
            },
            { label: '申报人', value: claim.reported_by },
            { label: '申报时间', value: formatInstant(claim.reported_at) },
            ...(claim.amount === null
              ? []
              : [
                  { label: '类别', value: claim.class_label },
                  { label: '资金来源', value: claim.origin_label },
                ]),
            ...(claim.opening ? [{ label: '期初', value: '计入累计，不计入当月' }] : []),
          ]}
        />
        <Checks claim={claim} />
        <section>
          <h3>出处</h3>
          <SourceView source={claim.source} />
        </section>
        {claim.verdicts.length > 0 ? (
          <section>
            <h3>认定记录</h3>
            <ol className={styles.verdicts}>
              {claim.verdicts.map((verdict) => (
                <li key={`${verdict.at}${verdict.outcome}`}>
                  <Tag tone={OUTCOME_TONE[verdict.outcome]}>{verdict.outcome_label}</Tag>
                  <span>
                    {verdict.by}，{formatInstant(verdict.at)}
                  </span>
                  {verdict.amount === null ? null : <span>{formatWan(verdict.amount)} 万元</span>}
                  {verdict.reason ? <span>理由：{verdict.reason}</span> : null}
                </li>
              ))}
            </ol>
          </section>
        ) : null}
      </div>
      {claim.decidable && can(props.me, 'claim.decide') ? (
        claim.state === 'recognised' ? (
          <Revoke claim={claim} onDecided={props.onDecided} />
        ) : (
          <VerdictForm claim={claim} onDecided={props.onDecided} />
        )
      ) : claim.not_decidable_reason ? (
        <div className={styles.reason}>
          <Notice tone="brand" title="您不能办理这一条">
            {claim.not_decidable_reason}
          </Notice>
        </div>
      ) : null}
    </>
  );
}

/** A recognition can be taken back; the figure then loses it from that moment on. */
function Revoke({ claim, onDecided }: { claim: Claim; onDecided: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <div className={styles.reason}>
      <Button onClick={() => setAsking(true)}>撤销认定</Button>
      {asking ? (
        <ReasonDialog
          claim={claim}
          outcome="revoked"
          onClose={() => setAsking(false)}
          onDecided={onDecided}
        />
      ) : null}
    </div>
  );
}

function Checks({ claim }: { claim: Claim }) {
  if (claim.checks.length === 0) return null;
  return (
    <section>
      <h3>自动检查</h3>
      <ul className={styles.checks}>
        {[...claim.checks]
          .sort((a, b) => Number(a.passed) - Number(b.passed))
          .map((check) => (
          <li key={check.rule} className={check.passed ? styles.passed : styles.failed}>
            <span aria-hidden="true">{check.passed ? '✓' : '!'}</span>
            <span className="sr-only">{check.passed ? '通过：' : '未通过：'}</span>
            <span>{check.message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
