import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { ImportListPage } from '@/features/import/components/import-list-page';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/imports/')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'import.create'),
  component: Imports,
});

function Imports() {
  const navigate = useNavigate();
  return (
    <ImportListPage
      onOpen={(id) => void navigate({ to: '/imports/$id', params: { id } })}
      onPaste={(pasted) => void navigate({ to: '/imports/new', state: { pasted } })}
    />
  );
}
