import { expect, logInAs, picture, settled, test } from './fixtures';
import { rows } from './lists';

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

test('a list is gone through, previewed, selected and left with the keyboard alone', async ({ page }) => {
  await logInAs(page, '审核人');
  await page.goto('/desk/projects');
  await settled(page);
  await expect(rows(page).first()).toBeVisible();
  const names = await rows(page).getByRole('link').allTextContents();

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: names[1] ?? '', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('link', { name: names[0] ?? '', exact: true })).toBeFocused();

  // Preview, the next record in the same panel, and back to the row.
  await page.keyboard.press('Space');
  const panel = page.getByRole('complementary', { name: '预览' });
  await expect(panel).toBeFocused();
  await page.keyboard.press('j');
  await expect(panel.getByRole('heading', { level: 2 })).toContainText(names[1] ?? '');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(page.getByRole('link', { name: names[1] ?? '', exact: true })).toBeFocused();

  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('toolbar', { name: '已选择的行' })).toContainText('已选 3');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('toolbar', { name: '已选择的行' })).toBeHidden();

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('jj');
  await expect(page.getByRole('searchbox')).toHaveValue('jj');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');

  // A column is moved and made wider where it stands.
  const head = page.getByRole('columnheader').filter({ has: page.getByRole('button') }).nth(1);
  const name = (await head.textContent()) ?? '';
  const before = (await head.boundingBox())?.width ?? 0;
  await head.getByRole('button').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await head.boundingBox())?.width).toBeGreaterThan(before);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('columnheader').filter({ has: page.getByRole('button') }).nth(2)).toHaveText(name);

  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(page).toHaveURL(/\/desk\/bulletins/);
});

test('keys are told on a sheet and can be turned off there; arrows, space and Ctrl+K stay', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/projects');
  await settled(page);
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: '键盘操作' });
  await expect(sheet.getByText('预览，再按一次关闭')).toBeVisible();
  await sheet.getByRole('button', { name: '关闭单键操作' }).click();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('?');
  await page.keyboard.press('x');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByRole('complementary', { name: '预览' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: '查找记录或页面' })).toBeFocused();
});

test('Ctrl+K finds records by two characters, initials and code, pages by initials, and remembers', async ({ page }) => {
  await logInAs(page, '领导');
  const { items } = (await (await page.request.get('/api/v1/projects?limit=1')).json()) as {
    items: { code: string; name: string }[];
  };
  const [project] = items;
  if (!project) throw new Error('the demonstration has projects');
  await page.goto('/desk/stats');
  await settled(page);

  const field = page.getByRole('combobox', { name: '查找记录或页面' });
  const found = page.getByRole('option', { name: project.name });
  for (const text of [project.name.slice(1, 4), project.code]) {
    await page.keyboard.press('Control+k');
    await field.fill(text);
    await expect(found.first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
  }

  // 光伏组件项目
  await page.keyboard.press('Control+k');
  await field.fill('gfzjxm');
  await expect(page.getByRole('option', { name: /光伏组件项目/ }).first()).toBeVisible();
  await field.fill('xm');
  await expect(page.getByRole('option', { name: /^项目/ }).first()).toBeVisible();
  await field.fill(project.code);
  await expect(found.first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/desk/projects/${project.code}`));

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('group', { name: '最近打开' }).getByRole('option', { name: project.name })).toBeVisible();
  // What the person may not do is not offered.
  await field.fill('用户');
  await expect(page.getByRole('option', { name: '用户', exact: true })).toHaveCount(0);
});

test('a bulletin is issued, one of its figures opened and left, with the keyboard alone', async ({ page }) => {
  await logInAs(page, '办公室');
  await page.goto('/desk/bulletins');
  await settled(page);
  await page.getByRole('link', { name: '出具通报' }).first().press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '出具通报' })).toBeVisible();
  await settled(page);
  await page.getByRole('button', { name: '出具通报', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /通报/ })).not.toHaveText('出具通报');
  await settled(page);
  const figure = page.getByRole('article').getByRole('button').first();
  await figure.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(figure).toBeFocused();
});

/** What a row of a list may hold. */
type Row = { name: string; file_name: string; project: { code: string; name: string } };

test('Ctrl+K finds enterprises, claims, ledgers and bulletins too, each for who may open it', async ({ page }) => {
  const field = page.getByRole('combobox', { name: '查找记录或页面' });
  const group = (name: string) => page.getByRole('group', { name, exact: true });
  const ask = async (text: string) => {
    await page.goto('/desk/projects');
    await settled(page);
    await page.keyboard.press('Control+k');
    await field.fill(text);
  };
  await logInAs(page, '单位填报员');
  const first = async (path: string) => {
    const { items } = (await (await page.request.get(`/api/v1/${path}?limit=1`)).json()) as { items: Row[] };
    return items[0];
  };
  const [enterprise, claim, ledger] = [await first('enterprises'), await first('claims'), await first('imports')];
  if (!enterprise || !claim || !ledger) throw new Error('the demonstration has records of each kind');

  await ask(enterprise.name.slice(0, 6));
  await expect(group('企业').getByRole('option', { name: enterprise.name }).first()).toBeVisible();
  await ask(claim.project.code);
  await group('申报').getByRole('option', { name: claim.project.name }).first().click();
  await expect(page).toHaveURL(/\/desk\/recognition\?.*claim=/);
  await ask(ledger.file_name.slice(0, 5));
  await expect(group('导入').getByRole('option', { name: ledger.file_name }).first()).toBeVisible();
  // By month: ledgers and bulletins of it, opened with the keyboard alone.
  await ask('2026年8月');
  await expect(group('导入').getByRole('option').first()).toBeVisible();
  await expect(group('项目')).toHaveCount(0);
  await picture(page, 'search');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/desk\/imports\/[0-9a-f-]{36}/);

  // A leader brings in no ledgers, so none is offered.
  await logInAs(page, '领导');
  await ask('2026年8月');
  await expect(field).toBeVisible();
  await expect(group('导入')).toHaveCount(0);
  await ask(enterprise.name.slice(0, 6));
  await expect(group('企业').getByRole('option', { name: enterprise.name }).first()).toBeVisible();
});
