import { describe, expect, it } from 'vitest';
import { menuFor } from './menu';

const labels = (permissions: string[], must_change_password = false) =>
  menuFor({ permissions, must_change_password }).flatMap((section) => [
    ...(section.title ? [`# ${section.title}`] : []),
    ...section.items.map((item) => item.label),
  ]);

describe('the menu', () => {
  it('shows a leader the board, projects and bulletins, and no heading without entries', () => {
    expect(labels(['board.read', 'project.read', 'bulletin.read'])).toEqual([
      '统计看板',
      '项目',
      '通报',
      '数字核对',
    ]);
  });

  it('shows an administrator the system, and what everybody may do', () => {
    expect(labels(['user.manage', 'audit.read'])).toEqual(['数字核对', '# 系统', '用户', '审计']);
  });

  it('is empty until a password that must be changed is changed', () => {
    expect(labels(['board.read'], true)).toEqual([]);
  });
});
