import { createFileRoute, useNavigate } from '@tanstack/react-router';
import * as v from 'valibot';
import { ProjectPage } from '@/features/project/components/project-page';
import { FACT_SECTIONS, PROJECT_TABS } from '@/features/project/model';
import { requirePermission } from '@/shared/auth/permissions';
import { TIMELINE_SHOWS } from '@/shared/domain/timeline';
import { oneOf, text } from '../search';

export const Route = createFileRoute('/_desk/projects/$code')({
  validateSearch: v.object({
    tab: oneOf(PROJECT_TABS),
    edit: oneOf(FACT_SECTIONS),
    field: text,
    show: oneOf(TIMELINE_SHOWS),
  }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'project.read'),
  component: OneProject,
});

function OneProject() {
  const { code } = Route.useParams();
  const view = Route.useSearch();
  const navigate = useNavigate({ from: Route.fullPath });
  return (
    <ProjectPage
      key={code}
      code={code}
      view={view}
      onView={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false })}
      onProject={(other) => void navigate({ to: '/projects/$code', params: { code: other }, search: { tab: view.tab } })}
    />
  );
}
