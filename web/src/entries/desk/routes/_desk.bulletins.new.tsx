import { createFileRoute, useNavigate } from '@tanstack/react-router';
import * as v from 'valibot';
import { BulletinNewPage } from '@/features/bulletin/components/bulletin-new-page';
import { FigurePreview } from '@/features/indicator/components/figure-preview';
import { requirePermission } from '@/shared/auth/permissions';
import { oneOf, period } from '../search';

export const Route = createFileRoute('/_desk/bulletins/new')({
  validateSearch: v.object({ period, level: oneOf(['recognised', 'reported']) }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'bulletin.issue'),
  component: NewBulletin,
});

function NewBulletin() {
  const view = Route.useSearch();
  const { me } = Route.useRouteContext();
  const navigate = useNavigate({ from: Route.fullPath });
  const search = { period: view.period ?? me.default_period, level: view.level ?? 'recognised' } as const;
  return (
    <BulletinNewPage
      {...search}
      onView={(change) =>
        void navigate({ search: (old) => ({ ...old, ...change }), replace: true })
      }
      onIssued={(id) => void navigate({ to: '/bulletins/$id', params: { id } })}
      figures={<FigurePreview search={search} />}
    />
  );
}
