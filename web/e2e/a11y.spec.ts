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
  projects: {
    领导: [
      '/desk/projects',
      '/desk/projects?q=没有这样的项目',
      '/desk/projects?group=org&density=comfortable',
      '/desk/projects?f=stage.one_of.signed*total_investment.between.1000000000.&sort=-total_investment',
    ],
  },
  enterprises: { 领导: ['/desk/enterprises', '/desk/enterprises?group=origin_scope', '/desk/enterprises?q=没有这样的企业'] },
  claims: { 审核人: ['/desk/claims', '/desk/claims?group=kind&open=kind.one_of.started'] },
  'charts, map and wall': {
    领导: [
      '/desk/stats?show=charts',
      '/desk/stats?show=charts&indicator=start_rate',
      '/desk/stats?show=map&unit=141024',
      '/desk/wall/board',
    ],
  },
  bulletins: { 办公室: ['/desk/bulletins', '/desk/bulletins/new'] },
  'published figures': { 办公室: ['/desk/external', '/desk/external/new'] },
  imports: { 单位填报员: ['/desk/imports', '/desk/imports/new'] },
  schemes: { 领导: ['/desk/schemes'] },
  recognition: { 审核人: ['/desk/recognition', '/desk/recognition?state=recognised'] },
  'pages of administrators': {
    系统管理: ['/desk/admin/geo'],
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

test('one project in all its parts, its form, and the cell behind a claim: no serious obstacle', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await page.goto('/desk/projects');
  await page.getByRole('table').getByRole('link').first().click();
  for (const tab of ['概况', '进度', '资金', '时间线', /变更历史/]) {
    await page.getByRole('tab', { name: tab }).click();
    await expectAccessible(page);
  }
  await page.getByRole('tab', { name: '概况' }).click();
  await page.getByRole('button', { name: '编辑投资方' }).click();
  await page.getByRole('button', { name: '来源地暂无法提供' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: '来源地改为填写' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '进度' }).click();
  await page.getByRole('table', { name: '节点申报' }).getByRole('button').first().click();
  await expect(page.getByRole('region', { name: /单元格/ })).toBeVisible();
  await expectAccessible(page);
});

test('one enterprise in all its parts: no serious obstacle', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/projects');
  await page.getByRole('table').getByRole('link').first().click();
  await page.locator('a[href*="/enterprises/"]').first().click();
  for (const tab of ['概况与项目', /申报/, '时间线']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectAccessible(page);
  }
});

test('what opens on a list: no serious obstacle', async ({ page }) => {
  await logInAs(page, '审核人');
  await page.goto('/desk/projects?f=stage.one_of.signed');
  await settled(page);
  for (const [button, dialog] of [
    ['筛选', '添加筛选'],
    ['进展阶段：签约', '筛选：进展阶段'],
    ['列', '列'],
    ['存为视图', '存为视图'],
  ] as const) {
    await test.step(dialog, async () => {
      await page.getByRole('button', { name: button, exact: true }).click();
      await expect(page.getByRole('dialog', { name: dialog, exact: true })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: dialog, exact: true })).toBeHidden();
    });
  }
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByRole('toolbar', { name: '已选择的行' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('complementary', { name: '预览' }).getByRole('heading', { level: 2 })).toBeVisible();
  await expectAccessible(page);
});

test('the field for going anywhere and the sheet of keys: no serious obstacle', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/projects');
  await settled(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '键盘操作' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: '键盘操作' })).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '查找记录或页面' }).fill('项目');
  await expect(page.getByRole('option').nth(1)).toBeVisible();
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
