import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { accountOf, expect, logInAs, test } from '../fixtures';

/** A county's ledger as it is really kept: two header lines, sections with sums, mixed dates. */
const LEDGER = resolve(import.meta.dirname, '../../../crates/sheets/tests/data/ledger-sections.xlsx');
const PROJECT = '正阳城市商业综合体项目';
const PERIOD = '2026-09';

test.describe.configure({ mode: 'serial' });

let importId = '';
let unit = '';

test('a clerk brings in the ledger of the county, looks at what was read, and commits it', async ({ page }) => {
  await logInAs(page, await accountOf(page, '填报'));
  const me = (await (await page.request.get('/api/v1/session')).json()) as { org: { name: string } };
  unit = me.org.name;

  await page.getByRole('link', { name: '数据导入' }).click();
  await page.getByRole('link', { name: '导入台账' }).first().click();
  await page.locator('#file').setInputFiles(LEDGER);
  await expect(page.getByLabel('账期')).toHaveValue('2026年9月');
  await page.getByRole('button', { name: '读取文件' }).click();

  await expect(page.getByRole('heading', { name: 'ledger-sections.xlsx' })).toBeVisible();
  importId = page.url().split('/').at(-1)?.split('?')[0] ?? '';
  const strip = page.getByRole('definition');
  await expect(strip.filter({ hasText: /^64$/ })).toBeVisible();
  await expect(strip.filter({ hasText: '2,147,700.00' })).toBeVisible();
  await expect(strip.filter({ hasText: '139,140.00' })).toBeVisible();

  await page.getByRole('tab', { name: /问题/ }).click();
  const rule = page.getByRole('button', { name: /信用代码/ });
  await expect(rule).toContainText('2 处');

  await page.getByRole('tab', { name: /数据行/ }).click();
  await expect(page.getByRole('button', { name: PROJECT })).toBeVisible();

  await page.getByRole('button', { name: '确认入库' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '入库', exact: true }).click();
  await expect(page.getByText(/入库：新增项目/)).toBeVisible();
});

test('the city recognises all of it whose checks pass with one act, and sees what is left', async ({ page }) => {
  await logInAs(page, await accountOf(page, '市招商局', '市局'));
  await page.goto(`/desk/recognition?import=${importId}`);
  await page.getByRole('button', { name: /通过检查合格的 \d+ 条/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^认定 \d+ 条$/ }).click();
  await expect(dialog.getByText(/已认定 \d+ 条/)).toBeVisible();
  await dialog.getByRole('button', { name: '知道了' }).click();
  await expect(dialog).toBeHidden();
});

test('a leader opens a number of the board and lands on the cell of the workbook', async ({ page }) => {
  await logInAs(page, await accountOf(page, '领导'));
  await page.goto(`/desk/stats?period=${PERIOD}`);
  const table = page.getByRole('table', { name: '各单位主要指标' });
  const line = table.getByRole('row', { name: new RegExp(unit) });
  const number = line.getByRole('button', { name: /合同总投资.*累计/ });
  const shown = (await number.textContent())?.trim() ?? '';
  await number.click();

  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText(shown, { exact: false }).first()).toBeVisible();
  await expect(drawer.getByText('明细之和与这个数不一致')).toHaveCount(0);
  await drawer.getByRole('button', { name: new RegExp(PROJECT) }).first().click();
  await expect(drawer.getByText('ledger-sections.xlsx')).toBeVisible();
  const cell = drawer.locator('td[aria-current="true"]');
  await expect(cell).toBeVisible();
  await expect(cell).not.toBeEmpty();

  // The opened number has an address of its own.
  await page.reload();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the office issues the bulletin, opens one of its figures, and downloads the document', async ({ page }) => {
  await logInAs(page, await accountOf(page, '办公室'));
  await page.goto(`/desk/bulletins/new?period=${PERIOD}`);
  await page.getByRole('button', { name: '出具通报' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /通报第 \d+ 期/ })).toBeVisible();

  await page.getByRole('article').getByRole('button', { name: /查看明细/ }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');

  const [document] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /通报（文档/ }).click(),
  ]);
  expect(document.suggestedFilename()).toMatch(/\.docx$/);
  const bytes = await readFile(await document.path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
});
