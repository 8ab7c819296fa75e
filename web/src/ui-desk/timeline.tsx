import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import type { components } from '@/shared/api/schema';
import { CLAIM_STATE, OUTCOME_TONE, SOURCE_KIND, type Tone } from '@/shared/domain/claim';
import { STAGES } from '@/shared/domain/stage';
import { formatPeriod } from '@/shared/format/date';
import { type TimelineEntry, type TimelineShow, actsOf, shownEntries } from '@/shared/domain/timeline';
import { ClaimDrawer, claimAmount } from './claim-drawer';
import { Empty } from './states';
import { Tag } from './tag';
import styles from './timeline.module.css';

export type { TimelineShow } from '@/shared/domain/timeline';

type Claim = components['schemas']['Claim'];

const SHOWS: { value: TimelineShow | 'all'; label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'claims', label: '申报与认定' },
  { value: 'stages', label: '阶段' },
  { value: 'facts', label: '资料' },
];

/** At first so many acts are shown; older ones on demand. */
const FIRST = 30;

/** What happened, newest first, by day; everything that was reported opens to where it came from. */
export function Timeline(props: {
  items: readonly TimelineEntry[];
  show: TimelineShow | undefined;
  onShow: (show: TimelineShow | undefined) => void;
  /** Names the project of each entry, where there are several. */
  named?: (entry: TimelineEntry) => ReactNode;
}) {
  const [open, setOpen] = useState<Claim | null>(null);
  const [all, setAll] = useState(false);
  const acts = actsOf(shownEntries(props.items, props.show));
  const seen = all ? acts : acts.slice(0, FIRST);
  return (
    <>
      <div className={styles.bar}>
        <Segmented<TimelineShow | 'all'>
          aria-label="显示"
          value={props.show ?? 'all'}
          options={SHOWS}
          onChange={(value) => props.onShow(value === 'all' ? undefined : value)}
        />
      </div>
      {acts.length === 0 ? (
        <Empty title="这里还没有记录" hint="申报、认定、阶段变动和资料修改会按时间列出。" />
      ) : (
        <ol className={styles.days}>
          {seen.map((act, index) => (
            <li key={act.key} className={styles.act}>
              <div className={styles.day}>{seen[index - 1]?.day === act.day ? '' : act.day}</div>
              <div className={styles.body}>
                <p className={styles.who}>
                  <time dateTime={act.at}>{act.time}</time> {act.by}
                </p>
                <ul>
                  {act.entries.map((entry, place) => (
                    <li key={place} className={styles.line}>
                      <Line entry={entry} onOpen={setOpen} />
                      {props.named ? <span className={styles.project}>{props.named(entry)}</span> : null}
                    </li>
                  ))}
                </ul>
              </div>
            </li>
          ))}
        </ol>
      )}
      {seen.length < acts.length ? (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          显示更早的 {acts.length - seen.length} 次
        </button>
      ) : null}
      {open ? <ClaimDrawer claim={open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function Mark({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={styles.mark}>
      <Tag tone={tone}>{children}</Tag>
    </span>
  );
}

function Line({ entry, onOpen }: { entry: TimelineEntry; onOpen: (claim: Claim) => void }) {
  const { event } = entry;
  if (event.kind === 'claim') {
    const { source, state, state_label: label } = event.claim;
    return (
      <>
        <Mark tone="brand">申报</Mark>
        <ClaimButton claim={event.claim} onOpen={onOpen} />
        <span className={styles.source}>
          {source.cell ? `${source.sheet}!${source.cell}` : SOURCE_KIND[source.kind]}
        </span>
        <Tag tone={CLAIM_STATE[state].tone}>{label}</Tag>
      </>
    );
  }
  if (event.kind === 'stage_move') {
    return (
      <>
        <Mark tone="teal">阶段</Mark>
        <span>
          {STAGES[event.from].label} → <b>{STAGES[event.to].label}</b>
        </span>
      </>
    );
  }
  if (event.kind === 'facts') {
    return (
      <>
        <Mark tone="neutral">{event.imported ? '导入' : '资料'}</Mark>
        <span>
          {event.version === 1 ? `建立项目，${event.cause}` : event.cause}
          {event.changes.length > 0 ? <span className={styles.reason}>：{changesText(event.changes)}</span> : null}
        </span>
      </>
    );
  }
  const withdrawn = event.kind === 'withdrawal';
  return (
    <>
      <Mark tone={withdrawn ? 'neutral' : OUTCOME_TONE[event.verdict.outcome]}>
        {withdrawn ? '撤回' : event.verdict.outcome_label}
      </Mark>
      <ClaimButton claim={event.claim} onOpen={onOpen} />
      <span className={styles.reason}>{withdrawn ? event.reason : event.verdict.reason}</span>
    </>
  );
}

function changesText(changes: readonly components['schemas']['FactChange'][]): string {
  return changes
    .map(({ field_label: label, before, after }) => `${label} ${before ?? '（空）'} → ${after ?? '（空）'}`)
    .join('；');
}

function ClaimButton({ claim, onOpen }: { claim: Claim; onOpen: (claim: Claim) => void }) {
  return (
    <button type="button" className="link-button" onClick={() => onOpen(claim)}>
      {claim.kind_label} {claimAmount(claim)}
      <span className={styles.period}>
        （{formatPeriod(claim.period)}
        {claim.opening ? '期初累计' : ''}）
      </span>
    </button>
  );
}
