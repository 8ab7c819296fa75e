import type { LinkProps } from '@tanstack/react-router';
import { type Permission, type Me, can } from '@/shared/auth/permissions';

export type MenuItem = {
  label: string;
  to: NonNullable<LinkProps['to']>;
  icon: 'stats' | 'projects' | 'imports' | 'recognition' | 'bulletins' | 'check' | 'users' | 'audit';
  /** What it takes to see it; nothing for what everybody may do. */
  permission?: Permission;
};

export type MenuSection = { title: string | null; items: MenuItem[] };

const SECTIONS: MenuSection[] = [
  {
    title: null,
    items: [
      { label: '统计看板', to: '/stats', icon: 'stats', permission: 'board.read' },
      { label: '项目', to: '/projects', icon: 'projects', permission: 'project.read' },
      { label: '数据导入', to: '/imports', icon: 'imports', permission: 'import.create' },
      { label: '认定', to: '/recognition', icon: 'recognition', permission: 'claim.read' },
      { label: '通报', to: '/bulletins', icon: 'bulletins', permission: 'bulletin.read' },
      { label: '数字核对', to: '/check', icon: 'check' },
    ],
  },
  {
    title: '系统',
    items: [
      { label: '用户', to: '/admin/users', icon: 'users', permission: 'user.manage' },
      { label: '审计', to: '/admin/audit', icon: 'audit', permission: 'audit.read' },
    ],
  },
];

/** The menu of one person: what is not permitted is not there, and no heading stands empty. */
export function menuFor(me: Pick<Me, 'permissions' | 'must_change_password'>): MenuSection[] {
  if (me.must_change_password) return [];
  return SECTIONS.map((section) => ({
    ...section,
    items: section.items.filter((item) => !item.permission || can(me, item.permission)),
  })).filter((section) => section.items.length > 0);
}
