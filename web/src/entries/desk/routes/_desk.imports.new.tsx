import { createFileRoute, useLocation, useNavigate } from '@tanstack/react-router';
import { ImportNewPage } from '@/features/import/components/import-new-page';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/imports/new')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'import.create'),
  component: NewImport,
});

function NewImport() {
  const { me } = Route.useRouteContext();
  const navigate = useNavigate();
  const { pasted } = useLocation().state;
  return (
    <ImportNewPage
      period={me.default_period}
      pasted={pasted ?? ''}
      onCreated={(id) => void navigate({ to: '/imports/$id', params: { id } })}
    />
  );
}
