import { createFileRoute, useRouter } from '@tanstack/react-router';
import { PasswordPage } from '@/features/identity/components/password-page';

export const Route = createFileRoute('/_desk/password')({ component: Password });

function Password() {
  const { me } = Route.useRouteContext();
  const router = useRouter();
  return (
    <PasswordPage
      forced={me.must_change_password}
      onDone={() => {
        void router.invalidate().then(() => router.navigate({ to: '/' }));
      }}
    />
  );
}
