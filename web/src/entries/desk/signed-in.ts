import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { redirect, useRouter, type ParsedLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { onSessionExpired } from '@/shared/api/client';
import { meQuery } from '@/shared/api/me';
import { statusOf } from '@/shared/api/problem';
import type { Me } from '@/shared/auth/permissions';

/** Who is logged in, before a page is shown; whoever is not goes to the log-in page and comes back. */
export async function signedIn(queries: QueryClient, location: ParsedLocation): Promise<Me> {
  const me = await queries.ensureQueryData(meQuery()).catch((error: unknown) => {
    if (statusOf(error) !== 401) throw error;
    const next = `/desk${location.href}`;
    throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { next } });
  });
  if (me.must_change_password && location.pathname !== '/password') {
    throw redirect({ to: '/password' });
  }
  return me;
}

/** Goes to the log-in page when the session ends under an open page. */
export function useSessionEnd(): void {
  const router = useRouter();
  const queries = useQueryClient();
  useEffect(
    () =>
      onSessionExpired(() => {
        const next = router.history.location.href;
        queries.clear();
        void router.navigate({ to: '/login', search: { next, expired: true } });
      }),
    [router, queries],
  );
}
