import { createFileRoute } from '@tanstack/react-router';
import { PaperPage } from '@/features/external/components/paper-page';
import { requirePermission } from '@/shared/auth/permissions';
import { shiftYear } from '@/shared/format/date';

export const Route = createFileRoute('/_desk/external/$id')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'board.read'),
  component: OnePaper,
});

function OnePaper() {
  const { id } = Route.useParams();
  const { me } = Route.useRouteContext();
  return <PaperPage key={id} me={me} id={id} period={shiftYear(me.default_period, -1)} />;
}
