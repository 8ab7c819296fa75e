import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { ClaimListPage } from '@/features/claim/components/claim-list-page';
import { requirePermission } from '@/shared/auth/permissions';
import { listSearch } from '../search';

export const Route = createFileRoute('/_desk/claims')({
  validateSearch: listSearch,
  beforeLoad: ({ context }) => requirePermission(context.me, 'claim.read'),
  component: Claims,
});

function Claims() {
  const search = Route.useSearch();
  const { me } = Route.useRouteContext();
  const navigate = useNavigate();
  const change = useNavigate({ from: Route.fullPath });
  return (
    <ClaimListPage
      me={me}
      search={search}
      onSearch={(next, replace = false) => void change({ search: (old) => ({ ...old, ...next }), replace, resetScroll: false })}
      onOpen={(claim) => void navigate({ to: '/recognition', search: { state: 'all', claim } })}
    />
  );
}
