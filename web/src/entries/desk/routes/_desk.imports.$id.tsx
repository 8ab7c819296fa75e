import { Outlet, createFileRoute } from '@tanstack/react-router';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/imports/$id')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'import.create'),
  component: Outlet,
});
