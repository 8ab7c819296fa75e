import { describe, expect, it } from 'vitest';
import { menuFor } from './menu';

const labels = (permissions: string[], must_change_password = false) =>
  menuFor({ permissions, must_change_password }).flatMap((section) => [
    ...(section.title ? [`# ${section.title}`] : []),
    ...section.items.map((item) => item.label),
  ]);

describe('the menu', () => {
  it('shows a leader the board, projects, bulletins and tools, and no heading without entries', () => {
    expect(labels(['board.read', 'project.read', 'bulletin.read'])).toEqual([
      '统计看板',
      '项目',
      '企业',
      '通报',
      '# 工具',
      '数字核对',
      '考核试算',
    ]);
  });

  it('shows who only looks after the system nothing else', () => {
    expect(labels(['geo.manage', 'user.manage', 'audit.read'])).toEqual([
      '# 系统',
      '区域边界',
      '用户',
      '审计',
    ]);
  });

  it('is empty until a password that must be changed is changed', () => {
    expect(labels(['board.read'], true)).toEqual([]);
  });
});
