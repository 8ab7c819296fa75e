import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, logInAs, picture, settled, test } from './fixtures';

const SKETCH = resolve(import.meta.dirname, '../../assets/demo/boundaries/141000.json');

const drawer = (page: Page) => page.getByRole('dialog');

async function closeDrawer(page: Page) {
  await page.keyboard.press('Escape');
  await expect(drawer(page)).toBeHidden();
}

test('a bar of a chart and its line in the table open the same rows, and the number is that of the board', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/stats?show=charts');
  await settled(page);
  const bars = page.getByRole('img', { name: /^到位资金：19 个单位中 \d+ 个慢于时序$/ });
  await expect(bars.locator('svg')).toBeVisible();
  await bars.click({ position: { x: 130, y: 17 } });
  await expect(drawer(page).getByText(/^共 \d+ 条，合计/)).toBeVisible();
  const name = await drawer(page).getByText(/ · 到位资金$/).first().textContent();
  await closeDrawer(page);

  const card = page.locator('section').filter({ has: bars });
  await card.getByRole('button', { name: '看数据' }).click();
  const table = page.getByRole('table', { name: /慢于时序/ });
  const first = table.getByRole('row').nth(1);
  await expect(first.getByRole('rowheader')).toHaveText(name?.split(' · ')[0] ?? '');
  const number = first.getByRole('button', { name: /到位资金累计/ });
  const shown = (await number.textContent()) ?? '';
  await number.click();
  await expect(drawer(page).getByText(`= ${shown} 亿元`)).toBeVisible();
});

test('a month of the trend opens the rows of that month', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/stats?show=charts');
  const trend = page.getByRole('img', { name: /^2026年1—9月全市到位资金/ });
  await expect(trend.locator('svg')).toBeVisible();
  await page.locator('section').filter({ has: trend }).getByRole('button', { name: '看数据' }).click();
  const march = page.getByRole('button', { name: /^2026年3月到位资金/ });
  const shown = (await march.textContent()) ?? '';
  await march.click();
  await expect(drawer(page).getByRole('definition').filter({ hasText: /^2026年3月$/ })).toBeVisible();
  await expect(drawer(page).getByText(`= ${shown} 亿元`)).toBeVisible();
});

/** The colours of points of the page, as `rgb`, from a picture of it: what is really painted. */
async function colours(page: Page, points: { x: number; y: number }[]): Promise<string[]> {
  const taken = (await page.screenshot()).toString('base64');
  return page.evaluate(
    async ([data, places]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      return places.map(({ x, y }) => String(context?.getImageData(x, y, 1, 1).data.slice(0, 3)));
    },
    [taken, points] as const,
  );
}

/** For each area a point inside of it that no name covers. */
function inside(map: Locator): Promise<{ x: number; y: number }[]> {
  return map.evaluate((svg: SVGSVGElement) =>
    [...svg.querySelectorAll<SVGPathElement>('path[data-code]')].flatMap((path) => {
      const place = path.getScreenCTM();
      const box = path.getBBox();
      const names = [...svg.querySelectorAll('text')].map((text) => text.getBoundingClientRect());
      for (let step = 1; step < 1600; step += 1) {
        const point = new DOMPoint(box.x + (box.width * (step % 40)) / 40, box.y + (box.height * Math.floor(step / 40)) / 40);
        // Well inside: a point at the edge is painted in a mixture of two areas.
        const around = [-3, 3].flatMap((by) => [new DOMPoint(point.x + by, point.y), new DOMPoint(point.x, point.y + by)]);
        if (![point, ...around].every((near) => path.isPointInFill(near))) continue;
        const { x, y } = point.matrixTransform(place ?? undefined);
        const free = names.every((name) => x < name.left - 3 || x > name.right + 3 || y < name.top - 3 || y > name.bottom + 3);
        if (free && document.elementFromPoint(x, y) === path) return [{ x: Math.round(x), y: Math.round(y) }];
      }
      return [];
    }),
  );
}

test('every county of the map is painted in a colour of its class, and opens with the keyboard', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/stats?show=map');
  await settled(page);
  const map = page.getByRole('group', { name: /^到位资金最高的是/ });
  await expect(map).toBeVisible();
  const points = await inside(map);
  expect(points).toHaveLength(17);
  const painted = await colours(page, points);
  for (const colour of painted) expect(['255,255,255', '243,245,248']).not.toContain(colour);
  expect(new Set(painted).size).toBe(5);
  await expect(page.getByText(/示意图，不作为划界依据|审图号/)).toBeVisible();
  await expect(page.getByRole('heading', { name: '图上没有的单位' })).toBeVisible();

  const county = map.getByRole('button', { name: /^洪洞县 到位资金/ });
  await county.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '洪洞县' })).toBeVisible();
  const number = page.getByRole('button', { name: /^洪洞县到位资金累计/ });
  const shown = (await number.textContent()) ?? '';
  await number.click();
  await expect(drawer(page).getByText(`= ${shown} 亿元`)).toBeVisible();
});

test('the wall shows the same numbers on every size, and each opens its evidence', async ({ page }) => {
  await logInAs(page, '领导');
  for (const [width, height] of [
    [1920, 1080],
    [1366, 768],
    [2560, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto('/desk/wall/board');
    await expect(page.getByRole('group', { name: '到位资金分布' })).toBeVisible();
    for (const corner of [page.getByText(/认定口径/), page.getByRole('link', { name: '退出大屏' })]) {
      await expect(corner).toBeInViewport({ ratio: 0.99 });
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(overflow).toBe(false);
  }
  const number = page.getByRole('list', { name: '全市合计' }).getByRole('button', { name: /到位资金累计/ }).first();
  const shown = ((await number.textContent()) ?? '').replace(/\s*亿元$/u, '');
  await number.click();
  await expect(drawer(page).getByText(`= ${shown} 亿元`)).toBeVisible();
});

test('on paper there is the board without menu, filters and buttons', async ({ page }) => {
  await logInAs(page, '领导');
  await page.goto('/desk/stats');
  await settled(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('table', { name: '各单位主要指标' })).toBeVisible();
  for (const chrome of [
    page.getByRole('navigation', { name: '主菜单' }),
    page.getByRole('search'),
    page.getByRole('link', { name: '导出表格' }),
  ]) {
    await expect(chrome).toBeHidden();
  }
});

test.describe('boundaries', () => {
  test.use({ expectedStatuses: [401, 422] });

  test('a faulty file is refused by its feature, and a good one is drawn from with its 审图号', async ({ page }) => {
    await logInAs(page, '系统管理');
    await page.goto('/desk/admin/geo');
    await settled(page);
    const text = await readFile(SKETCH, 'utf8');
    const choose = (name: string, content: string) =>
      page.locator('#geo-file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
    await picture(page, 'boundaries');
    await page.getByRole('button', { name: '检查并启用' }).click();
    await expect(page.getByRole('alert')).toContainText('请选择界线文件');

    await choose('wrong.json', text.replace('"141024"', '"140105"'));
    await page.getByLabel('名称').fill('临汾市县级界线');
    await page.getByLabel('来源').fill('市自然资源局');
    await page.getByLabel('审图号').fill('晋S(2026)001号');
    await page.getByRole('button', { name: '检查并启用' }).click();
    await expect(page.getByRole('alert')).toContainText('「洪洞县」：adcode 读到「140105」'.replace('：', ':'));

    await choose('right.json', text);
    await page.getByRole('button', { name: '检查并启用' }).click();
    await expect(page.getByText('界线已启用')).toBeVisible();
    await expect(page.getByRole('definition').filter({ hasText: '晋S(2026)001号' })).toBeVisible();

    await logInAs(page, '领导');
    await page.goto('/desk/stats?show=map');
    await expect(page.getByText('审图号：晋S(2026)001号')).toBeVisible();
  });
});
