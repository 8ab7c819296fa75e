import { readFile } from 'node:fs/promises';
import { expect, logInAs, picture, test } from '../fixtures';

const REPORT = '1—6月新签约项目98个，其中工业68个、服务业25个。完成投资50亿元，占年度计划100亿元的60%。';

test('anybody pastes a text, goes through its findings by key and takes the corrected text away', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk');
  await page.getByRole('link', { name: '数字核对' }).click();
  await page.getByLabel('要核对的文字').fill(REPORT);
  await page.getByRole('button', { name: '核对', exact: true }).click();

  const first = page.getByRole('button', { name: /其中68个加25个为93个/ });
  const second = page.getByRole('button', { name: /文中写60%/ });
  await expect(first).toBeVisible();
  await page.keyboard.press('j');
  await expect(first).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('j');
  await expect(second).toHaveAttribute('aria-current', 'true');
  await picture(page, 'check');
  await page.keyboard.press('k');
  await expect(first).toHaveAttribute('aria-current', 'true');

  await page.getByRole('button', { name: '取走文件' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /改正稿/ }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toContain('占年度计划100亿元的50%');
});

test('a file is read where it is chosen, and what holds is shown on demand', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/check');
  await page.getByLabel('要核对的文件').setInputFiles({
    name: '报告.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('完成投资50亿元，占年度计划100亿元的50%。'),
  });
  await expect(page.getByText('没有发现问题')).toBeVisible();
  await page.getByRole('switch').click();
  await expect(page.getByRole('status').filter({ hasText: '核对相符 1 处' })).toBeVisible();
});
