import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { meQuery } from '@/shared/api/me';
import type { NewUser, UserChange } from './model';

export const demonstrationQuery = () =>
  queryOptions({
    queryKey: ['session', 'demonstration'],
    queryFn: () => unwrap(client.GET('/api/v1/demonstration')),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const usersQuery = () =>
  queryOptions({
    queryKey: ['users', 'list'],
    queryFn: () => unwrap(client.GET('/api/v1/users')),
  });

export const rolesQuery = () =>
  queryOptions({
    queryKey: ['roles', 'list'],
    queryFn: () => unwrap(client.GET('/api/v1/roles')),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useLogIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { account: string; password: string }) =>
      unwrap(client.POST('/api/v1/session', { body })),
    onSuccess: (me) => {
      // Nothing of the person before may be seen by the next one.
      queries.clear();
      queries.setQueryData(meQuery().queryKey, me);
    },
  });
}

export function useLogOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(client.DELETE('/api/v1/session')),
    onSettled: () => queries.clear(),
  });
}

export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { old_password: string; new_password: string }) =>
      unwrap(client.PUT('/api/v1/session/password', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: meQuery().queryKey }),
  });
}

export function useCreateUser() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewUser) => unwrap(client.POST('/api/v1/users', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
}

export function useUpdateUser() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: UserChange }) =>
      unwrap(client.PUT('/api/v1/users/{id}', { params: { path: { id } }, body: change })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        client.POST('/api/v1/users/{id}/password-reset', { params: { path: { id } } }),
      ),
  });
}
