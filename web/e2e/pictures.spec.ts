import { resolve } from 'node:path';
import { expect, logInAs, settled, test } from './fixtures';

/**
 * The pictures of the documentation, taken from the demonstration: `npm run pictures`. They are
 * asked for by name, because an ordinary run has changed the data by then.
 */
test.skip(!process.env.YINFENG_PICTURES, 'npm run pictures');

const IMAGES = resolve(import.meta.dirname, '../../docs/images');

test('the board', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/stats');
  await settled(page);
  await expect(page.getByRole('table', { name: '各单位主要指标' })).toBeVisible();
  await page.screenshot({ path: resolve(IMAGES, 'board.png'), animations: 'disabled', caret: 'hide' });
});
