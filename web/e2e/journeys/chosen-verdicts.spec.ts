import { type Page, expect } from '@playwright/test';
import { logInAs, picture, settled, test } from '../fixtures';
import { rows } from '../lists';

const PENDING = '/desk/claims?f=state.one_of.pending&sort=-reported_at';

async function open(page: Page, address = PENDING) {
  await page.goto(address);
  await settled(page);
  await expect(rows(page).first()).toBeVisible();
}

const counted = async (page: Page) =>
  Number((await page.getByRole('status').filter({ hasText: /条申报/ }).first().textContent())?.replace(/\D/g, ''));

test('chosen claims are recognised together, and what was not is told with its reason', async ({ page }) => {
  await logInAs(page, '审核人');
  await open(page);
  const before = await counted(page);
  for (const at of [0, 1, 2]) await rows(page).nth(at).getByRole('checkbox').click();
  await page.getByRole('button', { name: '认定所选' }).click();
  const dialog = page.getByRole('dialog', { name: '认定所选的申报' });
  await expect(dialog).toContainText('已选 3 条，其中待认定 3 条');
  await picture(page, 'chosen-verdicts');
  await dialog.getByRole('button', { name: '认定 3 条' }).click();
  const result = page.getByRole('dialog', { name: '办理结果' });
  const told = result.getByRole('status');
  await expect(told).toContainText(/已认定 \d 条/);
  const done = Number(/已认定 (\d)/.exec((await told.textContent()) ?? '')?.[1]);
  await expect(result.getByRole('listitem')).toHaveCount(3 - done);
  await result.getByRole('button', { name: '知道了' }).click();
  await expect(result).toBeHidden();
  // Nothing is marked any more, and what was decided has left the list of what waits.
  await expect(page.getByRole('toolbar', { name: '已选择的行' })).toBeHidden();
  await expect.poll(() => counted(page)).toBe(before - done);
});

test('returning chosen claims needs a reason, which stands with each of them', async ({ page }) => {
  await logInAs(page, '审核人');
  await open(page);
  const before = await counted(page);
  for (const at of [0, 1]) await rows(page).nth(at).getByRole('checkbox').click();
  await page.getByRole('button', { name: '退回所选' }).click();
  const dialog = page.getByRole('dialog', { name: '退回所选的申报' });
  await dialog.getByRole('button', { name: '退回 2 条' }).click();
  await expect(dialog.getByRole('alert')).toContainText('请写明退回的原因');
  await dialog.getByRole('button', { name: '缺少佐证材料' }).click();
  await dialog.getByRole('button', { name: '退回 2 条' }).click();
  const result = page.getByRole('dialog', { name: '办理结果' });
  await expect(result.getByRole('status')).toContainText('已退回 2 条');
  await result.getByRole('button', { name: '知道了' }).click();
  await expect.poll(() => counted(page)).toBe(before - 2);
  const returned = await page.request.get('/api/v1/claims?state=returned&sort=-reported_at&limit=50');
  const { items } = (await returned.json()) as { items: { verdicts: { reason: string }[] }[] };
  expect(items.filter(({ verdicts }) => verdicts.at(-1)?.reason === '缺少佐证材料').length).toBeGreaterThanOrEqual(2);
});

test('many are not decided on by a slip: their number is typed first', async ({ page }) => {
  await logInAs(page, '审核人');
  await open(page, '/desk/claims');
  await rows(page).first().getByRole('checkbox').click();
  await page.getByRole('button', { name: /选择全部/ }).click();
  await page.getByRole('button', { name: '认定所选' }).click();
  const dialog = page.getByRole('dialog', { name: '认定所选的申报' });
  await dialog.getByRole('button', { name: /^认定 [\d,]+ 条$/ }).click();
  await expect(dialog.getByRole('alert')).toContainText('请填写要认定的条数');
  await dialog.getByRole('button', { name: '取消' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('toolbar', { name: '已选择的行' })).toBeVisible();
});

test('who reports claims is not offered to decide on them', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await open(page, '/desk/claims');
  await rows(page).first().getByRole('checkbox').click();
  await expect(page.getByRole('button', { name: '导出所选' })).toBeVisible();
  await expect(page.getByRole('button', { name: '认定所选' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: '退回所选' })).toHaveCount(0);
});
