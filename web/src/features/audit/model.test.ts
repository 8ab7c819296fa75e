import { expect, it } from 'vitest';
import { detailText } from './model';

it('shows the details of an audit entry by their Chinese names, and no codes', () => {
  expect(detailText({ rows: 64, period: '2026-09', level: 'recognised', reason: null })).toBe(
    '账期 2026-09，行数 64',
  );
  expect(detailText({ name: null, roles: null, active: false })).toBe('停用');
  expect(detailText({})).toBe('');
});
