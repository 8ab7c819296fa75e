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

type Demonstration = {
  password: string;
  accounts: { account: string; org: string; role: string }[];
};

async function demonstration(page: Page): Promise<Demonstration> {
  const answer = await page.request.get('/api/v1/demonstration');
  expect(answer.ok()).toBe(true);
  return (await answer.json()) as Demonstration;
}

/** The account of the first role with one of these words in its name. */
export async function accountOf(page: Page, ...roles: string[]): Promise<string> {
  const { accounts } = await demonstration(page);
  const found = accounts.find(({ role }) => roles.some((word) => role.includes(word)));
  if (!found) throw new Error(`no account for ${roles.join(', ')}: ${JSON.stringify(accounts)}`);
  return found.account;
}

/** Logs in as a person does, with one click on the account of the demonstration. */
export async function logInAs(page: Page, account: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto('/desk/login');
  await page.getByRole('button', { name: account, exact: false }).click();
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible();
}
