/**
 * Lighthouse on the pages where people land, against the program with its demonstration: the median
 * of three runs of each page, held to `vitals` in budgets.json. Lighthouse simulates a desktop's network and
 * processor, so its figures hardly depend on what else the machine does.
 *
 * `npm run vitals`; the program is found in YINFENG_BIN, the browser in YINFENG_CHROMIUM.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';

const web = fileURLToPath(new URL('../../', import.meta.url));
const budgets = JSON.parse(readFileSync(join(web, 'budgets.json'), 'utf8')).vitals;
const program = resolve(web, process.env.YINFENG_BIN ?? '../target/quick/yinfeng');
const browser = process.env.YINFENG_CHROMIUM ?? '/usr/bin/chromium';
const port = Number(process.env.YINFENG_PORT ?? 4318);
const origin = `http://127.0.0.1:${port}`;

const RUNS = 3;
/** Page, and the word of the role that looks at it; the log-in page is for nobody yet. */
const PAGES = [
  { name: 'log-in', path: '/desk/login', role: null },
  { name: 'board', path: '/desk/stats', role: '领导' },
  { name: 'projects', path: '/desk/projects', role: '领导' },
];
const METRICS = {
  lcpMs: { audit: 'largest-contentful-paint', digits: 0 },
  tbtMs: { audit: 'total-blocking-time', digits: 0 },
  cls: { audit: 'cumulative-layout-shift', digits: 3 },
};

async function cookieOf(role) {
  const { accounts, password } = await (await fetch(`${origin}/api/v1/demonstration`)).json();
  const { account } = accounts.find((item) => item.role.includes(role));
  const answer = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ account, password }),
  });
  if (!answer.ok) throw new Error(`log-in as ${account}: ${answer.status}`);
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

/** The demonstration's data are written on the first start. */
async function served(limit = 240_000) {
  for (const end = Date.now() + limit; Date.now() < end; ) {
    const up = await fetch(`${origin}/readyz`).then((answer) => answer.ok, () => false);
    if (up) return;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`the program did not answer at ${origin}`);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

if (!existsSync(program)) throw new Error(`no program at ${program}: build it, or name another in YINFENG_BIN`);
const folder = mkdtempSync(join(tmpdir(), 'yinfeng-lh-'));
const server = spawn(program, ['demo', '--database', `sqlite:${join(folder, 'demo.db')}`, '--listen', `127.0.0.1:${port}`], {
  env: { ...process.env, YINFENG_LOG: 'warn' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
let chrome;
let exceeded = false;
try {
  await served();
  chrome = await launch({
    chromePath: browser,
    chromeFlags: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
  for (const { name, path, role } of PAGES) {
    const extraHeaders = role ? { Cookie: await cookieOf(role) } : {};
    const found = [];
    for (let run = 0; run < RUNS; run += 1) {
      const { lhr } = await lighthouse(
        origin + path,
        { port: chrome.port, logLevel: 'error', onlyCategories: ['performance'], extraHeaders },
        desktopConfig,
      );
      if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
      if (new URL(lhr.finalDisplayedUrl).pathname !== path) throw new Error(`${path} led to ${lhr.finalDisplayedUrl}`);
      found.push(lhr.audits);
    }
    for (const [metric, { audit, digits }] of Object.entries(METRICS)) {
      const value = median(found.map((audits) => audits[audit].numericValue));
      const over = value > budgets[metric];
      exceeded ||= over;
      console.log(`${over ? 'OVER' : 'ok  '} ${value.toFixed(digits).padStart(7)} / ${budgets[metric]}  ${name} ${metric}`);
    }
  }
} finally {
  chrome?.kill();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = exceeded ? 1 : 0;
