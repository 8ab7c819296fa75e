import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, createFileRoute, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { onPasswordChangeRequired } from '@/shared/api/client';
import { meQuery } from '@/shared/api/me';
import { useLogOut } from '@/features/identity/api';
import { Shell } from '../shell/shell';
import { signedIn, useSessionEnd } from '../signed-in';

export const Route = createFileRoute('/_desk')({
  beforeLoad: async ({ context, location }) => ({ me: await signedIn(context.queryClient, location) }),
  component: Desk,
});

function Desk() {
  const { data: me } = useSuspenseQuery(meQuery());
  const router = useRouter();
  const queries = useQueryClient();
  const logOut = useLogOut();

  useSessionEnd();
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
