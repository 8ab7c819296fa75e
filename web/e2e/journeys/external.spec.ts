import { expect, logInAs, picture, test } from '../fixtures';

test.use({ expectedStatuses: [401, 422] });

const PAPER = '关于2023年1—6月招商引资工作情况的通报';

test('the office records what an old bulletin said, and growth rests on it and says so', async ({ page }) => {
  await logInAs(page, '办公室');
  await page.goto('/desk/external');
  await page.getByRole('link', { name: '登记文件' }).first().click();
  await page.getByRole('button', { name: '保存，再填数' }).click();
  await expect(page.getByRole('alert')).toContainText('发布日期');
  await page.getByLabel('文件标题').fill(PAPER);
  await page.getByLabel(/文号/).fill('临招发〔2023〕9号');
  await page.getByLabel('发布日期').fill('2023-07-12');
  await page.getByLabel('发布日期').press('Enter');
  await page.getByLabel('发文单位').fill('临汾市招商局');
  await page.getByLabel(/原件/).setInputFiles({ name: '通报.txt', mimeType: 'text/plain', buffer: Buffer.from('通报') });
  await page.getByRole('button', { name: '保存，再填数' }).click();
  await expect(page.getByRole('heading', { level: 1, name: PAPER })).toBeVisible();

  await page.getByLabel('截至月份').fill('2023年6月');
  await page.getByLabel('截至月份').press('Enter');
  await page.getByLabel('在文件的哪里').fill('附表1');
  const corner = page.getByLabel('洪洞县 新签约项目个数');
  await corner.focus();
  // What a spreadsheet puts on the clipboard: cells parted by tabs.
  await corner.evaluate((cell) => {
    const data = new DataTransfer();
    data.setData('text/plain', '5\t很多\r\n');
    cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.getByRole('button', { name: '登记 2 个数' }).click();
  await expect(page.getByRole('alert')).toContainText('洪洞县 合同总投资');
  await page.getByRole('alert').getByRole('link').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('3.5亿元');
  await page.getByRole('button', { name: '登记 2 个数' }).click();
  await expect(page.getByText(/已登记 2 个数/)).toBeVisible();
  await picture(page, 'external');
  await expect(page.getByRole('table', { name: '已登记的数' }).getByRole('row', { name: /洪洞县/ })).toHaveCount(2);

  await page.goto('/desk/stats?period=2024-06&columns=["cumulative","last","growth"]');
  const line = page.getByRole('table', { name: '各单位主要指标' }).getByRole('row', { name: '洪洞县' });
  await line.getByRole('button', { name: /合同总投资上年同期 3.50 亿元，上年同期数取自已公布的文件/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('不是本系统记录的合计');
  await expect(drawer).toContainText(PAPER);
  await expect(drawer).toContainText('3.5亿元（附表1）');
});
