import { resolve } from 'node:path';
import { expect, logInAs, settled, test } from './fixtures';
import { SECTIONS, bringIn, goTo, toDifferences } from './import-desk';
import { planted } from './workbook';

/**
 * The pictures of the documentation, taken from the demonstration: `npm run pictures`. They are
 * asked for by name, because an ordinary run has changed the data by then.
 */
test.skip(!process.env.YINFENG_PICTURES, 'npm run pictures');

const IMAGES = resolve(import.meta.dirname, '../../docs/images');
const MANUAL = resolve(import.meta.dirname, '../../docs/manual/src/images');

test('the board', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/stats');
  await settled(page);
  await expect(page.getByRole('table', { name: '各单位主要指标' })).toBeVisible();
  await page.screenshot({ path: resolve(IMAGES, 'board.png'), animations: 'disabled', caret: 'hide' });
});

test('an import: its check and its differences', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await logInAs(page, '单位填报员');
  await page.goto('/desk/');
  const faulty = planted(SECTIONS, '洪洞县2026年9月台账.xlsx', {
    H22: 32000000,
    H35: 32000000,
    H37: 32000000,
    H10: '见附件',
    I8: '2026年2月30日',
    B12: '金穗冷链仓储物流园项目',
    C12: '苏州金穗物流有限公司',
  });
  await bringIn(page, faulty);
  await goTo(page, 'H10');
  await settled(page);
  await page.screenshot({ path: resolve(MANUAL, 'import-check.png'), animations: 'disabled', caret: 'hide' });
  await toDifferences(page);
  await settled(page);
  await page.evaluate(() => document.querySelector('#content')?.scrollTo(0, 0));
  await page.screenshot({ path: resolve(MANUAL, 'import-differences.png'), animations: 'disabled', caret: 'hide' });
});
