/* Hostile words in every field: entered by the command line and through every form of every page, then looked at on
 * every page, with the content security policy removed. No dialog, no script of theirs, no request to elsewhere, no link
 * that is not the desk's own; words from outside never turn the words beside them around. */
import { readFileSync, writeFileSync } from 'node:fs';
import { atEnd, browser, cairn, check, context, finish, login, screens, serve } from './desk.mjs';
import { examples } from './examples.mjs';

/* One a line, blank lines and # apart; \u{…} is that code point. */
const NAUGHTY = readFileSync(new URL('naughty.txt', import.meta.url), 'utf8').split('\n')
  .filter((l) => l && !l.startsWith('#')).map((l) => l.replace(/\\u\{([0-9a-f]+)\}/g, (_, x) => String.fromCodePoint(parseInt(x, 16))));
const LEFT = /^\/(logout|a\/|api\/)/; /* not followed */
const ENDING = /\/do\/(account-(close|passphrase|lock)|session-end|desk-|group-remove)/; /* would end this very session */
const PAGES_MOST = +(process.env.PAGES || 250), FORMS_MOST = +(process.env.FORMS || 160);

let turn = 0;
const naughty = () => NAUGHTY[turn++ % NAUGHTY.length];

const desk = await serve(), b = await browser(), cookies = await login(b, desk);
const c = await context(b, desk, { cookies, csp: false });
await c.addInitScript(() => { window.hit = () => { window.was_hit = true; }; });
const { list } = screens(examples());
check(NAUGHTY.length >= 80, `payloads (${NAUGHTY.length})`);

/* In the page: what must not be. */
const inspect = (origin) => {
  const found = [];
  if (window.was_hit) found.push('a script of theirs ran');
  for (const el of document.querySelectorAll('[href], [src], [action], [formaction], [data], object, embed, iframe, base, meta[http-equiv]')) {
    for (const name of ['href', 'src', 'action', 'formaction', 'data']) {
      const v = el.getAttribute(name);
      if (v === null) continue;
      let u;
      try { u = new URL(v, document.baseURI); } catch { found.push(`${name}=${v.slice(0, 60)}`); continue; }
      if (u.origin !== origin && !(el.tagName === 'LINK' && v === 'data:,')) found.push(`${el.tagName} ${name}=${v.slice(0, 60)}`);
    }
    if (/^(OBJECT|EMBED|IFRAME|BASE|META)$/.test(el.tagName)) found.push(el.tagName);
  }
  for (const el of document.querySelectorAll('*'))
    for (const a of el.attributes) if (/^on/i.test(a.name) || (a.name === 'style' && !el.closest('svg'))) found.push(`${el.tagName} ${a.name}`);
  for (const el of document.querySelectorAll('script:not([src]), style')) found.push(`inline ${el.tagName}`);
  /* Words that turn directions stand in a box of their own. */
  const turns = /[\u202a-\u202e\u2066-\u2069\u200f\u200e]/, texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let t; (t = texts.nextNode());) {
    if (!turns.test(t.data)) continue;
    let el = t.parentElement;
    while (el && !/isolate|plaintext/.test(getComputedStyle(el).unicodeBidi) && !/^(TEXTAREA|OPTION|SCRIPT)$/.test(el.tagName)) el = el.parentElement;
    if (!el || el === document.documentElement || el === document.body || el.tagName === 'MAIN' || el.querySelectorAll('*').length > 60)
      found.push(`turned: <${t.parentElement.tagName} ${t.parentElement.className}> ${JSON.stringify(t.data.slice(0, 40))}`);
  }
  return found.slice(0, 8);
};
/* Every form that posts, with a naughty word in each field of text. */
const fill = ({ which, words, csv }) => {
  const form = document.querySelectorAll('main form')[which];
  let n = 0;
  for (const el of form.elements) {
    if (el.disabled || el.readOnly) continue;
    if (el.tagName === 'TEXTAREA' || (el.tagName === 'INPUT' && /^(text|search|url|email|tel|password|)$/.test(el.getAttribute('type') || ''))) {
      if (el.inputMode === 'numeric') el.value = '3';
      else if (/date|day|when|published|from$|until/.test(el.name)) el.value = '2031-03-10';
      else if (el.value && /^(quote|words|span)/.test(el.name)) continue; /* must stand in the text */
      else el.value = words[n++ % words.length];
    } else if (el.tagName === 'SELECT' && el.required) el.selectedIndex = Math.max(0, [...el.options].findIndex((o) => o.value));
    else if (el.type === 'checkbox') el.checked = true;
    else if (el.type === 'file') {
      const files = new DataTransfer();
      files.items.add(new File([csv], `${words[0].slice(0, 40).replace(/[\/\0]/g, '_')}.csv`, { type: 'text/csv' }));
      el.files = files.files;
    }
    el.removeAttribute('pattern');
  }
  form.noValidate = true;
  return n;
};

const page = await c.newPage(), seen = new Set(), shapes = new Map(), queue = [], forms = new Set(), broken = [];
let looked = 0;
async function look(where) {
  const found = await page.evaluate(inspect, desk.origin);
  check(!found.length, `${where}: harmless`, ...found);
  check(!c.seen.dialogs.length, `${where}: no dialog`, ...c.seen.dialogs.splice(0));
  check(!c.seen.outside.length, `${where}: no request to elsewhere`, ...c.seen.outside.splice(0));
  looked++;
  for (const href of await page.evaluate(() => [...document.querySelectorAll('main a[href]')].map((a) => new URL(a.getAttribute('href'), location.href).href))) {
    const u = new URL(href);
    u.hash = '';
    const shape = u.pathname.replace(/[0-9a-f]{8,}|[A-Z]{3}-\d+|\d+/g, '*') + [...u.searchParams.keys()].join();
    if (u.origin !== desk.origin || LEFT.test(u.pathname) || seen.has(u.href) || (shapes.get(shape) || 0) >= 4) continue;
    shapes.set(shape, (shapes.get(shape) || 0) + 1);
    seen.add(u.href);
    queue.push(u.href);
  }
}
async function open(url) {
  const answer = await page.goto(url).catch((e) => (/Download|ERR_ABORTED/.test(e.message) ? null : Promise.reject(e)));
  if (!answer) return false;
  if (answer.status() >= 500) broken.push(`${answer.status()} ${url}`);
  return /html/.test(answer.headers()['content-type'] || '');
}

/* By the command line: names of publications, parties, places; reports whose words, titles and names are hostile. */
const folder = process.env.SCRATCH;
NAUGHTY.slice(0, 24).forEach((words, i) => {
  const flat = words.replace(/[\n\r\t]/g, ' ');
  for (const what of [['publication', 'add', flat, '--source', flat], ['party', 'add', flat, '--source', flat]])
    try { cairn(...what); } catch { /* refused is as good */ }
  const file = `${folder}/${i} ${flat.replace(/[\/\0]/g, '_').slice(0, 60)}.txt`;
  writeFileSync(file, `${words}\n\nMARAT, March 10 - Officials of "${words}" said 14 bodies were found in Marat. ${words} said ${words} killed five people.\n`);
  try { cairn('add', file, '--published', '2031-03-10'); } catch (e) { broken.push(String(e.stderr || e)); }
});
check(broken.length === 0, 'hostile reports are taken in', ...broken.splice(0));

/* 1: every screen; 2: its forms; 3: what they link to. */
for (const s of list) if (await open(desk.origin + s.at)) await look(s.at);
for (const s of list) {
  if (!await open(desk.origin + s.at)) continue;
  const n = await page.locator('main form').count();
  for (let which = 0; which < n && forms.size < FORMS_MOST; which++) {
    if (!await open(desk.origin + s.at)) break;
    const to = await page.evaluate((i) => { const f = document.querySelectorAll('main form')[i];
      return f && `${f.method} ${new URL(f.action).pathname} ${[...f.elements].map((e) => e.name).filter((x) => x && x[0] !== '_').sort().join()}`; }, which);
    if (!to || forms.has(to) || ENDING.test(to) || LEFT.test(to.split(' ')[1])) continue;
    forms.add(to);
    const words = Array.from({ length: 12 }, naughty);
    const fields = await page.evaluate(fill, { which, words, csv: `name,"${words[0].replace(/"/g, '""')}",born\n${words.slice(1, 7).map((w) => `"${w.replace(/"/g, '""')}",=1+1,@x`).join('\n')}\n` });
    const answer = page.waitForNavigation({ timeout: 20000 }).catch(() => null);
    await page.evaluate((i) => { const f = document.querySelectorAll('main form')[i]; f.requestSubmit(f.querySelector('button')); }, which);
    const got = await answer;
    if (got && got.status() >= 500) broken.push(`${got.status()} ${to}`);
    await look(`after ${to} (${fields} fields)`);
  }
}
while (queue.length && looked < PAGES_MOST) {
  const url = queue.shift();
  if (await open(url)) await look(url.slice(desk.origin.length));
}
for (const s of list) if (await open(desk.origin + s.at)) await look(`${s.at} again`);

/* Addresses: in the path, in the query, in what a page is told. */
for (const words of NAUGHTY.slice(0, 40)) {
  const w = encodeURIComponent(words);
  for (const at of [`/${w}`, `/item/${w}`, `/claim/${w}`, `/incident/${w}`, `/?lang=${w}&done=${w}&after=${w}`, `/search?words=${w}&q=${w}`, `/login?next=${w}`])
    if (await open(desk.origin + at)) await look(at.slice(0, 60));
}
check(!broken.length, 'nothing answers 500', ...broken);
check(looked >= 100, `pages looked at: ${looked}`);
check(forms.size >= 10, `forms filled: ${forms.size}`);
console.log(`${looked} pages, ${forms.size} forms, ${NAUGHTY.length} payloads`);
await finish();
