import { createFileRoute } from '@tanstack/react-router';
import { GeoPage } from '@/features/geo/components/geo-page';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/admin/geo')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'geo.manage'),
  component: GeoPage,
});
