import { createFileRoute, useNavigate } from '@tanstack/react-router';
import * as v from 'valibot';
import { WallPage } from '@/features/indicator/components/wall-page';
import { requirePermission } from '@/shared/auth/permissions';
import { oneOf, period, text } from '../search';
import { signedIn, useSessionEnd } from '../signed-in';

export const Route = createFileRoute('/wall/board')({
  validateSearch: v.object({ period, level: oneOf(['recognised', 'reported']), indicator: text, figure: text }),
  beforeLoad: async ({ context, location }) => {
    const me = await signedIn(context.queryClient, location);
    requirePermission(me, 'board.read');
    return { me };
  },
  component: Wall,
});

function Wall() {
  const search = Route.useSearch();
  const { me } = Route.useRouteContext();
  const navigate = useNavigate({ from: Route.fullPath });
  useSessionEnd();
  return (
    <WallPage
      view={{
        ...search,
        period: search.period ?? me.default_period,
        level: search.level ?? 'recognised',
      }}
      demonstration={me.demonstration}
      onView={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
    />
  );
}
