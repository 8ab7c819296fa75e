import type { Page } from '@playwright/test';
import { expect, logInAs, settled, test } from './fixtures';
import { rows } from './lists';

/**
 * What a long list costs the browser: elements in the document, and how long the page needs to answer.
 * Elements are counted, and so held to their number; times depend on the machine and are reported
 * beside their goals.
 */
const ELEMENTS = 600;
/** The goals (milliseconds): an interaction as it is, and with the processor four times slower. */
const GOAL = { 1: 200, 4: 350 };

/** Rows of the demonstration's claims that are loaded before measuring. */
const LOADED = 8000;

declare global {
  interface Window {
    interactions: number[];
    longTasks: number[];
  }
}

async function watch(page: Page) {
  await page.addInitScript(() => {
    window.interactions = [];
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ((entry as PerformanceEventTiming & { interactionId?: number }).interactionId) {
          window.interactions.push(entry.duration);
        }
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** The longest interaction since the last question. */
async function worst(page: Page): Promise<number> {
  await page.waitForTimeout(400);
  return page.evaluate(() => Math.max(0, ...window.interactions.splice(0)));
}

async function loadMany(page: Page) {
  const region = page.getByRole('region', { name: '申报', exact: true });
  await expect(async () => {
    await region.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    const count = await region.getByRole('table').getAttribute('aria-rowcount');
    expect(Number(count)).toBeGreaterThan(LOADED);
  }).toPass({ timeout: 90_000, intervals: [50] });
  return region;
}

test('a list of thousands of rows stays small in the document and answers at once', async ({ page }) => {
  test.setTimeout(180_000);
  await watch(page);
  await logInAs(page, '审核人');
  await page.goto('/desk/claims');
  await settled(page);
  await expect(rows(page).first()).toBeVisible();
  const region = await loadMany(page);
  const report: string[] = [];

  const elements = await region.evaluate((box) => box.querySelectorAll('*').length);
  report.push(`elements ${elements}`);
  expect(elements).toBeLessThanOrEqual(ELEMENTS);

  await page.evaluate(() => window.longTasks.splice(0));
  for (let step = 0; step < 40; step += 1) {
    await region.evaluate((box, at) => box.scrollTo(0, at * 7000), step);
    await page.waitForTimeout(30);
  }
  const longest = await page.evaluate(() => Math.max(0, ...window.longTasks.splice(0)));
  report.push(`longest task while scrolling ${Math.round(longest)} ms`);

  const cdp = await page.context().newCDPSession(page);
  for (const rate of [1, 4] as const) {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await worst(page);
    const acts: Record<string, () => Promise<unknown>> = {
      sort: () => page.getByRole('columnheader', { name: '金额（万元）' }).getByRole('button').click(),
      select: () => rows(page).nth(2).getByRole('checkbox').click(),
      next: () => page.keyboard.press('j'),
      preview: () => page.keyboard.press('Space'),
      close: () => page.keyboard.press('Escape'),
      unselect: () => page.keyboard.press('Escape'),
    };
    for (const [name, act] of Object.entries(acts)) {
      await act();
      await settled(page);
      const took = await worst(page);
      report.push(`${name} ${took} ms at ${rate}×${took > GOAL[rate] ? ` (goal ${GOAL[rate]})` : ''}`);
    }
  }
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  console.log(report.join('\n'));
});
