import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { PaperListPage } from '@/features/external/components/paper-list-page';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/external/')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'board.read'),
  component: Papers,
});

function Papers() {
  const { me } = Route.useRouteContext();
  const navigate = useNavigate();
  return (
    <PaperListPage me={me} onOpen={(id) => void navigate({ to: '/external/$id', params: { id } })} />
  );
}
