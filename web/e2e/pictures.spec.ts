import { resolve } from 'node:path';
import { expect, logInAs, settled, test } from './fixtures';
import { rows } from './lists';

/**
 * The pictures of the documentation, taken from the demonstration: `npm run pictures`. They are
 * asked for by name, because an ordinary run has changed the data by then.
 */
test.skip(!process.env.YINFENG_PICTURES, 'npm run pictures');

const IMAGES = resolve(import.meta.dirname, '../../docs/images');
/** Pictures of the manual lie inside the book. */
const BOOK = resolve(import.meta.dirname, '../../docs/manual/src/images');

test('the board', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/stats');
  await settled(page);
  await expect(page.getByRole('table', { name: '各单位主要指标' })).toBeVisible();
  await page.screenshot({ path: resolve(IMAGES, 'board.png'), animations: 'disabled', caret: 'hide' });
});

test('a list with filters, and a record beside it', async ({ page }) => {
  await logInAs(page, '审核人');
  await page.goto('/desk/projects?f=stage.one_of.signed.started*total_investment.between.5000000000.&sort=-total_investment');
  await settled(page);
  await expect(rows(page).first()).toBeVisible();
  await page.screenshot({ path: resolve(BOOK, 'list.png'), animations: 'disabled', caret: 'hide' });
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await expect(page.getByRole('complementary', { name: '预览' }).getByRole('heading', { level: 2 })).toBeVisible();
  await settled(page);
  await page.screenshot({ path: resolve(BOOK, 'list-preview.png'), animations: 'disabled', caret: 'hide' });
});

test('the groups of a list', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/claims?group=kind');
  await settled(page);
  await expect(page.locator('button[aria-expanded]').first()).toBeVisible();
  await page.screenshot({ path: resolve(BOOK, 'list-groups.png'), animations: 'disabled', caret: 'hide' });
});
