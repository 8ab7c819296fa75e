import type { LinkProps } from '@tanstack/react-router';
import { type Permission, type Me, can } from '@/shared/auth/permissions';

export type MenuItem = {
  label: string;
  to: NonNullable<LinkProps['to']>;
  icon: 'stats' | 'projects' | 'claims' | 'enterprises' | 'imports' | 'recognition' | 'bulletins' | 'external' | 'schemes' | 'check' | 'geo' | 'users' | 'audit';
  /** Shown to who has it, or one of them. */
  permission: Permission | readonly Permission[];
  /** The letter that follows G on the keyboard. */
  key?: string;
  /** Initials of the label, by which the palette finds it too. */
  pinyin: string;
};

export type MenuSection = { title: string | null; items: MenuItem[] };

/** Who works with figures. Tools are open to everybody; who only looks after the system has no use for them. */
const AT_WORK: readonly Permission[] = ['project.read', 'claim.read', 'board.read', 'bulletin.read'];

const SECTIONS: MenuSection[] = [
  {
    title: null,
    items: [
      { label: '统计看板', to: '/stats', icon: 'stats', permission: 'board.read', key: 'k', pinyin: 'tjkb' },
      { label: '项目', to: '/projects', icon: 'projects', permission: 'project.read', key: 'p', pinyin: 'xm' },
      { label: '申报', to: '/claims', icon: 'claims', permission: 'claim.read', key: 'c', pinyin: 'sb' },
      { label: '企业', to: '/enterprises', icon: 'enterprises', permission: 'project.read', key: 'e', pinyin: 'qy' },
      { label: '数据导入', to: '/imports', icon: 'imports', permission: 'import.create', key: 'i', pinyin: 'sjdr' },
      { label: '认定', to: '/recognition', icon: 'recognition', permission: 'claim.read', key: 'v', pinyin: 'rd' },
      { label: '通报', to: '/bulletins', icon: 'bulletins', permission: 'bulletin.read', key: 'b', pinyin: 'tb' },
      { label: '外部数据', to: '/external', icon: 'external', permission: 'external.record', pinyin: 'wbsj' },
    ],
  },
  {
    title: '工具',
    items: [
      { label: '数字核对', to: '/check', icon: 'check', permission: AT_WORK, pinyin: 'szhd' },
      { label: '考核试算', to: '/schemes', icon: 'schemes', permission: AT_WORK, pinyin: 'khss' },
    ],
  },
  {
    title: '系统',
    items: [
      { label: '区域边界', to: '/admin/geo', icon: 'geo', permission: 'geo.manage', pinyin: 'qybj' },
      { label: '用户', to: '/admin/users', icon: 'users', permission: 'user.manage', pinyin: 'yh' },
      { label: '审计', to: '/admin/audit', icon: 'audit', permission: 'audit.read', pinyin: 'sj' },
    ],
  },
];

/** The menu of one person: what is not permitted is not there, and no heading stands empty. */
export function menuFor(me: Pick<Me, 'permissions' | 'must_change_password'>): MenuSection[] {
  if (me.must_change_password) return [];
  return SECTIONS.map((section) => ({
    ...section,
    items: section.items.filter(({ permission }) => [permission].flat().some((one) => can(me, one))),
  })).filter((section) => section.items.length > 0);
}
