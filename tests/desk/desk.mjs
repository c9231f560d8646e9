/* What the desk's browser tests share: the server of a case, Chromium, the list of screens, counting.
 *
 * From the environment (desk.sh sets it): CAIRN the program, CASE its folder, DESK_TOOLS the tools' folder, SHOTS where
 * pictures go. Every test ends with "N passed, N failed". */
import { spawn, execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const TOOLS = process.env.DESK_TOOLS;
const versions = Object.fromEntries(readFileSync(new URL('tools.txt', import.meta.url), 'utf8').split('\n')
  .filter((l) => l && !l.startsWith('#')).map((l) => l.split(' ')));
export const { chromium } = require(`${TOOLS}/playwright-core-${versions['playwright-core']}`);
export const AXE = readFileSync(`${TOOLS}/axe-core-${versions['axe-core']}/axe.min.js`, 'utf8');
export const LANGS = ['en', 'ar', 'ru'], SCHEMES = ['light', 'dark'];
export const WIDTHS = { 375: 812, 1280: 720 };
export const SHOTS = process.env.SHOTS;
if (SHOTS) mkdirSync(SHOTS, { recursive: true });

/* ---- counting ---- */
let passed = 0, failed = 0;
export function check(holds, what, ...more) {
  if (holds) { passed++; return true; }
  failed++;
  console.log(`FAILED ${what}`);
  for (const line of more.flatMap((m) => String(m).split('\n')).slice(0, 12)) console.log(`    ${line.slice(0, 300)}`);
  return false;
}
export async function finish() {
  for (const d of desks) for (const line of new Set(d.said().split('\n').slice(2)))
    if (line && !/closed/.test(line)) check(false, `the desk says: ${line}`);
  for (const close of closing.reverse()) await close().catch(() => {});
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
const closing = [], desks = [];
export const atEnd = (close) => closing.push(close);

/* ---- the program ---- */
export const cairn = (...words) => execFileSync(process.env.CAIRN, ['-C', process.env.CASE, ...words],
  { encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'pipe'] });
export const rows = (...words) => cairn(...words, '--json').split('\n').filter(Boolean).map((l) => JSON.parse(l));

/* Starts the desk; gives its one-time link. */
export async function serve(dir = process.env.CASE, more = []) {
  const child = spawn(process.env.CAIRN, ['-C', dir, 'serve', '--port', '0', '--no-browser', ...more],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const link = await new Promise((resolve, reject) => {
    const hear = (bytes) => {
      said += bytes;
      const m = said.match(/https?:\/\/[^\s"']+(?=\s)/);
      if (m) resolve(m[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => reject(new Error(`the desk ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`the desk said no address in 30 s: ${said}`)), 30000).unref();
  });
  atEnd(() => new Promise((resolve) => { child.on('exit', resolve); child.kill('SIGTERM'); setTimeout(resolve, 5000); }));
  const desk = { link, origin: new URL(link).origin, child, said: () => said };
  desks.push(desk);
  return desk;
}

/* ---- the browser ---- */
export async function browser() {
  const b = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  atEnd(() => b.close());
  return b;
}

/* A context signed in by cookies taken from another one. Watches: dialogs, script errors, requests elsewhere. */
export async function context(b, desk, { lang = 'en', scheme = 'light', width = 1280, cookies, js = true, csp = true } = {}) {
  const c = await b.newContext({
    viewport: { width, height: WIDTHS[width] || 720 }, colorScheme: scheme, locale: lang, javaScriptEnabled: js,
    reducedMotion: 'reduce', bypassCSP: !csp, acceptDownloads: true,
  });
  if (cookies) await c.addCookies(cookies);
  c.seen = { dialogs: [], errors: [], outside: [] };
  c.on('dialog', (d) => { c.seen.dialogs.push(d.message()); d.dismiss().catch(() => {}); });
  c.on('weberror', (e) => c.seen.errors.push(String(e.error())));
  c.on('console', (m) => { if (m.type() === 'error') c.seen.errors.push(`${m.text()} ${m.location().url}`); });
  c.on('request', (q) => {
    const u = q.url();
    if (!u.startsWith(desk.origin) && !u.startsWith('data:') && !u.startsWith('blob:') && !u.startsWith('chrome-error:'))
      c.seen.outside.push(u);
  });
  await c.route((u) => u.origin !== desk.origin, (route) => route.abort());
  return c;
}

/* Opens the one-time link; the cookies of the session. */
export async function login(b, desk) {
  const c = await context(b, desk);
  const page = await c.newPage();
  await page.goto(desk.link);
  const button = page.locator('main form button').first(); // the link asks before it is used up
  if (new URL(page.url()).pathname !== '/' && await button.count()) await button.click();
  const cookies = await c.cookies(), shown = `${page.url()} ${await page.innerText('body').catch(() => '')}`;
  await c.close();
  if (!cookies.length) throw new Error(`no session cookie after the one-time link: ${shown} ${desk.said()}`);
  return cookies;
}

/* ---- screens ---- */
/* {path pattern -> addresses with ids of this case}; a pattern without an example is returned in `missing`. */
export function screens(examples) {
  const out = [], missing = [];
  const list = execFileSync(process.env.CAIRN, ['op-pages'], { encoding: 'utf8' }).trim().split('\n').map((l) => l.split('\t'));
  for (const [path, title, bare] of list) {
    if (bare === 'bare') continue;
    const given = examples[path];
    if (given === null) continue;
    if (given !== undefined) out.push(...[given].flat().map((at) => ({ path, at, title })));
    else if (!path.includes('{}')) out.push({ path, at: path, title });
    else missing.push(path);
  }
  return { list: out, missing };
}

/* What nobody caught is a failure like any other, with what the desk said. */
for (const name of ['uncaughtException', 'unhandledRejection'])
  process.on(name, (e) => { check(false, `stopped: ${e.message.split('\n')[0]}`, e.stack); finish(); });
