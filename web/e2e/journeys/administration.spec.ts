import type { Page } from '@playwright/test';
import { expect, logInAs, picture, settled, test } from '../fixtures';

test.describe.configure({ mode: 'serial' });

const ACCOUNT = 'zhaoxin';

const line = (page: Page) => page.getByRole('table', { name: '用户' }).getByRole('row', { name: new RegExp(ACCOUNT) });

test('an account is made, switched off and on again and given a new password, with the keyboard alone', async ({ page }) => {
  await logInAs(page, '安全管理');
  await page.goto('/desk/admin/users');
  await settled(page);
  await picture(page, 'users');

  await page.getByRole('button', { name: '新建用户' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '新建用户' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: '新建' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('link', { name: '请填写账号' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('账号')).toBeFocused();
  await page.keyboard.type(ACCOUNT);
  await page.keyboard.press('Tab');
  await page.keyboard.type('赵新');
  await page.keyboard.press('Tab');
  await page.keyboard.type('洪洞县');
  await expect(page.getByTitle('洪洞县', { exact: true })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('填报员');
  await expect(page.getByTitle('单位填报员', { exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: '新建' }).focus();
  await page.keyboard.press('Enter');
  const issued = page.getByRole('dialog', { name: `${ACCOUNT} 的初始密码` });
  await expect(issued).toContainText('关闭之后不再显示');
  await issued.getByRole('button', { name: '已记下' }).press('Enter');
  await expect(issued).toBeHidden();
  await expect(line(page)).toContainText('正常');

  await line(page).getByRole('button', { name: '停用' }).press('Enter');
  await page.getByRole('button', { name: '停用账号' }).press('Enter');
  await expect(line(page)).toContainText('已停用');
  await line(page).getByRole('button', { name: '启用' }).press('Enter');
  await expect(line(page)).toContainText('正常');

  await line(page).getByRole('button', { name: '重置密码' }).press('Enter');
  await expect(page.getByText('原密码立即失效')).toBeVisible();
  await page.getByRole('tooltip').getByRole('button', { name: '重置密码' }).press('Enter');
  await expect(issued).toBeVisible();
});

test('the auditor sees who did it and from where', async ({ page }) => {
  await logInAs(page, '审计');
  await page.goto('/desk/admin/audit');
  await settled(page);
  const log = page.getByRole('table', { name: '审计记录' });
  await expect(log.getByRole('row').filter({ hasText: ACCOUNT }).first()).toContainText('段文静重置密码');
  await picture(page, 'audit');
});
