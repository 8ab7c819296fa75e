import type { components } from '@/shared/api/schema';
import { can } from '@/shared/auth/permissions';

type S = components['schemas'];

export type Me = S['Me'];
export type User = S['User'];
export type NewUser = S['NewUser'];
export type UserChange = S['UserChange'];

/** The shortest password that the page lets through; the server has the last word. */
export const PASSWORD_MIN = 10;

export type PasswordForm = { old_password: string; new_password: string; again: string };

/** What is wrong with a new password before it is sent: field → message. */
export function passwordErrors(form: PasswordForm): Partial<Record<keyof PasswordForm, string>> {
  const errors: Partial<Record<keyof PasswordForm, string>> = {};
  if (!form.old_password) errors.old_password = '请填写当前密码';
  if (form.new_password.length < PASSWORD_MIN) {
    errors.new_password = `新密码至少 ${PASSWORD_MIN} 个字符`;
  } else if (form.new_password === form.old_password) {
    errors.new_password = '新密码不能与当前密码相同';
  }
  if (form.again !== form.new_password) errors.again = '两次填写的新密码不一致';
  return errors;
}

const SAFE_TARGET = /^\/desk(\/|$)/;

/** Where to go after the log-in: only ever a page of this desk, never another site. */
export function safeTarget(next: string | undefined): string | null {
  return next && SAFE_TARGET.test(next) && !next.startsWith('/desk/login') ? next : null;
}

const LANDING = {
  stats: '/stats',
  imports: '/imports',
  recognition: '/recognition',
  projects: '/projects',
  users: '/admin/users',
  audit: '/admin/audit',
  // Organisations have no page of their own; who keeps them keeps the boundaries.
  orgs: '/admin/geo',
} as const satisfies Record<Me['landing'], string>;

/** Where a person's work begins; only the password page opens while it must be changed. */
export function landingPath(me: Pick<Me, 'landing' | 'permissions' | 'must_change_password'>) {
  if (me.must_change_password) return '/password';
  return me.landing === 'orgs' && !can(me, 'geo.manage') ? '/password' : LANDING[me.landing];
}
