import { createFileRoute } from '@tanstack/react-router';
import { UsersPage } from '@/features/identity/components/users-page';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/admin/users')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'user.manage'),
  component: Users,
});

function Users() {
  const { me } = Route.useRouteContext();
  return <UsersPage myId={me.user_id} />;
}
