import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { readSheet } from 'read-excel-file/node';
import { expect, logInAs, picture, settled, test } from '../fixtures';
import { addFilter, cells, exportedSheets, heads, rows } from '../lists';

const VIEW = '大项目';

/** Waits until the list answers the filter that was just set. */
async function answered(page: Page) {
  await settled(page);
  await expect(rows(page).first()).toBeVisible();
}

test.describe('a view of projects', () => {
  test.describe.configure({ mode: 'serial' });

  let address = '';

  test('is made from filters, columns and order, and kept under a name', async ({ page }) => {
    await logInAs(page, '审核人');
    await page.goto('/desk/projects');
    await answered(page);
    const all = await page.getByRole('status').filter({ hasText: /个项目/ }).textContent();

    await addFilter(page, '进展阶段', async (dialog) => {
      await dialog.getByRole('checkbox', { name: '开工' }).check();
      await dialog.getByRole('checkbox', { name: '签约' }).check();
    });
    await addFilter(page, '总投资', (dialog) => dialog.getByLabel('不小于').fill('5亿'));
    await expect(page.getByRole('button', { name: '进展阶段：签约、开工', exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: '总投资 ≥ 50,000 万元', exact: true })).toBeVisible();
    await answered(page);
    await expect(page.getByRole('status').filter({ hasText: /个项目/ })).not.toHaveText(all ?? '');

    await page.getByRole('button', { name: '列', exact: true }).click();
    const chooser = page.getByRole('dialog', { name: '列' });
    await chooser.getByRole('checkbox', { name: '产业', exact: true }).uncheck();
    await chooser.getByRole('button', { name: '总投资上移' }).click();
    await page.keyboard.press('Escape');
    await expect(chooser).toBeHidden();
    expect(await heads(page)).not.toContain('产业');

    await page.getByRole('columnheader', { name: '总投资（万元）' }).getByRole('button').click();
    await expect(page.getByRole('columnheader', { name: '总投资（万元）' })).toHaveAttribute('aria-sort', 'descending');
    await expect(page.getByText('已改动：筛选、排序、列')).toBeVisible();

    await page.getByRole('button', { name: '存为视图' }).click();
    const dialog = page.getByRole('dialog', { name: '存为视图' });
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(dialog.getByRole('alert')).toBeFocused();
    await dialog.getByLabel('名称').fill(VIEW);
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('link', { name: VIEW })).toHaveAttribute('aria-current', 'page');
    await expect(page.getByText(/已改动/)).toBeHidden();
    address = page.url();
    // What a view is called is all that its address says.
    expect([...new URL(address).searchParams.keys()]).toEqual(['view']);
  });

  test('is opened by its address, previewed record by record, and exported as it is shown', async ({ page }) => {
    await logInAs(page, '审核人');
    await page.goto(address);
    await answered(page);
    const shownHeads = await heads(page);
    const first = await cells(rows(page).first());
    const second = await cells(rows(page).nth(1));

    await picture(page, 'list');
    await rows(page).first().getByRole('cell').last().click();
    const panel = page.getByRole('complementary', { name: '预览' });
    await expect(panel.getByRole('heading', { level: 2 })).toContainText(first[0] ?? '');
    await panel.getByRole('button', { name: '下一条' }).click();
    await expect(panel.getByRole('heading', { level: 2 })).toContainText(second[0] ?? '');
    await picture(page, 'list-preview');
    // The record that is looked at is in the address too.
    await page.reload();
    await expect(panel.getByRole('heading', { level: 2 })).toContainText(second[0] ?? '');
    await panel.getByRole('button', { name: '关闭预览' }).click();
    await expect(panel).toBeHidden();

    const count = Number((await page.getByRole('status').filter({ hasText: /个项目/ }).textContent())?.replace(/\D/g, ''));
    const sum = await cells(page.locator('tbody tr').first());
    const file = await exportedSheets(page, page.getByRole('button', { name: '导出' }));
    expect(file.name).toMatch(/\.xlsx$/);
    const sheet = await file.read(1);
    // Papers and workbooks of the house write brackets in half width.
    const half = (text: string) => text.replace('（', '(').replace('）', ')');
    const top = sheet.findIndex((row) => row.includes(shownHeads[0] ?? ''));
    expect(sheet[top]?.map(String)).toEqual(shownHeads.map(half));
    const body = sheet.slice(top + 1).filter((row) => row.some((cell) => cell !== null));
    const named = body.filter((row) => !String(row[0]).startsWith('合计'));
    expect(named).toHaveLength(count);
    expect(String(named[0]?.[0])).toBe(first[0]);
    expect(String(named[1]?.[0])).toBe(second[0]);
    // The amounts are numbers, and their sum is the one on the page.
    const at = shownHeads.indexOf('总投资（万元）');
    const total = named.reduce((all, row) => all + Math.round(Number(row[at] ?? 0) * 100), 0);
    expect(total).toBe(Math.round(Number((sum[at] ?? '').replaceAll(',', '')) * 100));
    // Each column is defined on another sheet.
    const definitions = (await file.read(2)).flat().map(String).join('\n');
    for (const head of shownHeads) expect(definitions).toContain(head.replace(/（.*）/, ''));
  });

  test('says what was changed, goes back, and is brought back after it was deleted', async ({ page }) => {
    await logInAs(page, '审核人');
    await page.goto(address);
    await answered(page);
    await page.getByRole('button', { name: /^移除筛选 总投资/ }).click();
    await expect(page.getByText('已改动：筛选')).toBeVisible();
    await page.getByRole('button', { name: '还原' }).click();
    await expect(page.getByRole('button', { name: '总投资 ≥ 50,000 万元', exact: true })).toBeVisible();

    await page.getByRole('button', { name: '删除视图' }).click();
    await expect(page.getByRole('link', { name: VIEW })).toBeHidden();
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await expect(page.getByRole('link', { name: VIEW })).toHaveAttribute('aria-current', 'page');
  });

  test('can be the one with which the list opens', async ({ page }) => {
    await logInAs(page, '审核人');
    await page.goto(address);
    await answered(page);
    await page.getByRole('button', { name: '设为默认打开' }).click();
    await expect(page.getByRole('button', { name: '不再默认打开' })).toBeVisible();
    await page.goto('/desk/projects');
    await answered(page);
    await expect(page.getByRole('link', { name: VIEW })).toHaveAttribute('aria-current', 'page');
    await page.getByRole('link', { name: '全部项目' }).click();
    await expect(page.getByRole('button', { name: '总投资 ≥ 50,000 万元', exact: true })).toBeHidden();
    await page.reload();
    await expect(page.getByRole('link', { name: '全部项目' })).toHaveAttribute('aria-current', 'page');
    await page.getByRole('link', { name: VIEW }).click();
    await page.getByRole('button', { name: '不再默认打开' }).click();
    await expect(page.getByRole('button', { name: '设为默认打开' })).toBeVisible();
  });

  test('of one person is not seen by another', async ({ page }) => {
    await logInAs(page, '领导');
    await page.goto('/desk/projects');
    await answered(page);
    await expect(page.getByRole('link', { name: VIEW })).toHaveCount(0);
  });
});

test('groups carry their own sums, which add up to that of the list, and open to their rows', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/projects?group=org');
  await settled(page);
  const groups = page.locator('tbody tr').filter({ has: page.locator('button[aria-expanded]') });
  await expect(groups.first()).toBeVisible();
  const at = (await heads(page)).indexOf('总投资（万元）');
  const fen = (text: string | undefined) => Math.round(Number((text ?? '0').replaceAll(',', '')) * 100);
  await picture(page, 'list-groups');
  let sum = 0;
  for (const group of await groups.all()) sum += fen((await cells(group))[at]);
  expect(sum).toBe(fen((await cells(page.locator('tbody tr').first()))[at]));

  const name = await groups.first().locator('button').textContent();
  await groups.first().locator('button').click();
  await answered(page);
  const count = Number(/([\d,]+)$/.exec(name ?? '')?.[1]?.replaceAll(',', ''));
  await expect(rows(page).first()).toBeVisible();
  expect(await rows(page).count()).toBeLessThanOrEqual(count);
  await expect(page).toHaveURL(/open=org/);
});

test('a list is found again where it was left', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/projects');
  await answered(page);
  const region = page.getByRole('region', { name: '项目', exact: true });
  await region.evaluate((box) => box.scrollTo(0, 1800));
  // Row 1800 / 36 and the two lines above it are the first in sight.
  const name = (await page.locator('tr[aria-rowindex="60"] a').textContent()) ?? '';
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('link', { name, exact: true }).first()).toBeInViewport();

  // Another order begins at its first row.
  await page.getByRole('columnheader', { name: '总投资（万元）' }).getByRole('button').click();
  await answered(page);
  await expect.poll(() => region.evaluate((box) => box.scrollTop)).toBe(0);
});

test('a view that is gone is told, and the list is there all the same', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/projects?view=gone-for-good');
  await expect(page.getByText('没有找到地址里的视图')).toBeVisible();
  await answered(page);
});

test('columns are moved and widened with the mouse, and the address keeps it', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/projects');
  await answered(page);
  const before = await heads(page);
  await page.getByRole('button', { name: '列', exact: true }).click();
  const items = page.getByRole('dialog', { name: '列' }).locator('[data-place]');
  // Waits until the popup stands still.
  await items.nth(1).locator('span').first().hover();
  const from = await items.nth(1).locator('span').first().boundingBox();
  const to = await items.nth(3).boundingBox();
  if (!from || !to) throw new Error('the columns are listed');
  await page.mouse.move(from.x + 6, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 6, to.y + 10, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.press('Escape');
  const after = await heads(page);
  expect(after.slice(0, 4)).toEqual([before[0], before[2], before[3], before[1]]);

  const head = page.locator('thead th').nth(2);
  const box = await head.boundingBox();
  if (!box) throw new Error('the head is there');
  await page.mouse.move(box.x + box.width - 3, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 57, box.y + 12, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await head.boundingBox())?.width ?? 0)).toBe(Math.round(box.width) + 60);
  await page.reload();
  await answered(page);
  expect(await heads(page)).toEqual(after);
  expect(Math.round((await head.boundingBox())?.width ?? 0)).toBe(Math.round(box.width) + 60);
});

test('what nothing matches says what was asked, and clearing it brings the list back', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/projects');
  await answered(page);
  await page.getByRole('searchbox').fill('没有这样的项目');
  await page.keyboard.press('Enter');
  await expect(page.getByText('没有符合筛选的记录')).toBeVisible();
  await page.getByRole('button', { name: '清除筛选' }).click();
  await answered(page);
});

test('thousands of rows are written by a job, and chosen ones alone at once', async ({ page }) => {
  await logInAs(page, '审核人');
  await page.goto('/desk/claims');
  await answered(page);
  const count = Number((await page.getByRole('status').filter({ hasText: /条申报/ }).textContent())?.replace(/\D/g, ''));
  const [file] = await Promise.all([
    page.waitForEvent('download', { timeout: 50_000 }),
    page.getByRole('button', { name: '导出', exact: true }).click(),
    expect(page.getByRole('region', { name: '导出进度' })).toBeVisible(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  const sheet = await readSheet(await readFile(await file.path()), 1);
  const [head = ''] = await heads(page);
  const top = sheet.findIndex((row) => row.includes(head));
  const named = sheet.slice(top + 1).filter((row) => row[0] !== null && !String(row[0]).startsWith('合计'));
  expect(named).toHaveLength(count);
  await expect(page.getByRole('region', { name: '导出进度' })).toBeHidden();

  const chosen = [];
  for (const at of [0, 2]) {
    await rows(page).nth(at).getByRole('checkbox').click();
    chosen.push((await cells(rows(page).nth(at)))[0]);
  }
  const some = await exportedSheets(page, page.getByRole('button', { name: '导出所选' }));
  const few = await some.read(1);
  expect(few.slice(top + 1).map((row) => row[0]).filter((name) => name !== null && !String(name).startsWith('合计'))).toEqual(chosen);
});

test('all rows of a filter are selected, also those that were never loaded', async ({ page }) => {
  await logInAs(page, '审核人');
  await page.goto('/desk/claims');
  await answered(page);
  await rows(page).first().getByRole('checkbox').click();
  await rows(page).nth(3).getByRole('checkbox').click({ modifiers: ['Shift'] });
  const bar = page.getByRole('toolbar', { name: '已选择的行' });
  await expect(bar.getByText(/^已选 4 条/)).toBeVisible();
  const everything = bar.getByRole('button', { name: /^选择全部/ });
  const total = (await everything.textContent())?.replace(/\D/g, '');
  await everything.click();
  await expect(bar.getByRole('status')).toHaveText(new RegExp(`已选 ${Number(total).toLocaleString('en')} 条`));
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
});

test.describe('when the server does not answer', () => {
  test.use({ expectedStatuses: [401, 503] });

  test('the list says so and can be asked again', async ({ page }) => {
    await logInAs(page, '领导');
    await page.route('**/api/v1/projects?*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', title: '服务正忙，请稍后再试。', status: 503, code: 'busy' }),
      }),
    );
    await page.goto('/desk/projects');
    await expect(page.getByRole('alert')).toContainText('服务正忙', { timeout: 20_000 });
    await page.unroute('**/api/v1/projects?*');
    await page.getByRole('button', { name: '重试' }).click();
    await answered(page);
  });
});
