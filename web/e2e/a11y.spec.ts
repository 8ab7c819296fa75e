import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type Role, expect, logInAs, settled, test } from './fixtures';
import { YI, bringIn, grid } from './import-desk';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

async function expectAccessible(page: Page) {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(grave).toEqual([]);
}

test('the log-in page, also with its errors: no serious obstacle', async ({ page }) => {
  await page.goto('/desk/login');
  await expectAccessible(page);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expectAccessible(page);
});

const PAGES: Record<string, Partial<Record<Role, string[]>>> = {
  board: {
    领导: [
      '/desk/stats',
      '/desk/stats?columns=["month","cumulative","last","growth"]',
      '/desk/stats?figure=funds.141002.cumulative',
      '/desk/stats?figure=start_rate.141002.cumulative',
    ],
  },
  projects: { 领导: ['/desk/projects', '/desk/projects?q=没有这样的项目'] },
  bulletins: { 办公室: ['/desk/bulletins', '/desk/bulletins/new'] },
  'published figures': { 办公室: ['/desk/external', '/desk/external/new'] },
  imports: { 单位填报员: ['/desk/imports', '/desk/imports/new'] },
  schemes: { 领导: ['/desk/schemes'] },
  recognition: { 审核人: ['/desk/recognition', '/desk/recognition?state=recognised'] },
  'pages of administrators': {
    系统管理: ['/desk/'],
    安全管理: ['/desk/admin/users'],
    审计: ['/desk/admin/audit'],
  },
  'pages that are not there or not allowed': {
    领导: ['/desk/password', '/desk/admin/users', '/desk/nothing-here'],
  },
};

for (const [name, people] of Object.entries(PAGES)) {
  test(`${name}: no serious obstacle`, async ({ page }) => {
    for (const [role, paths] of Object.entries(people)) {
      await logInAs(page, role as Role);
      for (const path of paths) {
        await test.step(path, async () => {
          await page.goto(path);
          await expectAccessible(page);
        });
      }
    }
  });
}

test('one project and the cell behind one of its claims: no serious obstacle', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/projects');
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: '基本情况' })).toBeVisible();
  await page.locator('button[aria-expanded="false"]').first().click();
  await expect(page.getByRole('region', { name: /单元格/ })).toBeVisible();
  await expectAccessible(page);
});

test('one import in all its steps, its dialogs and its undo: no serious obstacle', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await page.goto('/desk/');
  const id = await bringIn(page, YI);
  await expectAccessible(page);
  await grid(page).focus();
  await page.keyboard.press('Enter');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '按键说明' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  for (const name of ['map', 'diff']) {
    await page.goto(`/desk/imports/${id}/${name}`);
    await expectAccessible(page);
  }
  await page.goto('/desk/imports');
  await page.getByRole('row').filter({ hasText: '已入账' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: '整批撤销' })).toBeVisible();
  await expectAccessible(page);
});

test('an issued bulletin and one of its figures: no serious obstacle', async ({ page }) => {
  await logInAs(page, '办公室');
  const issued = await page.request.post('/api/v1/bulletins', { data: { period: '2026-08', level: 'recognised' } });
  expect(issued.status()).toBe(201);
  const { id } = (await issued.json()) as { id: string };
  await page.goto(`/desk/bulletins/${id}`);
  await expectAccessible(page);
  await page.getByRole('article').getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
});
