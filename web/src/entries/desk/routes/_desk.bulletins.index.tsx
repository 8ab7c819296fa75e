import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { BulletinListPage } from '@/features/bulletin/components/bulletin-list-page';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/bulletins/')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'bulletin.read'),
  component: Bulletins,
});

function Bulletins() {
  const { me } = Route.useRouteContext();
  const navigate = useNavigate();
  return (
    <BulletinListPage
      me={me}
      onOpen={(id) => void navigate({ to: '/bulletins/$id', params: { id } })}
    />
  );
}
