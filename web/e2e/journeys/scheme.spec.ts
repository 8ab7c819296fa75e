import { expect, logInAs, picture, settled, test } from '../fixtures';

test('a scheme is tried with rows from a worksheet, its error is mended in place, and a score says how it came to be', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/');
  await page.getByRole('link', { name: '考核试算' }).click();
  await settled(page);
  const scheme = page.getByRole('textbox', { name: '考核方案' });
  const units = page.getByRole('textbox', { name: '各单位的指标值' });
  const lines = (points: string) =>
    ['id = "试算"', '[[indicator]]', 'id = "到位资金"', `points = ${points}`, 'scorer = "ratio"', 'measure = "funds"', 'target = "task"', 'cap = 1.2'].join('\n');
  await scheme.fill(lines('"二十"'));

  // What is copied from a worksheet becomes the units' text.
  await units.evaluate((area) => {
    const data = new DataTransfer();
    data.setData('text/plain', '单位\tfunds\ttask\n甲县\t13.5\t10\n乙县\t4\t10\n');
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(units).toHaveValue(/"甲县": \{"funds": 13\.5, "task": 10\}/);

  await page.getByRole('button', { name: '算分' }).click();
  await page.getByRole('list', { name: '考核方案的问题' }).getByRole('button', { name: '第 4 行第 10 列' }).click();
  const selected = await scheme.evaluate((area) => {
    const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
    return value.slice(selectionStart, selectionEnd);
  });
  expect(selected).toBe('"二十"');

  await page.keyboard.type('20');
  await page.keyboard.press('Control+Enter');
  const table = page.getByRole('table', { name: '各单位得分' });
  await expect(table.getByRole('row', { name: /^甲县/ }).first()).toContainText('24.00');
  await expect(page.getByText('24 = 20 × min(13.5 ÷ 10, 1.2)')).toBeVisible();
  await table.getByRole('button', { name: '乙县' }).click();
  await expect(page.getByText('8 = 20 × (4 ÷ 10)')).toBeVisible();
  await picture(page, 'scheme');
});

test('the example is scored for anybody who is logged in', async ({ page }) => {
  await logInAs(page, '审计');
  await page.goto('/desk/schemes');
  await page.getByRole('button', { name: '看一个例子' }).click();
  await page.getByRole('button', { name: '算分' }).click();
  const table = page.getByRole('table', { name: '各单位得分' });
  await expect(table.getByRole('row', { name: /^甲/ }).first()).toContainText('良好');
  await expect(page.getByText('加减分合计封顶')).toBeVisible();
});
