import { type Page, expect } from '@playwright/test';
import { logInAs, picture, settled, test } from '../fixtures';
import { addFilter, cells, exportedSheets, heads, rows } from '../lists';

const counted = (page: Page) => page.getByRole('status').filter({ hasText: /家企业/ });

async function answered(page: Page) {
  await settled(page);
  await expect(rows(page).first()).toBeVisible();
}

test.describe('enterprises', () => {
  test('are narrowed, grouped and exported, and their sums are those of the projects that one sees', async ({ page }) => {
    await logInAs(page, '领导');
    await page.goto('/desk/stats');
    await settled(page);
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await expect(page).toHaveURL(/\/desk\/enterprises/);
    await answered(page);
    await picture(page, 'enterprises');
    const all = Number((await counted(page).textContent())?.replace(/\D/g, ''));

    await page.goto('/desk/enterprises?sort=-project_count');
    await answered(page);
    const [name = '', , projects = ''] = await cells(rows(page).first());
    expect((await heads(page)).slice(0, 3)).toEqual(['企业名称', '落户单位', '投资项目']);
    await rows(page).first().getByRole('cell').last().click();
    const panel = page.getByRole('complementary', { name: '预览' });
    await expect(panel.getByRole('heading', { level: 2 })).toHaveText(name);
    await expect(panel).toContainText(`投资项目（个）${projects}`);
    await panel.getByRole('button', { name: '关闭预览' }).click();

    await addFilter(page, '资金来源', (dialog) => dialog.getByRole('checkbox', { name: '省外' }).check());
    await answered(page);
    const narrowed = Number((await counted(page).textContent())?.replace(/\D/g, ''));
    expect(narrowed).toBeLessThan(all);
    const exported = await exportedSheets(page, page.getByRole('button', { name: '导出', exact: true }));
    expect(exported.name).toMatch(/^企业列表-/);
    const sheet = await exported.read(1);
    expect(sheet.flat().filter((cell) => cell === '省外')).toHaveLength(narrowed);
    const meanings = await exported.read(2);
    expect(meanings.flat().join()).toContain('共同投资的项目对每家企业都计全额');

    await page.goto('/desk/enterprises?group=org');
    await settled(page);
    const heading = page.getByRole('button', { expanded: false }).filter({ hasText: /\d/ }).first();
    await heading.click();
    await answered(page);
    await page.reload();
    await answered(page);
  });

  test('are found by two characters and by initials; a unit finds its own alone', async ({ page }) => {
    await logInAs(page, '领导');
    await page.goto('/desk/enterprises');
    await answered(page);
    const [name = ''] = await cells(rows(page).first());
    for (const text of [name.slice(1, 3), name.slice(2, 4)]) {
      await page.goto(`/desk/enterprises?q=${encodeURIComponent(text)}`);
      await answered(page);
      await expect(page.getByRole('link', { name, exact: true }).first()).toBeVisible();
    }
    await logInAs(page, '单位填报员');
    await page.goto('/desk/enterprises');
    await answered(page);
    const units = await rows(page).locator('td').nth(1).allTextContents();
    expect(new Set(units).size).toBe(1);
  });

  test('lead from their page to the next one, and back to the list as it stood', async ({ page }) => {
    await logInAs(page, '领导');
    await page.goto('/desk/enterprises?sort=-total_investment&f=origin_scope.one_of.out_of_province');
    await answered(page);
    const names = await rows(page).locator('th').allTextContents();
    await page.getByRole('link', { name: names[0] ?? '', exact: true }).click();
    const title = page.getByRole('heading', { level: 1 });
    await expect(title).toHaveText(names[0] ?? '');
    await expect(page.getByText(/第 1 \/ \d+ 条/)).toBeVisible();
    await expect(page.getByRole('button', { name: '上一条' })).toBeDisabled();
    await page.keyboard.press('j');
    await expect(title).toHaveText(names[1] ?? '');
    await page.getByRole('button', { name: '上一条' }).click();
    await expect(title).toHaveText(names[0] ?? '');
    await page.getByRole('main').getByRole('link', { name: '企业', exact: true }).click();
    await answered(page);
    await expect(page.getByRole('button', { name: '资金来源：省外', exact: true })).toBeVisible();
    expect(new URL(page.url()).searchParams.get('sort')).toBe('-total_investment');
  });
});
