import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { EnterpriseListPage } from '@/features/enterprise/components/enterprise-list-page';
import { requirePermission } from '@/shared/auth/permissions';
import { listSearch } from '../search';

export const Route = createFileRoute('/_desk/enterprises/')({
  validateSearch: listSearch,
  beforeLoad: ({ context }) => requirePermission(context.me, 'project.read'),
  component: Enterprises,
});

function Enterprises() {
  const search = Route.useSearch();
  const navigate = useNavigate();
  const change = useNavigate({ from: Route.fullPath });
  return (
    <EnterpriseListPage
      search={search}
      onSearch={(next, replace = false) => void change({ search: (old) => ({ ...old, ...next }), replace, resetScroll: false })}
      onOpen={(code) => void navigate({ to: '/enterprises/$code', params: { code } })}
    />
  );
}
