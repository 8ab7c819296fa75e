import { createFileRoute } from '@tanstack/react-router';
import { ProjectPage } from '@/features/project/components/project-page';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/projects/$code')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'project.read'),
  component: OneProject,
});

function OneProject() {
  const { code } = Route.useParams();
  return <ProjectPage key={code} code={code} />;
}
