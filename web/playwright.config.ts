import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const PORT = Number(process.env.YINFENG_PORT ?? 4317);
const BIN = resolve(process.env.YINFENG_BIN ?? '../target/quick/yinfeng');
const origin = `http://127.0.0.1:${PORT}`;

/** The real program with its demonstration data in a database of its own, which nobody keeps. */
const database = join(mkdtempSync(join(tmpdir(), 'yinfeng-e2e-')), 'demo.db');

export default defineConfig({
  testDir: 'e2e',
  // One server and one database: what one journey writes, another would see.
  workers: 1,
  timeout: 90_000,
  reporter: process.env.CI ? [['list'], ['html', { open: 'never' }]] : 'list',
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: origin,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.YINFENG_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
        '--font-render-hinting=none',
        '--force-color-profile=srgb',
      ],
    },
  },
  projects: [{ name: 'desktop', use: { viewport: { width: 1440, height: 900 } } }],
  webServer: {
    command: `"${BIN}" demo --database "sqlite:${database}" --listen 127.0.0.1:${PORT}`,
    url: `${origin}/desk/login`,
    // Of the server only what went wrong is of interest here.
    env: { YINFENG_LOG: 'warn' },
    reuseExistingServer: false,
    // The demonstration data are written on the first start.
    timeout: 240_000,
  },
});
