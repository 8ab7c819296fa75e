import type { Page } from '@playwright/test';
import { expect, logInAs, picture, settled, test } from '../fixtures';

test.describe.configure({ mode: 'serial' });

/** A project of the clerk's county that has been started, so that it has claims and a next stage. */
let code = '';

async function open(page: Page, search = '') {
  await page.goto(`/desk/projects/${code}${search}`);
  await settled(page);
}

const section = (page: Page, name: string) => page.locator('section').filter({ has: page.getByRole('heading', { name }) });

test('a clerk edits a section of a project, with the keyboard, and sees the change in its history', async ({ page }) => {
  await logInAs(page, '单位填报员');
  const list = (await (await page.request.get('/api/v1/projects?limit=200')).json()) as {
    items: { code: string; stage: string }[];
  };
  code = list.items.find(({ stage }) => stage === 'started')?.code ?? '';
  await open(page);
  await picture(page, 'project');
  await page.getByRole('button', { name: '编辑建设与投资' }).click();
  await expect(page.getByLabel('建设地点', { exact: true })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('大槐树镇秦壁村');
  await page.getByLabel('总投资', { exact: true }).fill('1.25亿');
  await expect(page.getByText('= 12,500.00 万元 = 1.25 亿元')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+S');
  await expect(page.getByText('已保存')).toBeVisible();
  await expect(section(page, '建设与投资').getByText('大槐树镇秦壁村')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: '12,500.00' }).first()).toBeVisible();
  // Where the person left off.
  await expect(page.getByRole('button', { name: '编辑建设与投资' })).toBeFocused();

  await page.getByRole('tab', { name: /变更历史/ }).click();
  const latest = page.getByRole('listitem').filter({ hasText: '修改资料' }).first();
  await expect(latest.getByRole('row', { name: /建设地点/ })).toContainText('大槐树镇秦壁村');
});

test('a former value comes back as a new version, and that can be taken back from its message', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await open(page, '?tab=history');
  const place = () => page.getByRole('button', { name: /^把建设地点恢复为/ }).first();
  await place().click();
  await expect(page.getByText('建设地点已恢复。')).toBeVisible();
  await expect(page.getByText(/恢复第 \d+ 版的内容/).first()).toBeVisible();
  await page.getByRole('tab', { name: '概况' }).click();
  await expect(section(page, '建设与投资').getByText('大槐树镇秦壁村')).toHaveCount(0);
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(section(page, '建设与投资').getByText('大槐树镇秦壁村')).toBeVisible();
});

test('what is missing for the next stage leads to its field', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await open(page);
  const gate = section(page, '下一阶段：竣工');
  const missing = gate.getByRole('listitem').getByRole('button').first();
  const label = (await missing.textContent()) ?? '';
  await missing.click();
  await expect(page.getByLabel(label, { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByLabel(label, { exact: true })).toHaveCount(0);
});

test('unsaved changes are not lost by a slip', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await open(page, '?edit=progress');
  await page.getByLabel('备注', { exact: true }).fill('缺用工');
  await page.getByRole('tab', { name: '时间线' }).click();
  const asked = page.getByRole('dialog', { name: '有未保存的修改' });
  await asked.getByRole('button', { name: '继续编辑' }).click();
  await expect(page.getByLabel('备注', { exact: true })).toHaveValue('缺用工');
  await page.getByRole('tab', { name: '时间线' }).click();
  await asked.getByRole('button', { name: '放弃修改' }).click();
  await expect(page.getByText('建立项目', { exact: false }).first()).toBeVisible();
});

test('the timeline opens a claim to the cell that it was read from', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await open(page, '?tab=timeline&show=claims');
  await page
    .getByRole('listitem')
    .getByRole('button', { name: /^签约/ })
    .last()
    .click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('region', { name: /工作表 .* 单元格/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});

test('an enterprise shows its names, its projects with sums, and their claims', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await open(page);
  const investor = section(page, '投资企业').getByRole('link').first();
  const name = (await investor.textContent()) ?? '';
  await investor.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('table', { name: '投资项目' }).getByRole('link').first()).toBeVisible();
  await page.getByRole('tab', { name: /申报/ }).click();
  await page.getByRole('table', { name: '申报' }).getByRole('button').first().click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: '出处' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '时间线' }).click();
  await expect(page.getByText('建立项目', { exact: false }).first()).toBeVisible();
});

test('who may not change a project is told whom to ask', async ({ page }) => {
  await logInAs(page, '领导');
  await open(page);
  await expect(page.getByRole('button', { name: /^编辑/ })).toHaveCount(0);
  await expect(page.getByText(/需要修改时请联系洪洞县的填报人员/)).toBeVisible();
});

test.describe('refusals', () => {
  test.use({ expectedStatuses: [401, 404, 412, 422] });

  test('what cannot be read is told at its field, and what was typed stays', async ({ page }) => {
    await logInAs(page, '单位填报员');
    await open(page, '?edit=investor&field=credit_code');
    const field = page.getByLabel('统一社会信用代码', { exact: true });
    await expect(field).toBeFocused();
    await field.fill('9114');
    await page.keyboard.press('Enter');
    const summary = page.getByRole('alert').filter({ hasText: '没有保存' });
    await expect(summary).toBeFocused();
    await expect(summary).toContainText('应为18位');
    await expect(field).toHaveValue('9114');
    await summary.getByRole('link').click();
    await expect(field).toBeFocused();
  });

  test('two browsers that edit one field: the second sees both texts and chooses', async ({ page, browser, baseURL }) => {
    await logInAs(page, '单位填报员');
    await open(page, '?edit=progress');
    const other = await browser.newPage(baseURL ? { baseURL } : {});
    await logInAs(other, '单位填报员');
    await open(other, '?edit=progress');
    await other.getByLabel('形象进度', { exact: true }).fill('主体封顶');
    await other.getByRole('button', { name: '保存' }).click();
    await expect(other.getByText('已保存')).toBeVisible();

    await page.getByLabel('形象进度', { exact: true }).fill('设备安装');
    await page.getByLabel('备注', { exact: true }).fill('缺用工');
    await page.getByRole('button', { name: '保存' }).click();
    const dialog = page.getByRole('dialog', { name: '他人也修改了这些内容' });
    await expect(dialog.getByRole('row', { name: /形象进度/ })).toContainText('主体封顶');
    await expect(dialog.getByText('备注的修改没有冲突', { exact: false })).toBeVisible();
    await dialog.getByRole('radio', { name: '设备安装' }).check();
    await dialog.getByRole('button', { name: '按所选保存' }).click();
    await expect(dialog).toBeHidden();
    const progress = section(page, '推进情况');
    await expect(progress.getByText('设备安装')).toBeVisible();
    await expect(progress.getByText('缺用工')).toBeVisible();

    // What does not touch is saved on top without a question.
    await open(other, '?edit=building');
    await open(page, '?edit=basic');
    await page.getByLabel('产业', { exact: true }).fill('新材料');
    await page.getByRole('button', { name: '保存' }).click();
    await expect(section(page, '项目概况').getByText('新材料')).toBeVisible();
    await other.getByLabel('建设内容及规模', { exact: true }).fill('新建厂房两座');
    await other.getByRole('button', { name: '保存' }).click();
    await expect(other.getByText('他人同时所做的修改也保留', { exact: false })).toBeVisible();
    await expect(section(other, '项目概况').getByText('新材料')).toBeVisible();
    await other.close();
  });

  test('a project of another unit is not found', async ({ page }) => {
    await logInAs(page, '开发区填报员');
    await page.goto(`/desk/projects/${code}`);
    await expect(page.getByRole('heading', { name: '没有找到这个页面' })).toBeVisible();
  });
});
