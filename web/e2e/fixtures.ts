import { resolve } from 'node:path';
import { type Page, test as base, expect } from '@playwright/test';

/** What the browser says about a refused request; a test that provokes one names its status. */
const REFUSED = /^Failed to load resource: the server responded with a status of (\d{3})/;

type Fixtures = {
  /** HTTP statuses that this test provokes on purpose. 401 is how the page learns who is there. */
  expectedStatuses: number[];
  quiet: void;
};

/** Every test fails on a console error, an uncaught error, or a request to another origin. */
export const test = base.extend<Fixtures>({
  expectedStatuses: [[401], { option: true }],
  quiet: [
    async ({ page, baseURL, expectedStatuses }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() !== 'error') return;
        const status = REFUSED.exec(message.text())?.[1];
        if (status && expectedStatuses.includes(Number(status))) return;
        complaints.push(`console: ${message.text()}`);
      });
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.origin !== baseURL) {
          complaints.push(`foreign request: ${request.url()}`);
        }
      });
      await use();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

/** The people of the demonstration, by a word of their role's name on the log-in page. */
export type Role = '单位填报员' | '开发区填报员' | '审核人' | '办公室' | '领导' | '系统管理' | '安全管理' | '审计';

type Demonstration = {
  password: string;
  accounts: { account: string; org: string; role: string }[];
};

async function accountOf(page: Page, role: Role) {
  const answer = await page.request.get('/api/v1/demonstration');
  expect(answer.ok()).toBe(true);
  const { accounts, password } = (await answer.json()) as Demonstration;
  const found = accounts.find((item) => item.role.includes(role));
  if (!found) throw new Error(`no account for ${role}: ${JSON.stringify(accounts)}`);
  return { account: found.account, password };
}

/** Logs in without the log-in page, which has its own tests. */
export async function logInAs(page: Page, role: Role): Promise<void> {
  await page.context().clearCookies();
  const answer = await page.request.post('/api/v1/session', { data: await accountOf(page, role) });
  expect(answer.status()).toBe(200);
}

/** Logs in as somebody whom the security administrator makes for the purpose; a second time with the same account. */
export async function logInAsNew(page: Page, who: { account: string; org: string; role: string }): Promise<void> {
  const password = 'Xin-Mima-2026';
  const logIn = (given: string) =>
    page.request.post('/api/v1/session', { data: { account: who.account, password: given } });
  await logInAs(page, '安全管理');
  const made = await page.request.post('/api/v1/users', {
    data: { account: who.account, name: '新来的人', org_code: who.org, roles: [who.role] },
  });
  await page.context().clearCookies();
  if (made.ok()) {
    const { initial_password: initial } = (await made.json()) as { initial_password: string };
    expect((await logIn(initial)).status()).toBe(200);
    const data = { old_password: initial, new_password: password };
    expect((await page.request.put('/api/v1/session/password', { data })).status()).toBe(204);
    await page.context().clearCookies();
  }
  expect((await logIn(password)).status()).toBe(200);
}

/** Logs in as a person does, with one click on the account of the demonstration. */
export async function logInByHand(page: Page, role: Role): Promise<void> {
  const { account } = await accountOf(page, role);
  await page.goto('/desk/login');
  await page
    .getByRole('button')
    .filter({ has: page.getByText(account, { exact: true }) })
    .click();
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible();
}

/** Waits until nothing on the page is being read any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

const PICTURES = resolve(import.meta.dirname, '../../docs/manual/src/images');

/**
 * Takes a picture for the manual, when it is asked for with `npm run pictures`: the journeys that test the pages also
 * show them, so no picture is older than its page.
 */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.YINFENG_PICTURES) return;
  await settled(page);
  await page.screenshot({ path: resolve(PICTURES, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
