import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { PaperNewPage } from '@/features/external/components/paper-new-page';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/external/new')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'external.record'),
  component: NewPaper,
});

function NewPaper() {
  const navigate = useNavigate();
  return (
    <PaperNewPage
      onCreated={(id) => void navigate({ to: '/external/$id', params: { id }, replace: true })}
    />
  );
}
