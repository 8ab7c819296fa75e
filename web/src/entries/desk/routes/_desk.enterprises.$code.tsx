import { createFileRoute, useNavigate } from '@tanstack/react-router';
import * as v from 'valibot';
import { EnterprisePage } from '@/features/enterprise/components/enterprise-page';
import { ENTERPRISE_TABS } from '@/features/enterprise/model';
import { requirePermission } from '@/shared/auth/permissions';
import { TIMELINE_SHOWS } from '@/shared/domain/timeline';
import { oneOf } from '../search';

export const Route = createFileRoute('/_desk/enterprises/$code')({
  validateSearch: v.object({ tab: oneOf(ENTERPRISE_TABS), show: oneOf(TIMELINE_SHOWS) }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'project.read'),
  component: OneEnterprise,
});

function OneEnterprise() {
  const { code } = Route.useParams();
  const view = Route.useSearch();
  const navigate = useNavigate({ from: Route.fullPath });
  return (
    <EnterprisePage
      key={code}
      code={code}
      view={view}
      onView={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false })}
      onEnterprise={(other) => void navigate({ to: '/enterprises/$code', params: { code: other }, search: { tab: view.tab } })}
      onProject={(project) => void navigate({ to: '/projects/$code', params: { code: project } })}
    />
  );
}
