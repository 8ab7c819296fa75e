import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, logInAs, logInByHand, picture, test } from '../fixtures';
import { MONTHS, SECTIONS, bringIn, commit, figure, grid, toCheck, toDifferences } from '../import-desk';

const PROJECT = '正阳城市商业综合体项目';
const PERIOD = '2026-09';
const UNIT = '洪洞县';

test.describe.configure({ mode: 'serial' });

let importId = '';

/** Clicks a link that downloads, and returns the name and the first bytes of the file. */
async function download(page: Page, link: Locator) {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const bytes = await readFile(await file.path());
  return { name: file.suggestedFilename(), magic: bytes.subarray(0, 2).toString() };
}

test('a clerk brings in the ledger of the county, looks at what was read, and commits it', async ({ page }) => {
  await logInByHand(page, '单位填报员');
  importId = await bringIn(page, SECTIONS);

  await expect(figure(page, '在库项目')).toHaveText('64');
  await expect(figure(page, '总投资')).toHaveText('2,147,700.00');
  await expect(figure(page, '本年到位资金')).toHaveText('139,140.00');
  await expect(page.getByRole('button', { name: /信用代码/ })).toContainText('2 处');

  await grid(page).getByRole('gridcell', { name: PROJECT }).click();
  await page.getByRole('button', { name: '看原表' }).click();
  const row = page.getByRole('dialog');
  await expect(row.locator('td[aria-current="true"]')).toHaveText(PROJECT);
  await page.keyboard.press('Escape');
  await expect(row).toBeHidden();

  await commit(page);
});

test('the city recognises all of it whose checks pass with one act, and sees what is left', async ({ page }) => {
  await logInAs(page, '审核人');
  await page.goto(`/desk/recognition?import=${importId}`);
  await picture(page, 'recognition');
  await page.getByRole('button', { name: /通过检查合格的 \d+ 条/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^认定 \d+ 条$/ }).click();
  await expect(dialog.getByText(/已认定 \d+ 条/)).toBeVisible();
  await dialog.getByRole('button', { name: '知道了' }).click();
  await expect(dialog).toBeHidden();
});

test('a leader opens a number of the board and lands on the cell of the workbook', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto(`/desk/stats?period=${PERIOD}`);
  const line = page.getByRole('table', { name: '各单位主要指标' }).getByRole('row', { name: UNIT });
  const number = line.getByRole('button', { name: /合同总投资累计/ });
  const shown = (await number.textContent())?.trim() ?? '';
  await number.click();

  // The sum of the rows is the number.
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText(`= ${shown} 亿元`)).toBeVisible();
  await expect(drawer.getByText('明细之和与这个数不一致')).toHaveCount(0);

  await picture(page, 'figure');

  // The claim, who reported and who recognised it, and the marked cell under its header.
  await drawer.getByRole('button', { name: new RegExp(PROJECT) }).click();
  await expect(drawer.getByText('ledger-sections.xlsx')).toBeVisible();
  await expect(drawer.getByText('卫晓岚')).toBeVisible();
  await expect(drawer.getByText('贾明远')).toBeVisible();
  const sheet = drawer.getByRole('region', { name: /工作表 .* 单元格 H\d+ 周围/ });
  const cell = sheet.locator('td[aria-current="true"]');
  await expect(cell).toBeInViewport();
  await expect(sheet.getByText('总投资', { exact: true })).toBeVisible();
  const told = (await drawer.getByText(/^原文「/).textContent()) ?? '';
  await expect(cell).toHaveText(told.replace(/^原文「(.*)」$/, '$1'));

  // The opened number has an address of its own.
  await page.reload();
  await expect(page.getByRole('dialog').getByText(`= ${shown} 亿元`)).toBeVisible();
});

test('the board is taken away as a workbook', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto(`/desk/stats?period=${PERIOD}`);
  const board = await download(page, page.getByRole('link', { name: '导出表格' }));
  expect(board.name).toMatch(/\.xlsx$/);
  expect(board.magic).toBe('PK');
});

test('the office issues the bulletin, opens its figures, and downloads paper and annex', async ({ page }) => {
  await logInAs(page, '办公室');
  await page.goto(`/desk/bulletins/new?period=${PERIOD}`);
  await page.getByRole('button', { name: '出具通报' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /通报第 \d+ 期/ })).toBeVisible();

  await picture(page, 'bulletin');
  const figures = page.getByRole('article').getByRole('button', { name: /查看明细/ });
  expect(await figures.count()).toBeGreaterThan(20);
  // The value of the paper is the value of the number that opens.
  const total = figures.filter({ hasText: /^\d[\d,.]*$/ }).first();
  const shown = (await total.textContent()) ?? '';
  await total.click();
  await expect(page.getByRole('dialog').getByText(shown, { exact: false }).first()).toBeVisible();
  await page.keyboard.press('Escape');

  const paper = await download(page, page.getByRole('link', { name: /通报（文档/ }));
  expect([paper.name.slice(-5), paper.magic]).toEqual(['.docx', 'PK']);
  const annex = await download(page, page.getByRole('link', { name: /附表（表格/ }));
  expect([annex.name.slice(-5), annex.magic]).toEqual(['.xlsx', 'PK']);
});

test('a ledger of an earlier month says what it would hold back, and asks before it books it', async ({ page }) => {
  await logInAs(page, '单位填报员');
  const file = { name: '补报.xlsx', mimeType: 'application/octet-stream', buffer: await readFile(SECTIONS) };
  const answer = await page.request.post('/api/v1/imports', {
    multipart: { file, period: '2026-08', org_code: '141024' },
  });
  expect(answer.status()).toBe(201);
  await page.goto(`/desk/imports/${((await answer.json()) as { id: string }).id}`);
  await toCheck(page);
  await toDifferences(page);
  const older = page.getByRole('checkbox', { name: '按较早账期入账' });
  await expect(older).not.toBeChecked();
  await older.check();
  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.url().endsWith('/commit')),
    page.getByRole('button', { name: '确认入账' }).click(),
  ]);
  expect(sent.postDataJSON()).toMatchObject({ confirm_older: true });
  await expect(page.getByText(/入账：新增项目 0 个/)).toBeVisible();
});

test('an import is taken back as a whole, and its projects are gone', async ({ page }) => {
  await logInAs(page, '开发区填报员');
  await page.goto('/desk/');
  const id = await bringIn(page, MONTHS);
  await commit(page);
  await page.getByRole('link', { name: '项目', exact: true }).click();
  await page.getByRole('searchbox').fill('嘉禾8MW');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: '嘉禾8MW分布式光伏发电项目' })).toBeVisible();

  await page.goto(`/desk/imports/${id}`);
  await page.getByRole('button', { name: '整批撤销' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await page.getByLabel('撤销的原因').fill('选错了账期');
  await page.getByRole('button', { name: '整批撤销' }).click();
  await expect(page.getByText(/整批撤销$/).first()).toBeVisible();

  await page.goto('/desk/projects?q=嘉禾8MW');
  await expect(page.getByText('没有符合')).toBeVisible();
});

test.describe('what is refused', () => {
  test.use({ expectedStatuses: [401, 409, 422] });

  test('an import that the city has decided on stays, and the page lists what stands in the way', async ({ page }) => {
    await logInAs(page, '单位填报员');
    await page.goto(`/desk/imports/${importId}`);
    const blockers = page.getByRole('table', { name: '妨碍撤销的事项' });
    await expect(blockers.getByRole('row').nth(1)).toContainText('认定');
    await expect(page.getByRole('button', { name: '整批撤销' })).toHaveCount(0);
    const answer = await page.request.post(`/api/v1/imports/${importId}/undo`, { data: { reason: '试试看' } });
    expect(answer.status()).toBe(409);
  });

  test('a file that is no workbook is named, and nothing is left of it', async ({ page }) => {
    await logInAs(page, '单位填报员');
    await page.goto('/desk/imports/new');
    const broken = { name: '坏文件.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK not a workbook') };
    await page.locator('#file').setInputFiles(broken);
    await page.getByRole('button', { name: '读取并校验' }).click();
    await expect(page.getByRole('alert')).toBeFocused();
    await expect(page.getByRole('alert')).toContainText('这个文件没有读成');
    await page.goto('/desk/imports');
    await expect(page.getByRole('table')).toBeVisible();
    await expect(page.getByText('坏文件.xlsx')).toHaveCount(0);
  });
});
