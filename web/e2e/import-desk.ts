import type { Page } from '@playwright/test';
import { resolve } from 'node:path';
import { expect } from './fixtures';
import type { Upload } from './workbook';

const DATA = resolve(import.meta.dirname, '../../crates/sheets/tests/data');

/** A county's ledger as it is really kept: two header lines, sections with sums, mixed dates. */
export const SECTIONS = resolve(DATA, 'ledger-sections.xlsx');
/** A zone's ledger with a column for each month. */
export const MONTHS = resolve(DATA, 'ledger-months.xlsx');
/** A county's ledger in 亿元, with approximate amounts. */
export const YI = resolve(DATA, 'ledger-yi.xlsx');

/** A step of the import that is open. */
export const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '导入步骤' }).getByRole('listitem').filter({ hasText: name });

export const grid = (page: Page) => page.getByRole('grid', { name: '读出的数据行' });

/** Where the keyboard is in the grid, as long as only one cell is marked. */
export const activeCell = (page: Page) => grid(page).getByRole('gridcell', { selected: true });

/** How many rows have errors, by the tab that shows them. */
export const expectErrors = (page: Page, count: number) =>
  expect(page.getByRole('radio', { name: `错误 ${count}`, exact: true })).toBeAttached();

/** A figure beside the grid, by its name. */
export const figure = (page: Page, name: string) =>
  page
    .getByRole('complementary', { name: '问题' })
    .locator('div')
    .filter({ has: page.getByRole('term').filter({ hasText: name }) })
    .getByRole('definition');

/** From the start page to the check of a file, over the columns where they ask for a look. */
export async function bringIn(page: Page, file: string | Upload, unit?: string): Promise<string> {
  await page.getByRole('link', { name: '数据导入' }).first().click();
  await page.getByRole('link', { name: '导入台账' }).first().click();
  await page.locator('#file').setInputFiles(file);
  await expect(page.getByLabel('账期')).toHaveValue('2026年9月');
  if (unit) {
    await page.getByRole('combobox', { name: '单位' }).click();
    await page.keyboard.type(unit);
    await page.keyboard.press('Enter');
  }
  await page.getByRole('button', { name: '读取并校验' }).click();
  return toCheck(page);
}

/** On to the check, from wherever the journey goes on. Returns the id of the import. */
export async function toCheck(page: Page): Promise<string> {
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}\/(map|check)/);
  const onwards = page.getByRole('button', { name: /^(确认对应，去校验|下一步：校验)$/ });
  // A large file is read while one looks on.
  await expect(onwards.or(grid(page))).toBeVisible({ timeout: 60_000 });
  if (await onwards.isVisible()) await onwards.click();
  await expect(grid(page)).toBeVisible();
  return new URL(page.url()).pathname.split('/').at(-2) ?? '';
}

/** From the check to the differences, where reasons are written for all warnings that ask for one. */
export async function toDifferences(page: Page): Promise<void> {
  await page.getByRole('button', { name: '下一步：差异确认' }).click();
  await expect(page.getByRole('button', { name: '确认入账' })).toBeVisible();
  for (const reason of await page.getByPlaceholder('如：已与企业核实，金额无误').all()) {
    await reason.fill('已与企业核实');
  }
}

export async function commit(page: Page): Promise<void> {
  await toDifferences(page);
  await page.getByRole('button', { name: '确认入账' }).click();
  await expect(page.getByText(/入账：新增项目/)).toBeVisible();
}

/** Takes a committed import back, so that the next journey finds the record as it was. */
export async function takeBack(page: Page): Promise<void> {
  await page.getByLabel('撤销的原因').fill('演示完毕');
  await page.getByRole('button', { name: '整批撤销' }).click();
  await expect(page.getByText(/整批撤销$/).first()).toBeVisible();
}

/** Moves to the cell of the grid that stands at a place of the file, as a person finds it. */
export async function goTo(page: Page, place: string): Promise<void> {
  const row = place.replace(/^[A-Z]+/, '');
  const line = grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`(^|\\D)${row}$`) }) });
  await grid(page).focus();
  await page.keyboard.press('Control+Home');
  for (let pages = 0; pages < 20 && !(await line.isVisible()); pages += 1) await page.keyboard.press('PageDown');
  await line.getByRole('gridcell').first().click();
  await page.keyboard.press('Home');
  const here = page.getByRole('region', { name: '这一格' }).locator('b').first();
  for (let columns = 0; columns < 40; columns += 1) {
    if ((await here.textContent())?.endsWith(`!${place}`)) break;
    await page.keyboard.press('ArrowRight');
  }
  await expect(here).toHaveText(new RegExp(`!${place}$`));
}

/** Writes into a cell of the grid. */
export async function write(page: Page, place: string, text: string): Promise<void> {
  await goTo(page, place);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await expect(grid(page).locator('input')).toHaveCount(0);
}
