import { createFileRoute, useNavigate } from '@tanstack/react-router';
import * as v from 'valibot';
import { ImportPage } from '@/features/import/components/import-page';
import { requirePermission } from '@/shared/auth/permissions';
import { oneOf } from '../search';

export const Route = createFileRoute('/_desk/imports/$id')({
  validateSearch: v.object({
    tab: oneOf(['plan', 'problems', 'rows', 'columns']),
    filter: oneOf(['all', 'problems', 'terminated']),
  }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'import.create'),
  component: OneImport,
});

function OneImport() {
  const { id } = Route.useParams();
  const view = Route.useSearch();
  const { me } = Route.useRouteContext();
  const navigate = useNavigate({ from: Route.fullPath });
  return (
    <ImportPage
      key={id}
      id={id}
      me={me}
      view={view}
      onView={(change) =>
        void navigate({ search: (old) => ({ ...old, ...change }), replace: true })
      }
      onGone={() => void navigate({ to: '/imports' })}
    />
  );
}
