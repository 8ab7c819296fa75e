import { type Page, expect } from '@playwright/test';
import { logInAs, picture, settled, test } from '../fixtures';

/** What a spreadsheet lays on the clipboard, pasted where the keyboard is. */
async function paste(page: Page, data: Partial<Record<'text/plain' | 'text/html', string>>) {
  await page.evaluate((kinds) => {
    const clipboard = new DataTransfer();
    for (const [kind, text] of Object.entries(kinds)) clipboard.setData(kind, text);
    const event = new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, data);
}

async function firstProject(page: Page) {
  const { items } = (await (await page.request.get('/api/v1/projects?limit=1')).json()) as {
    items: { code: string; name: string }[];
  };
  const [project] = items;
  if (!project) throw new Error('the demonstration has projects');
  return project;
}

test('a row copied from a spreadsheet fills a form, is looked at first, and can be taken back', async ({ page }) => {
  await logInAs(page, '单位填报员');
  const project = await firstProject(page);
  await page.goto(`/desk/projects/${project.code}?edit=building`);
  await settled(page);
  const place = page.getByLabel('建设地点', { exact: true });
  const before = await place.inputValue();
  const rows = [
    '序号\t项目名称\t投资方\t建设地点\t总投资（亿元）',
    '1\t别的项目\t甲公司\t乙镇\t3',
    `2\t${project.name}\t\t大槐树镇产业园\t1.25`,
  ].join('\n');
  await place.focus();
  await paste(page, { 'text/plain': rows });
  const dialog = page.getByRole('dialog', { name: /^粘贴到/ });
  // The row of this project is the one that is meant; its amount is read with the unit of its column.
  await expect(dialog.getByRole('row', { name: /建设地点.*大槐树镇产业园/ })).toBeVisible();
  await expect(dialog.getByRole('row', { name: /总投资.*12,500\.00/ })).toBeVisible();
  await picture(page, 'paste-form');
  await dialog.getByRole('button', { name: '填入 2 项' }).click();
  await expect(place).toHaveValue('大槐树镇产业园');
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(place).toHaveValue(before);

  await place.focus();
  await paste(page, { 'text/plain': rows });
  await dialog.getByRole('checkbox', { name: /总投资/ }).uncheck();
  await dialog.getByRole('button', { name: '填入 1 项' }).click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('大槐树镇产业园')).toBeVisible();

  // A single text goes into the field as ever.
  await page.goto(`/desk/projects/${project.code}?edit=building`);
  await settled(page);
  await place.focus();
  await paste(page, { 'text/plain': '甲镇' });
  await expect(dialog).toBeHidden();
});

test.describe('what cannot be read', () => {
  test.use({ expectedStatuses: [401, 422] });

  test('is told with what to do, and the form stays as it is', async ({ page }) => {
    await logInAs(page, '单位填报员');
    const project = await firstProject(page);
    await page.goto(`/desk/projects/${project.code}?edit=building`);
    await settled(page);
    const place = page.getByLabel('建设地点', { exact: true });
    const before = await place.inputValue();
    await place.focus();
    await paste(page, { 'text/plain': '12\t34\n56\t78' });
    await expect(page.getByText('请连同表头一起复制，再粘贴')).toBeVisible();
    await expect(place).toHaveValue(before);
  });
});

test('a table that is on the clipboard as HTML alone is brought in like any other', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await page.goto('/desk/imports/new');
  await settled(page);
  const html = `<html><body><table><!--StartFragment-->
    <tr><td>序号</td><td>项目名称</td><td>投资方</td><td>总投资（万元）</td><td>签约时间</td></tr>
    <tr><td>1</td><td>网页表格<br style="mso-data-placement:same-cell">项目</td><td>甲公司</td><td>1200</td><td>2026-03-10</td></tr>
    <!--EndFragment--></table></body></html>`;
  await paste(page, { 'text/plain': '序号 项目名称 投资方', 'text/html': html });
  await expect(page.getByText('已粘贴 2 行 5 列')).toBeVisible();
});
