/**
 * Compares the script bytes (gzip) that the desk needs with budgets.json: the shell with everything
 * it imports, and what each route adds to it. Run after `npm run build`.
 */
import { readFileSync } from 'node:fs';
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
function report(name, value, budget) {
  const over = value > budget;
  exceeded ||= over;
  console.log(`${over ? 'OVER' : 'ok  '} ${value.toFixed(1).padStart(7)} / ${budget} kB  ${name}`);
}

report('desk shell', kb(shell), budgets.deskShellKb);
for (const key of Object.keys(manifest)) {
  const route = ROUTE.exec(key)?.[1];
  if (!route || route === '_desk') continue;
  report(`+ ${route}`, kb([...closure(key)].filter((part) => !shell.has(part))), budgets.deskRouteKb);
}
process.exitCode = exceeded ? 1 : 0;
