import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Input, Segmented } from 'antd';
import { useEffect } from 'react';
import { type Me, can } from '@/shared/auth/permissions';
import { CLAIM_STATE } from '@/shared/domain/claim';
import { switchKeys, useKeys, useKeysOn } from '@/shared/hooks/use-keys';
import { listQueries } from '@/shared/list/api';
import { type Filter, readFilters, writeFilters } from '@/shared/list/filter';
import { FilterBar, Page } from '@/ui-desk/page';
import { AddFilter, FilterChips } from '@/ui-desk/record-list/filters';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { type ClaimSearch, claimQueries } from '../api';
import { type ClaimState, afterDecision, neighbour } from '../model';
import { BatchBar } from './batch-bar';
import { ClaimDetail } from './claim-detail';
import { ClaimList } from './claim-list';
import styles from './recognition-page.module.css';

export type RecognitionView = {
  state?: ClaimState | 'all' | undefined;
  /** Filters, as the address of the list of claims writes them. */
  f?: string | undefined;
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
  const definition = useQuery(listQueries.definition('claim')).data;
  const filters = definition && view.f ? readFilters(view.f, definition) : [];
  const setFilters = (next: readonly Filter[]) =>
    onView({ f: writeFilters(next) || undefined, claim: undefined });
  const search: ClaimSearch = { state, filters, import: view.import, q: view.q ?? '' };
  // Filters can be read once the columns are known.
  const query = useInfiniteQuery({
    ...claimQueries.queue(search),
    enabled: definition !== undefined || view.f === undefined,
  });
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

  const filtered = Boolean(view.f ?? view.import ?? view.q);
  const clear = () => onView({ f: undefined, import: undefined, q: undefined, claim: undefined });

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
        <Input.Search
          key={view.q ?? ''}
          aria-label="按项目名称查找"
          placeholder="项目名称"
          allowClear
          style={{ width: 200 }}
          defaultValue={view.q ?? ''}
          onSearch={(q) => onView({ q: q.trim() || undefined, claim: undefined })}
        />
        {definition ? (
          <>
            <AddFilter
              definition={definition}
              skip={['state']}
              filters={filters}
              onChange={setFilters}
            />
            <FilterChips
              definition={definition}
              filters={filters}
              onChange={setFilters}
              onClear={() => setFilters([])}
            />
          </>
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
