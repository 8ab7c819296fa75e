import type { components } from '../api/schema';

export type Me = components['schemas']['Me'];

/** The closed set of permissions; what a person may *see* is decided by the server, per record. */
export type Permission =
  | 'project.read'
  | 'project.edit'
  | 'import.create'
  | 'import.undo'
  | 'claim.read'
  | 'claim.decide'
  | 'board.read'
  | 'bulletin.issue'
  | 'bulletin.read'
  | 'external.record'
  | 'org.read'
  | 'org.manage'
  | 'geo.manage'
  | 'user.manage'
  | 'audit.read';

export function can(me: Pick<Me, 'permissions'>, permission: Permission): boolean {
  return me.permissions.includes(permission);
}

/** The permission is missing; the page says whom to ask. */
export class ForbiddenError extends Error {
  readonly permission: Permission;
  constructor(permission: Permission) {
    super('没有权限');
    this.name = 'ForbiddenError';
    this.permission = permission;
  }
}

export function requirePermission(me: Me, permission: Permission): void {
  if (!can(me, permission)) throw new ForbiddenError(permission);
}
