import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { ProjectListPage } from '@/features/project/components/project-list-page';
import { requirePermission } from '@/shared/auth/permissions';
import { listSearch } from '../search';

export const Route = createFileRoute('/_desk/projects/')({
  validateSearch: listSearch,
  beforeLoad: ({ context }) => requirePermission(context.me, 'project.read'),
  component: Projects,
});

function Projects() {
  const search = Route.useSearch();
  const { me } = Route.useRouteContext();
  const navigate = useNavigate();
  const change = useNavigate({ from: Route.fullPath });
  return (
    <ProjectListPage
      me={me}
      search={search}
      onSearch={(next, replace = false) => void change({ search: (old) => ({ ...old, ...next }), replace, resetScroll: false })}
      onOpen={(code) => void navigate({ to: '/projects/$code', params: { code } })}
      onNew={() => void navigate({ to: '/imports/new' })}
    />
  );
}
