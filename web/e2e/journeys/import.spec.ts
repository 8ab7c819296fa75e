import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type Role, expect, logInAs, logInAsNew, picture, test } from '../fixtures';
import {
  MONTHS,
  SECTIONS,
  YI,
  activeCell,
  bringIn,
  expectErrors,
  figure,
  goTo,
  grid,
  step,
  takeBack,
  toCheck,
  toDifferences,
  write,
} from '../import-desk';
import { planted, replaced, workbook } from '../workbook';

type Truth = { rows: number; total_investment_wan: number; funds_year_to_date_wan: number };

const truthOf = async (file: string) =>
  JSON.parse(await readFile(file.replace('.xlsx', '.truth.json'), 'utf8')) as Truth;

const wan = (value: number) => value.toLocaleString('en-US', { minimumFractionDigits: 2 });

async function expectFigures(page: Page, truth: Truth) {
  await expect(figure(page, '在库项目')).toHaveText(String(truth.rows));
  await expect(figure(page, '总投资')).toHaveText(wan(truth.total_investment_wan));
  await expect(figure(page, '本年到位资金')).toHaveText(wan(truth.funds_year_to_date_wan));
}

/** What a ledger tells of ended projects: they are written, and stand in no figure of the live ones. */
type Ended = { rows: number; wan: number };

const LEDGERS: [string, Role, string, Ended][] = [
  ['sections with sums, mixed dates', '单位填报员', SECTIONS, { rows: 0, wan: 0 }],
  ['a column for each month, an ended sheet', '开发区填报员', MONTHS, { rows: 3, wan: 30_000 }],
  ['亿元, approximate amounts, full-width digits', '单位填报员', YI, { rows: 0, wan: 0 }],
];

for (const [name, role, file, ended] of LEDGERS) {
  test(`a sample ledger goes through the whole journey with its figures: ${name}`, async ({ page }) => {
    const truth = await truthOf(file);
    await logInAs(page, role);
    await page.goto('/desk/');
    await bringIn(page, file);
    await expectFigures(page, truth);

    await toDifferences(page);
    const totals = page.getByRole('table', { name: '金额合计' });
    await expect(totals.getByRole('row', { name: /总投资/ })).toContainText(wan(truth.total_investment_wan + ended.wan));
    await page.getByRole('button', { name: '确认入账' }).click();
    await expect(page.getByText(`入账：新增项目 ${truth.rows + ended.rows} 个`)).toBeVisible();
    await expect(step(page, '结果')).toContainText('已完成');
    await takeBack(page);
  });
}

/** The county of each project, two of them misspelt, in a ledger that the city brings in. */
const COUNTIES = Object.fromEntries(
  Array.from({ length: 67 }, (_, index) => index + 7)
    .filter((row) => ![42, 62, 69].includes(row))
    .map((row) => [`F${row}`, row === 21 || row === 22 ? '洪桐县' : '洪洞县']),
);

test('a ledger with ten faults is mended without leaving the page, and its figures are the true ones', async ({ page }) => {
  const faulty = planted(SECTIONS, '十处错误.xlsx', {
    F3: '县区',
    ...COUNTIES,
    // Amounts in 元 among those in 万元.
    H22: 32000000,
    H35: 32000000,
    H37: 32000000,
    H10: '见附件',
    I8: '2026年2月30日',
    J46: '另行通知',
    B12: '金穗冷链仓储物流园项目',
    C12: '苏州金穗物流有限公司',
    B13: '',
    K45: 10,
  });
  await logInAsNew(page, { account: 'shiju.tianbao', org: '141000-ZS', role: 'clerk' });
  await page.goto('/desk/');
  await bringIn(page, faulty, '临汾市招商局');
  const address = page.url();
  await goTo(page, 'H10');
  await picture(page, 'import-check');

  // In one go for all rows of a rule.
  const problems = page.getByRole('complementary', { name: '问题' });
  await problems.getByRole('button', { name: /除以 10,000/ }).first().click();
  await expect(page.getByText(/已改好/)).toBeVisible();
  await problems.getByRole('listitem').filter({ hasText: '洪桐县' }).getByRole('button', { name: '对应到单位' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').click();
  await page.keyboard.type('洪洞县');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: /^用于 2 处/ }).click();
  await expect(problems.getByText('洪桐县')).toHaveCount(0);

  // Cell by cell.
  await write(page, 'H10', '250000');
  await write(page, 'I8', '2026年1月17日');
  await write(page, 'J46', '2026-05-15');
  await write(page, 'B12', '众诚中药饮片及口服制剂生产线项目');
  await write(page, 'C12', '佛山众诚生物医药有限公司');
  await write(page, 'B13', '华拓2MW分布式光伏发电项目');
  await write(page, 'K45', '400');

  await expectErrors(page, 0);
  await expectFigures(page, await truthOf(SECTIONS));
  expect(page.url()).toBe(address);

  await toDifferences(page);
  await picture(page, 'import-differences');
  await page.getByRole('button', { name: '确认入账' }).click();
  await expect(page.getByText(/入账：新增项目 64 个/)).toBeVisible();
  await takeBack(page);
});

/** Goes on with Tab until something with this name has the keyboard. */
async function tabTo(page: Page, name: RegExp, key = 'Tab') {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press(key);
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element?.id ? document.querySelector(`label[for="${element.id}"]`) : null;
      return element?.getAttribute('aria-label') ?? label?.textContent ?? element?.textContent ?? '';
    });
    if (name.test(here.trim())) return;
  }
  throw new Error(`${name} was not reached with ${key}`);
}

test('an import is walked from the file to its undo with the keyboard alone', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await page.goto('/desk/imports');
  await tabTo(page, /^导入台账$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '导入台账' })).toBeVisible();
  await tabTo(page, /选择台账文件/);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
  await chooser.setFiles(planted(SECTIONS, '键盘.xlsx', { I8: '2026年2月30日', H10: '见附件' }));
  await tabTo(page, /^读取并校验$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(map|check)/);
  const onwards = page.getByRole('button', { name: /^(确认对应，去校验|下一步：校验)$/ });
  await expect(onwards.or(grid(page))).toBeVisible();
  if (await onwards.isVisible()) {
    await tabTo(page, /去校验|下一步：校验/);
    await page.keyboard.press('Enter');
  }

  await tabTo(page, /^读出的数据行$/);
  await page.keyboard.press('F8');
  await expect(activeCell(page)).toContainText('2026年2月30日');
  await page.keyboard.press('2');
  await page.keyboard.type('026-01-17');
  await page.keyboard.press('Enter');
  await expectErrors(page, 1);
  await page.keyboard.press('Control+z');
  await expectErrors(page, 2);
  await page.keyboard.press('Control+y');
  await expectErrors(page, 1);
  await page.keyboard.press('F8');
  await expect(activeCell(page)).toContainText('见附件');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('250000');
  await page.keyboard.press('Tab');
  await expectErrors(page, 0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '按键说明' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(grid(page)).toBeFocused();

  await page.keyboard.press('Escape');
  await tabTo(page, /^下一步：差异确认$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '确认入账' })).toBeVisible();
  const reasons = await page.getByPlaceholder('如：已与企业核实，金额无误').count();
  for (let written = 0; written < reasons; written += 1) {
    await tabTo(page, /^警告|^错误|^提示/);
    await page.keyboard.type('已与企业核实');
  }
  await tabTo(page, /^确认入账$/);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/入账：新增项目 64 个/)).toBeVisible();
  await tabTo(page, /^撤销的原因$/);
  await page.keyboard.type('键盘演示');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/整批撤销$/).first()).toBeVisible();
});

test('what was mended is there again after the browser was closed', async ({ page, context }) => {
  await logInAs(page, '单位填报员');
  await page.goto('/desk/');
  const id = await bringIn(page, planted(SECTIONS, '改到一半.xlsx', { H10: '见附件', I8: '2026年2月30日' }));
  await write(page, 'H10', '250000');
  await expectErrors(page, 1);
  await page.close();

  const again = await context.newPage();
  await again.goto('/desk/imports');
  await again.getByRole('link', { name: '改到一半.xlsx' }).click();
  await again.waitForURL(`**/imports/${id}/check**`);
  await expectErrors(again, 1);
  await goTo(again, 'H10');
  await expect(activeCell(again)).toHaveText('250000（已改）');
  await again.getByRole('button', { name: '撤销上一处修改' }).click();
  await expectErrors(again, 2);
});

test('rows copied from a spreadsheet are imported, and pasted into the grid', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copy = (text: string) => page.evaluate((given) => navigator.clipboard.writeText(given), text);
  await logInAs(page, '单位填报员');
  await page.goto('/desk/imports');
  await expect(page.getByRole('table', { name: '导入记录' })).toBeVisible();
  await copy('项目名称\t投资方\t总投资（万元）\t签约日期\n粘贴甲项目\t甲公司\t1200\t2026-03-10\n粘贴乙项目\t乙公司\t见附件\t2026-03-11\n');
  await page.keyboard.press('Control+v');
  await expect(page.getByText('已粘贴 3 行 4 列')).toBeVisible();
  await page.getByRole('button', { name: '读取并校验' }).click();
  await toCheck(page);
  await expect(figure(page, '在库项目')).toHaveText('2');
  await expectErrors(page, 1);

  await grid(page).getByRole('gridcell', { name: '1200' }).click();
  await copy('1300\n1400\n');
  await page.keyboard.press('Control+v');
  await expectErrors(page, 0);
  await expect(figure(page, '总投资')).toHaveText('2,700.00');
  await page.keyboard.press('Control+z');
  await expectErrors(page, 1);

  // Whoever types faster than the server answers is no conflict with himself.
  await page.keyboard.press('Escape');
  await page.keyboard.type('1500');
  await page.keyboard.press('Enter');
  await page.keyboard.type('1600');
  await page.keyboard.press('Enter');
  await expect(figure(page, '总投资')).toHaveText('3,100.00');
});

test('rows with errors are mended in a spreadsheet and brought back into the same import', async ({ page }) => {
  await logInAs(page, '单位填报员');
  await page.goto('/desk/');
  await bringIn(page, planted(SECTIONS, '错误行.xlsx', { H10: '见附件', I8: '2026年2月30日' }));
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载错误行' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  const mended = replaced(await file.path(), '改好.xlsx', { 见附件: '250000', '2026年2月30日': '2026年1月17日' });
  await page.getByLabel('改好的错误行').setInputFiles(mended);
  await expect(page.getByText(/已改 2 格/)).toBeVisible();
  await expectErrors(page, 0);
  await expectFigures(page, await truthOf(SECTIONS));
});

type TraceEvent = { name: string; pid: number; tid: number; tdur?: number; args: { name?: string } };

/**
 * What an act gives, and the longest task of the page meanwhile, in milliseconds of its own thread: how busy the machine
 * is with other things has no part in it.
 */
async function traced(page: Page, act: () => Promise<number>): Promise<{ most: number; longest: number }> {
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser');
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  const most = await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => name.endsWith('RunTask') && main.has(`${pid}/${tid}`));
  expect(tasks.length).toBeGreaterThan(100);
  return { most, longest: Math.max(...tasks.map(({ tdur }) => tdur ?? 0)) / 1000 };
}

test('a ledger of 20,000 rows is scrolled without a long task, and few of its cells are in the page', async ({ page }) => {
  test.setTimeout(180_000);
  const rows = Array.from({ length: 20_000 }, (_, index) => [
    index + 1,
    `滚动测试第${index + 1}号项目`,
    `第${index + 1}号投资有限公司`,
    1000 + (index % 9000),
    '2026-03-10',
    index % 500 === 7 ? '见附件' : 10,
  ]);
  const head = ['序号', '项目名称', '投资方', '总投资（万元）', '签约日期', '今年累计到位资金（万元）'];
  await logInAs(page, '单位填报员');
  await page.goto('/desk/');
  await bringIn(page, workbook('两万行.xlsx', [head, ...rows]));
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '20001');
  const { most, longest } = await traced(page, () =>
    grid(page).evaluate(async (element) => {
      let nodes = 0;
      for (let frame = 0; frame < 120; frame += 1) {
        element.scrollTop = frame < 60 ? frame * 80 : ((frame * 7919) % 20_000) * 32;
        await new Promise(requestAnimationFrame);
        nodes = Math.max(nodes, element.querySelectorAll('*').length);
      }
      return nodes;
    }),
  );
  expect(most).toBeLessThanOrEqual(600);
  expect(longest).toBeLessThanOrEqual(100);
  await grid(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Home');
  await expect(activeCell(page)).toHaveText('滚动测试第20000号项目');
});

test.describe('somebody else', () => {
  test.use({ expectedStatuses: [401, 409] });

  test('changed the same import: the page says so, keeps what was typed in words, and shows the latest', async ({ page }) => {
    await logInAs(page, '单位填报员');
    await page.goto('/desk/');
    const id = await bringIn(page, planted(SECTIONS, '两人同改.xlsx', { H10: '见附件', I8: '2026年2月30日' }));
    const { version } = (await (await page.request.get(`/api/v1/imports/${id}`)).json()) as { version: number };
    const rows = await page.request.get(`/api/v1/imports/${id}/rows?tab=errors&offset=0&limit=10`);
    const { items } = (await rows.json()) as { items: { index: number }[] };
    const changes = [{ index: items[0]?.index, field: 'remark', text: '别人写的' }];
    const answer = await page.request.post(`/api/v1/imports/${id}/mends`, { data: { version, changes } });
    expect(answer.ok()).toBe(true);

    await write(page, 'H10', '250000');
    await expect(page.getByText('这批导入刚在别处改过，已载入最新内容')).toBeVisible();
    await expect(page.getByText(/您填的「250000」没有保存/)).toBeVisible();
    await page.getByRole('button', { name: '知道了' }).click();
    await write(page, 'H10', '250000');
    await expectErrors(page, 1);
  });
});
