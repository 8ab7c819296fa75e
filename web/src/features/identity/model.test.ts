import { describe, expect, it } from 'vitest';
import { landingPath, passwordErrors, safeTarget } from './model';

describe('a new password', () => {
  it('must differ from the old one, be long enough and be typed twice', () => {
    expect(passwordErrors({ old_password: '', new_password: 'short', again: 'other' })).toEqual({
      old_password: '请填写当前密码',
      new_password: '新密码至少 10 个字符',
      again: '两次填写的新密码不一致',
    });
    expect(
      passwordErrors({ old_password: 'a'.repeat(10), new_password: 'a'.repeat(10), again: 'a'.repeat(10) }),
    ).toEqual({ new_password: '新密码不能与当前密码相同' });
    expect(
      passwordErrors({ old_password: 'old', new_password: 'long enough 1', again: 'long enough 1' }),
    ).toEqual({});
  });
});

describe('after the log-in', () => {
  it('nobody is sent to another site', () => {
    expect(safeTarget('/desk/stats?period=2026-09')).toBe('/desk/stats?period=2026-09');
    expect(safeTarget('https://example.org/')).toBeNull();
    expect(safeTarget('//example.org/desk')).toBeNull();
    expect(safeTarget('/desk/login?next=/desk/login')).toBeNull();
    expect(safeTarget('/desktop')).toBeNull();
  });

  it('each role lands on its own page, and on the password page first where it must change', () => {
    expect(landingPath({ landing: 'recognition', permissions: [], must_change_password: false })).toBe('/recognition');
    expect(landingPath({ landing: 'audit', permissions: [], must_change_password: false })).toBe('/admin/audit');
    expect(landingPath({ landing: 'orgs', permissions: ['geo.manage'], must_change_password: false })).toBe('/admin/geo');
    expect(landingPath({ landing: 'orgs', permissions: [], must_change_password: false })).toBe('/password');
    expect(landingPath({ landing: 'stats', permissions: [], must_change_password: true })).toBe('/password');
  });
});
