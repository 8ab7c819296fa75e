import { createFileRoute, useNavigate } from '@tanstack/react-router';
import * as v from 'valibot';
import { ProjectListPage } from '@/features/project/components/project-list-page';
import { requirePermission } from '@/shared/auth/permissions';
import { oneOf, text } from '../search';

export const Route = createFileRoute('/_desk/projects/')({
  validateSearch: v.object({ q: text, org: text, status: oneOf(['active', 'terminated', 'all']) }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'project.read'),
  component: Projects,
});

function Projects() {
  const view = Route.useSearch();
  const navigate = useNavigate({ from: Route.fullPath });
  return (
    <ProjectListPage
      view={view}
      onView={(change) => void navigate({ search: (old) => ({ ...old, ...change }) })}
      onOpen={(code) => void navigate({ to: '/projects/$code', params: { code } })}
    />
  );
}
