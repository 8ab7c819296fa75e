/**
 * Compares the script bytes (gzip) that the desk needs with budgets.json: the shell with everything
 * it imports, what each route adds to it, the chunk of the charts, which comes when one is drawn; further the styles
 * that come with the first page, and the whole as it is embedded (brotli). Run after `npm run build`.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = new URL('../../', import.meta.url);
const budgets = JSON.parse(readFileSync(new URL('budgets.json', web), 'utf8'));
const manifest = JSON.parse(readFileSync(new URL('dist/.vite/manifest.json', web), 'utf8'));

const size = (key) => gzipSync(readFileSync(new URL(`dist/${manifest[key].file}`, web))).length;
const kb = (keys) => [...keys].reduce((sum, key) => sum + size(key), 0) / 1000;

/** A chunk with everything that it imports at once. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

const ROUTE = /\/routes\/(.+)\.tsx\?tsr-split=component$/;
const shell = closure('desk.html');
for (const key of Object.keys(manifest)) {
  if (ROUTE.exec(key)?.[1] === '_desk') for (const part of closure(key)) shell.add(part);
}

let exceeded = false;
function report(name, value, budget, unit = 'kB') {
  const over = value > budget;
  exceeded ||= over;
  console.log(`${over ? 'OVER' : 'ok  '} ${value.toFixed(1).padStart(7)} / ${budget} ${unit}  ${name}`);
}

report('desk shell', kb(shell), budgets.deskShellKb);
for (const key of Object.keys(manifest)) {
  const route = ROUTE.exec(key)?.[1];
  if (!route || route === '_desk') continue;
  report(`+ ${route}`, kb([...closure(key)].filter((part) => !shell.has(part))), budgets.deskRouteKb);
}

const charts = closure('src/charts/echarts.ts');
for (const key of shell) {
  if (charts.has(key) && manifest[key].file.includes('echarts')) throw new Error('the shell fetches the charts');
}
report('charts (lazy)', kb([...charts].filter((part) => !shell.has(part))), budgets.echartsKb);

const dist = fileURLToPath(new URL('dist/', web));
const styles = [...shell].flatMap((key) => manifest[key].css ?? []);
report('styles of the shell', styles.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0) / 1000, budgets.styleKb);

/** What a browser of today fetches: text compressed, which lies beside it, and the rest as it is. */
const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const paths = files.map((entry) => join(entry.parentPath, entry.name));
const sent = paths.filter((path) => !path.endsWith('.gz') && !paths.includes(`${path}.br`));
const whole = sent.reduce((sum, path) => sum + statSync(path).size, 0);
report('all pages (brotli)', whole / 1e6, budgets.distMb, 'MB');
process.exitCode = exceeded ? 1 : 0;
