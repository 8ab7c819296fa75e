import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { readSheet } from 'read-excel-file/node';
import { expect } from './fixtures';

/** The rows of a list that are in the document, without the sums, group heads and spacers. */
export function rows(page: Page): Locator {
  return page.locator('tbody tr').filter({ has: page.getByRole('checkbox') });
}

/** The text of each cell of a row, without its checkbox. */
export async function cells(row: Locator): Promise<string[]> {
  const texts = await row.locator('th, td').allTextContents();
  return texts.slice(1).map((text) => text.trim());
}

/** The heads of the columns, without the one of the checkboxes. */
export async function heads(page: Page): Promise<string[]> {
  const texts = await page.locator('thead th').allTextContents();
  return texts.slice(1).map((text) => text.replace(/[▲▼]/g, '').trim());
}

/** Adds a filter with the mouse: the column, then its values. */
export async function addFilter(page: Page, column: string, fill: (dialog: Locator) => Promise<void>) {
  await page.getByRole('button', { name: '筛选', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '添加筛选' });
  await dialog.getByRole('button', { name: column, exact: true }).click();
  await fill(dialog);
  await dialog.getByRole('button', { name: '确定' }).click();
  await expect(dialog).toBeHidden();
}

export async function exportedSheets(page: Page, button: Locator) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const file = await readFile(await download.path());
  return {
    name: download.suggestedFilename(),
    read: (sheet: number) => readSheet(file, sheet),
  };
}
