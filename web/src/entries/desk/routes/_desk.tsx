import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, createFileRoute, redirect, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { onPasswordChangeRequired, onSessionExpired } from '@/shared/api/client';
import { meQuery } from '@/shared/api/me';
import { statusOf } from '@/shared/api/problem';
import { useLogOut } from '@/features/identity/api';
import { Shell } from '../shell/shell';

export const Route = createFileRoute('/_desk')({
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery()).catch((error: unknown) => {
      if (statusOf(error) !== 401) throw error;
      const next = `/desk${location.href}`;
      throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { next } });
    });
    if (me.must_change_password && location.pathname !== '/password') {
      throw redirect({ to: '/password' });
    }
    return { me };
  },
  component: Desk,
});

function Desk() {
  const { data: me } = useSuspenseQuery(meQuery());
  const router = useRouter();
  const queries = useQueryClient();
  const logOut = useLogOut();

  useEffect(
    () =>
      onSessionExpired(() => {
        const next = router.history.location.href;
        queries.clear();
        void router.navigate({ to: '/login', search: { next, expired: true } });
      }),
    [router, queries],
  );

  useEffect(
    () =>
      onPasswordChangeRequired(() => {
        void queries
          .invalidateQueries({ queryKey: meQuery().queryKey })
          .then(() => router.navigate({ to: '/password' }));
      }),
    [router, queries],
  );

  return (
    <Shell
      me={me}
      onLogOut={() =>
        logOut.mutate(undefined, { onSettled: () => void router.navigate({ to: '/login' }) })
      }
    >
      <Outlet />
    </Shell>
  );
}
