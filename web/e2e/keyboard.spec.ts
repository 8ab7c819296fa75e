import { expect, logInAs, settled, test } from './fixtures';

test('the board is used with the keyboard alone', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/stats');
  await settled(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused();
  const numbers = page
    .getByRole('table', { name: '各单位主要指标' })
    .getByRole('button', { name: /[^外]到位资金累计 .*查看明细/ });
  await numbers.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(numbers.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText(/^共 \d+ 条，合计/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  // Where the person left off.
  await expect(numbers.nth(1)).toBeFocused();
});

test('claims are gone through and returned with single keys, which can be turned off', async ({ page }) => {
  await logInAs(page, '审核人');
  await page.goto('/desk/recognition');
  await settled(page);
  const here = page.getByRole('region', { name: '申报', exact: true }).locator('[aria-current="true"]');
  const first = await here.textContent();
  await page.keyboard.press('j');
  await expect(here).not.toHaveText(first ?? '');
  await page.keyboard.press('k');
  await expect(here).toHaveText(first ?? '');

  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: '退回这条申报' });
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await dialog.getByRole('button', { name: '退回', exact: true }).click();
  await expect(dialog.getByRole('alert')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: '关闭单键操作' }).click();
  await page.keyboard.press('r');
  await expect(dialog).toBeHidden();
});
