import { createFileRoute, useNavigate } from '@tanstack/react-router';
import * as v from 'valibot';
import { BoardPage } from '@/features/indicator/components/board-page';
import { requirePermission } from '@/shared/auth/permissions';
import { oneOf, period, someOf, text } from '../search';

export const Route = createFileRoute('/_desk/stats')({
  validateSearch: v.object({
    period,
    level: oneOf(['recognised', 'reported']),
    as_of: text,
    show: oneOf(['table', 'charts', 'map']),
    columns: someOf(['month', 'cumulative', 'last', 'growth']),
    sort: text,
    indicator: text,
    unit: text,
    figure: text,
  }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'board.read'),
  component: Stats,
});

function Stats() {
  const search = Route.useSearch();
  const { me } = Route.useRouteContext();
  const navigate = useNavigate({ from: Route.fullPath });
  return (
    <BoardPage
      view={{
        ...search,
        period: search.period ?? me.default_period,
        level: search.level ?? 'recognised',
      }}
      onView={(change, keepPlace = false) =>
        void navigate({
          search: (old) => ({ ...old, ...change }),
          resetScroll: !keepPlace,
        })
      }
    />
  );
}
