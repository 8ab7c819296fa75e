import { createFileRoute } from '@tanstack/react-router';
import { AuditPage } from '@/features/audit/components/audit-page';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/admin/audit')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'audit.read'),
  component: AuditPage,
});
