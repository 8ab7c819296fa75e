import { createFileRoute, useNavigate } from '@tanstack/react-router';
import * as v from 'valibot';
import { RecognitionPage } from '@/features/claim/components/recognition-page';
import { requirePermission } from '@/shared/auth/permissions';
import { oneOf, text } from '../search';

export const Route = createFileRoute('/_desk/recognition')({
  validateSearch: v.object({
    state: oneOf(['pending', 'recognised', 'returned', 'rejected', 'withdrawn', 'replaced', 'historical', 'all']),
    f: text,
    import: text,
    q: text,
    claim: text,
  }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'claim.read'),
  component: Recognition,
});

function Recognition() {
  const view = Route.useSearch();
  const { me } = Route.useRouteContext();
  const navigate = useNavigate({ from: Route.fullPath });
  return (
    <RecognitionPage
      me={me}
      view={view}
      onView={(change) =>
        void navigate({ search: (old) => ({ ...old, ...change }), replace: true })
      }
    />
  );
}
