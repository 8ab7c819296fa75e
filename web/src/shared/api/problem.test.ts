import { describe, expect, it } from 'vitest';
import { NetworkError, ProblemError, formErrors, messageOf, problemOf, statusOf } from './problem';

const refused = new ProblemError({
  type: 'about:blank',
  title: '提交的内容有误',
  status: 422,
  code: 'validation_failed',
  errors: [
    { pointer: '/amount', code: 'required', message: '约数须填写认定金额' },
    { pointer: '/amount', code: 'range', message: '金额过大' },
    { pointer: '/other', code: 'x', message: '账期已关闭' },
  ],
});

describe('errors of the server', () => {
  it('land at their field, the first one wins, and the rest is general', () => {
    expect(formErrors(refused, ['amount', 'reason'])).toEqual({
      fields: { amount: '约数须填写认定金额' },
      general: ['账期已关闭'],
    });
  });

  it('without field errors show their title and detail', () => {
    const locked = new ProblemError({
      type: 'about:blank',
      title: '账号已锁定。',
      status: 423,
      code: 'account_locked',
      detail: '请于 14:30 后再试。',
    });
    expect(formErrors(locked, ['account']).general).toEqual(['账号已锁定。请于 14:30 后再试。']);
  });

  it('are readable even when a proxy answered instead of the server', () => {
    expect(problemOf('<html>', 413).title).toContain('文件太大');
    expect(problemOf(null, 500).code).toBe('unknown');
  });

  it('tell silence from refusal', () => {
    expect(statusOf(new NetworkError())).toBe(0);
    expect(statusOf(refused)).toBe(422);
    expect(messageOf(new NetworkError()).title).toContain('连接不上服务器');
    expect(messageOf(new TypeError('x')).title).not.toContain('x');
  });
});
