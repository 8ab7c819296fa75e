import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { accountOf, expect, logInAs, test } from './fixtures';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

async function expectAccessible(page: Page) {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(grave).toEqual([]);
}

test('the log-in page can be used by everybody, also with its errors', async ({ page }) => {
  await page.goto('/desk/login');
  await expectAccessible(page);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expectAccessible(page);
});

const PAGES: { name: string; role: string[]; path: string }[] = [
  { name: 'board', role: ['领导'], path: '/desk/stats' },
  { name: 'board with all columns', role: ['领导'], path: '/desk/stats?columns=["month","cumulative","last","growth"]' },
  { name: 'drill-down', role: ['领导'], path: '/desk/stats?figure=funds.total.cumulative' },
  { name: 'projects', role: ['领导'], path: '/desk/projects' },
  { name: 'bulletins', role: ['办公室'], path: '/desk/bulletins' },
  { name: 'new bulletin', role: ['办公室'], path: '/desk/bulletins/new' },
  { name: 'imports', role: ['填报'], path: '/desk/imports' },
  { name: 'new import', role: ['填报'], path: '/desk/imports/new' },
  { name: 'recognition', role: ['市招商局', '市局'], path: '/desk/recognition' },
  { name: 'users', role: ['系统管理'], path: '/desk/admin/users' },
  { name: 'audit', role: ['审计'], path: '/desk/admin/audit' },
  { name: 'password', role: ['领导'], path: '/desk/password' },
  { name: 'no permission', role: ['领导'], path: '/desk/admin/users' },
  { name: 'not found', role: ['领导'], path: '/desk/nothing-here' },
];

for (const { name, role, path } of PAGES) {
  test(`${name}: no serious obstacle`, async ({ page }) => {
    await logInAs(page, await accountOf(page, ...role));
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
}

test('one project and its claims: no serious obstacle', async ({ page }) => {
  await logInAs(page, await accountOf(page, '领导'));
  await page.goto('/desk/projects');
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: '基本情况' })).toBeVisible();
  await expectAccessible(page);
});

test('the board is used with the keyboard alone', async ({ page }) => {
  await logInAs(page, await accountOf(page, '领导'));
  await page.goto('/desk/stats');
  await expect(page.getByRole('table')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused();
  const table = page.getByRole('table', { name: '各单位主要指标' });
  const number = table.getByRole('button', { name: /到位资金累计 .*查看明细/ }).first();
  await number.focus();
  await page.keyboard.press('ArrowDown');
  await expect(table.getByRole('button', { name: /到位资金累计 .*查看明细/ }).nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
