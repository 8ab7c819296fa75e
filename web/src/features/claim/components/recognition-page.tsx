import { useInfiniteQuery } from '@tanstack/react-query';
import { Input, Segmented, Select } from 'antd';
import { useEffect } from 'react';
import { type Me, can } from '@/shared/auth/permissions';
import { CLAIM_KINDS, CLAIM_STATE } from '@/shared/domain/claim';
import { switchKeys, useKeys, useKeysOn } from '@/shared/hooks/use-keys';
import { OrgSelect } from '@/ui-desk/org-select';
import { FilterBar, Page } from '@/ui-desk/page';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { type ClaimSearch, claimQueries } from '../api';
import { type ClaimKind, type ClaimState, afterDecision, neighbour } from '../model';
import { BatchBar } from './batch-bar';
import { ClaimDetail } from './claim-detail';
import { ClaimList } from './claim-list';
import styles from './recognition-page.module.css';

export type RecognitionView = {
  state?: ClaimState | 'all' | undefined;
  org?: string | undefined;
  kind?: ClaimKind | undefined;
  import?: string | undefined;
  q?: string | undefined;
  claim?: string | undefined;
};

const STATES = (['pending', 'recognised', 'returned', 'rejected', 'all'] as const).map((value) => ({
  value,
  label: value === 'all' ? '全部' : CLAIM_STATE[value].label,
}));

export function RecognitionPage(props: {
  me: Me;
  view: RecognitionView;
  onView: (change: Partial<RecognitionView>) => void;
}) {
  const { view, onView, me } = props;
  const state = view.state ?? 'pending';
  const keysOn = useKeysOn();
  const search: ClaimSearch = {
    state,
    org: view.org,
    kind: view.kind,
    import: view.import,
    q: view.q,
  };
  const query = useInfiniteQuery(claimQueries.list(search));
  const claims = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total ?? null;
  const ids = claims.map((claim) => claim.id);
  const current = view.claim ?? ids[0] ?? null;
  const move = (step: 1 | -1) => {
    const next = neighbour(ids, current, step);
    if (next && next !== current) onView({ claim: next });
    const nearEnd = current !== null && ids.indexOf(current) >= ids.length - 5;
    if (nearEnd && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  useKeys(
    {
      j: { label: '下一条申报', run: () => move(1) },
      k: { label: '上一条申报', run: () => move(-1) },
    },
    '认定',
  );
  useEffect(() => {
    document.getElementById(`claim-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const filtered = Boolean(view.org ?? view.kind ?? view.import ?? view.q);
  const clear = () =>
    onView({ org: undefined, kind: undefined, import: undefined, q: undefined, claim: undefined });

  return (
    <Page
      title="认定"
      fill
      note={
        <>
          <span>申报经认定才计入已认定的数。</span>
          {keysOn ? (
            <span>
              <kbd>J</kbd> <kbd>K</kbd> 下一条、上一条
              {can(me, 'claim.decide') ? (
                <>
                  {'　'}
                  <kbd>A</kbd> 通过{'　'}
                  <kbd>R</kbd> 退回
                </>
              ) : null}
            </span>
          ) : null}
          <button type="button" className="link-button" onClick={() => switchKeys(!keysOn)}>
            {keysOn ? '关闭单键操作' : '打开单键操作'}
          </button>
        </>
      }
    >
      <FilterBar result={total === null ? null : `${total} 条`}>
        <Segmented
          aria-label="状态"
          value={state}
          options={STATES}
          onChange={(value) => onView({ state: value, claim: undefined })}
        />
        <OrgSelect
          label="单位"
          all="全部单位"
          unitsOnly
          value={view.org}
          onChange={(org) => onView({ org, claim: undefined })}
        />
        <Select<ClaimKind | ''>
          aria-label="事项"
          style={{ width: 136 }}
          value={view.kind ?? ''}
          options={[
            { value: '', label: '全部事项' },
            ...CLAIM_KINDS.map(({ code, label }) => ({ value: code, label })),
          ]}
          onChange={(kind) => onView({ kind: kind || undefined, claim: undefined })}
        />
        <Input.Search
          key={view.q ?? ''}
          aria-label="按项目名称查找"
          placeholder="项目名称"
          allowClear
          style={{ width: 200 }}
          defaultValue={view.q ?? ''}
          onSearch={(q) => onView({ q: q.trim() || undefined, claim: undefined })}
        />
        {filtered ? (
          <button type="button" className="link-button" onClick={clear}>
            清除筛选
          </button>
        ) : null}
      </FilterBar>
      {view.import ? (
        <BatchBar importId={view.import} me={me} onAll={() => onView({ import: undefined })} />
      ) : null}
      <div className={styles.split}>
        <section className={styles.list} aria-label="申报">
          {query.isPending ? (
            <Skeleton rows={8} />
          ) : query.isError ? (
            <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
          ) : claims.length === 0 ? (
            filtered ? (
              <Empty
                title="没有符合筛选的申报"
                action={
                  <button type="button" className="link-button" onClick={clear}>
                    清除筛选
                  </button>
                }
              />
            ) : (
              <Empty
                title={state === 'pending' ? '没有待认定的申报' : '还没有这样的申报'}
                hint="各单位的台账入账之后，签约、开工、到位资金等申报会出现在这里。"
              />
            )
          ) : (
            <ClaimList
              claims={claims}
              current={current}
              query={query}
              total={total}
              onOpen={(claim) => onView({ claim })}
            />
          )}
        </section>
        <section className={styles.detail} aria-label="申报详情">
          {current ? (
            <ClaimDetail
              key={current}
              id={current}
              me={me}
              onDecided={() => {
                // In the list of what waits the claim is gone now; go on with the next one.
                if (state === 'pending') onView({ claim: afterDecision(ids, current) ?? undefined });
              }}
            />
          ) : null}
        </section>
      </div>
    </Page>
  );
}
