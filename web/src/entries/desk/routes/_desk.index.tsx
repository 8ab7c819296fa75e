import { createFileRoute, redirect } from '@tanstack/react-router';
import { landingPath } from '@/features/identity/model';

export const Route = createFileRoute('/_desk/')({
  beforeLoad: ({ context }) => {
    throw redirect({ to: landingPath(context.me), replace: true });
  },
});
