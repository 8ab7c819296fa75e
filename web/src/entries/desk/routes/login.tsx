import { createFileRoute, useRouter } from '@tanstack/react-router';
import * as v from 'valibot';
import { LoginPage } from '@/features/identity/components/login-page';
import { landingPath, safeTarget } from '@/features/identity/model';

export const Route = createFileRoute('/login')({
  validateSearch: v.object({
    next: v.optional(v.fallback(v.string(), '')),
    expired: v.optional(v.fallback(v.boolean(), false)),
  }),
  component: Login,
});

function Login() {
  const { next, expired } = Route.useSearch();
  const router = useRouter();
  return (
    <LoginPage
      expired={expired ?? false}
      onLoggedIn={(me) => {
        const target = me.must_change_password ? null : safeTarget(next);
        if (target) router.history.push(target);
        else void router.navigate({ to: landingPath(me) });
      }}
    />
  );
}
