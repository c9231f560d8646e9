/* A recorder at work, with the keyboard alone: a report from file to all its claims reviewed. Counts key presses and
 * decisions; the time is that of the keystroke-level model (Card, Moran and Newell 1980): K 0.28 s a key, M 1.35 s a
 * decision; P (1.1 s) is never needed. What the model does not hold: reading the report, and waiting.
 *
 * WAY: machine (the reader proposes), hand (nothing is proposed), arabic (Arabic report and interface; what the reader
 * proposes is rejected claim by claim and all is entered by hand: the dearest way). */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { atEnd, browser, check, context, finish, login, rows, serve } from './desk.mjs';
import { ARABIC, ENGLISH } from './recorder_claims.mjs';

const K = 0.28, M = 1.35;
const WAYS = {
  machine: { lang: 'en', file: process.env.REPORT_EN, publication: 'Vasteran Press Agency', published: '2031-03-12', written: 'en', minutes: 10 },
  hand: { lang: 'en', file: process.env.REPORT_EN, publication: 'Vasteran Press Agency', published: '2031-03-12', written: 'und', minutes: 20, claims: ENGLISH },
  arabic: { lang: 'ar', file: process.env.REPORT_AR, publication: 'Mirat Qarsan', published: '2031-03-12', written: 'ar', minutes: 20, claims: ARABIC },
};
const which = process.env.WAY, way = WAYS[which];

/* Two hands on the keyboard. */
class Hands {
  constructor(page) { this.page = page; this.keys = 0; this.minds = 0; }
  think(n = 1) { this.minds += n; }
  async press(key, times = 1) {
    for (let i = 0; i < times; i++) {
      this.keys += key.split('+').length;
      await this.page.keyboard.press(key);
    }
  }
  async type(words) {
    this.keys += [...words].length + [...words].filter((c) => /[A-Z:"?+{}«»“”]/.test(c)).length; /* Shift */
    await this.page.keyboard.insertText(words);
  }
  /* Letters one by one, for what listens to keys. */
  async spell(word) {
    this.keys += [...word].length;
    this.wire ||= await this.page.context().newCDPSession(this.page);
    for (const c of word)
      for (const type of ['keyDown', 'keyUp'])
        await this.wire.send('Input.dispatchKeyEvent', type === 'keyDown' ? { type, key: c, text: c, unmodifiedText: c } : { type, key: c });
  }
  at(selector) { return this.page.evaluate((s) => Boolean(document.activeElement && document.activeElement.matches(s)), selector); }
  /* Tab by Tab; backwards when that is where it is; opens what is closed. */
  async to(selector) {
    const closed = await this.page.evaluate((s) => {
      document.querySelectorAll('[data-closed]').forEach((el) => el.removeAttribute('data-closed'));
      let out = null;
      for (let el = document.querySelector(s); el; el = el.parentElement)
        if (el.tagName === 'DETAILS' && !el.open) out = el;
      if (out) out.querySelector('summary').dataset.closed = '1';
      return Boolean(out);
    }, selector);
    if (closed) {
      await this.to('summary[data-closed]');
      await this.press('Enter');
      return this.to(selector);
    }
    const back = await this.page.evaluate((s) => {
      const el = document.querySelector(s), now = document.activeElement;
      return Boolean(el && now && now !== document.body && el.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING);
    }, selector);
    for (let i = 0; i < 120; i++) {
      if (await this.at(selector)) return true;
      await this.press(back ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`${selector} cannot be reached by Tab on ${this.page.url()}`);
  }
  async loads(act) { /* what it does loads another page */
    const done = this.page.waitForEvent('load', { timeout: 60000 });
    await act();
    await done;
    await this.page.waitForLoadState('domcontentloaded');
  }
  async fill(selector, words) {
    await this.to(selector);
    this.think();
    await this.type(words);
  }
  /* A choice of a closed list: as many letters of its label as are needed, else the arrow. */
  async choose(selector, value) {
    await this.to(selector);
    this.think();
    const steps = await this.page.evaluate(([s, v]) => {
      const el = document.querySelector(s);
      return [...el.options].findIndex((o) => o.value === v) - el.selectedIndex;
    }, [selector, value]);
    await this.press(steps > 0 ? 'ArrowDown' : 'ArrowUp', Math.abs(steps));
    const got = await this.page.evaluate((s) => document.querySelector(s).value, selector);
    if (got !== value) throw new Error(`${selector} is ${got}, not ${value}`);
  }
  seconds() { return this.keys * K + this.minds * M; }
}

const desk = await serve(), b = await browser(), cookies = await login(b, desk);
const c = await context(b, desk, { lang: way.lang, cookies });
const page = await c.newPage(), hands = new Hands(page);
/* Playwright catches the window for files only while somebody listens, and begins to do so in its own time: a key pressed
 * right after would open the system's window, which nobody sees. So somebody listens from the start. */
page.on('filechooser', () => {});
const statuses = () => page.evaluate(() => [...document.querySelectorAll('.claims-pane .claim')].map((el) => el.dataset.status));
await page.goto(`${desk.origin}/?lang=${way.lang}`);
check(await page.evaluate(() => document.documentElement.lang) === way.lang, 'the interface speaks the recorder\'s language');

/* ---- from file to the reading desk ---- */
async function seal() {
  await hands.to('header a[href="/seal"]');
  await hands.loads(() => hands.press('Enter'));
  await hands.to('main input[type="file"]');
  const chooser = page.waitForEvent('filechooser');
  await hands.press('Space');
  hands.think();
  hands.keys += basename(way.file).length + 1; /* its name in the system's own window, and Enter */
  await (await chooser).setFiles(way.file);
  await hands.fill('main form input[name="publication"]', way.publication);
  await hands.fill('main form input[name="published"]', way.published);
  await hands.fill('main form input[name="from"]', way.lang === 'ar' ? 'متطوع' : 'a volunteer');
  await hands.fill('main form input[name="lang"]', way.written);
  hands.think();
  await hands.loads(() => hands.press('Control+Enter'));
  check(/\/sealed\//.test(page.url()), `a receipt after sealing (${page.url()})`, await page.innerText('main').catch(() => ''));
}
async function open() {
  const item = page.url().match(/sealed\/([^?#]+)/)[1];
  await page.waitForTimeout(1500); /* desk.js may read at once */
  const read = page.locator('[data-read-now] form button');
  if (await read.count() && await read.first().isVisible()) {
    await hands.to('[data-read-now] form button');
    await hands.loads(() => hands.press('Enter'));
    for (let i = 0; i < 60 && !page.url().includes('/read/'); i++) await page.waitForTimeout(500);
  }
  if (!page.url().includes('/read/')) {
    await hands.to('a[data-open]');
    await hands.loads(() => hands.press('Enter'));
  }
  check(page.url().includes('/read/'), `the reading desk is open (${page.url()})`);
  return item;
}

/* ---- with machine proposals ---- */
async function review() {
  const first = await statuses(), n = first.length;
  check(n >= 12, `the reader proposes claims (${n})`);
  let seen = 0;
  for (let i = 0; i < n * 2 && (await statuses()).includes('machine'); i++) {
    const before = (await statuses()).filter((s) => s === 'machine').length;
    hands.think(2); /* who says it; do the words say it */
    await hands.press(i === 3 || i === 9 ? 'r' : 'a');
    await page.waitForFunction((was) => [...document.querySelectorAll('.claims-pane .claim')].filter((el) => el.dataset.status === 'machine').length < was, before, { timeout: 20000 });
    seen++;
    if (i === 3) { /* too early: taken back, and decided again */
      hands.think();
      await hands.press('k');
      const gone = (await statuses()).filter((s) => s === 'machine').length;
      await hands.press('u');
      await page.waitForFunction((was) => [...document.querySelectorAll('.claims-pane .claim')].filter((el) => el.dataset.status === 'machine').length > was, gone, { timeout: 20000 });
    }
  }
  check(!(await statuses()).includes('machine'), `all ${seen} decided`, (await statuses()).join(' '));
  /* One of them has more to say: corrected. */
  hands.think();
  await hands.press('c');
  await page.waitForURL(/\/correct\//);
  await page.waitForLoadState('load');
  const role = await page.evaluate(() => document.querySelector('select[name="role"]').value);
  await hands.choose('select[name="role"]', role === 'official' ? 'spokesperson' : 'official');
  hands.think();
  await hands.loads(() => hands.press('Control+Enter'));
  check(page.url().includes('/read/'), `the correction is saved (${page.url().slice(desk.origin.length, 80)})`,
    await page.evaluate(() => { const p = document.querySelector('.problem, .note.bad'); return p ? p.textContent : ''; }));
}

/* ---- by hand ---- */
/* What the machine proposes, if anything, is not taken. */
async function decline() {
  for (let left = (await statuses()).filter((s) => s === 'machine').length; left > 0;) {
    hands.think(2);
    await hands.press('r');
    await page.waitForFunction((was) => [...document.querySelectorAll('.claims-pane .claim')].filter((el) => el.dataset.status === 'machine').length < was, left, { timeout: 20000 });
    left = (await statuses()).filter((s) => s === 'machine').length;
  }
}
/* The fewest letters by which read.js finds a kind. */
const letters = (kind) => page.evaluate((value) => {
  const options = [...document.querySelectorAll('#f-kind option')].filter((o) => o.value);
  const label = options.find((o) => o.value === value).textContent.toLocaleLowerCase();
  const found = (sought) => options.find((o) => o.value.startsWith(sought)) ||
    options.find((o) => o.value.split('_').concat(o.textContent.toLocaleLowerCase().split(/\s+/)).some((w) => w.startsWith(sought)));
  for (let n = 1; n < 20; n++)
    for (const word of label.split(/\s+/)) {
      const sought = word.slice(0, n);
      const last = found(sought);
      if (word.length >= n && last && last.value === value && !/[\u064b-\u0652]/.test(sought)) return sought;
    }
  return value;
}, kind);

async function words(claim) {
  await hands.press('t');
  await hands.press('/');
  await hands.type(claim.find);
  await hands.press('Enter');
  hands.think();
  if (claim.words === 'sentence') await hands.press('.');
  else await hands.press(way.lang === 'ar' ? 'Shift+ArrowLeft' : 'Shift+ArrowRight', claim.words - 1);
  const got = await page.evaluate(() => getSelection().toString());
  check(got.replace(/\s+/g, ' ').includes(claim.holds), `${claim.kind}: the words are selected`, got, claim.holds);
  await hands.loads(() => hands.press('Enter'));
  check(page.url().includes('/claim-new/'), `the form is open (${page.url()})`);
}
async function enter(claim) {
  await words(claim);
  hands.think();
  await hands.to('#f-kind');
  await hands.spell(await letters(claim.kind));
  check(await page.evaluate(() => document.querySelector('#f-kind').value) === claim.kind, `kind ${claim.kind} is chosen`);
  for (const [name, value] of Object.entries(claim.fields)) {
    if (await page.locator(`select[name="${name}"]`).count()) await hands.choose(`select[name="${name}"]`, value);
    else await hands.fill(`[name="${name}"]`, value);
  }
  hands.think();
  await hands.loads(() => hands.press('Control+Enter'));
  check(page.url().includes('/read/'), `${claim.kind} "${claim.holds.slice(0, 40)}" is saved (${page.url().slice(desk.origin.length, 80)})`,
    await page.evaluate(() => { const p = document.querySelector('.problem, .note.bad'); return p ? p.textContent : ''; }));
}

await seal();
const item = await open();
if (!way.claims) await review();
else {
  await decline();
  for (const claim of way.claims) {
    await enter(claim);
    if (!page.url().includes('/read/')) await page.goto(`${desk.origin}/read/${item}`);
  }
}

const mine = rows('claims', '--item', item).length ? rows('claims', '--item', item) : rows('claims');
const wanted = way.claims ? way.claims.length : 12;
check(mine.length >= wanted, `claims in the case: ${mine.length} of ${wanted}`);
check(!mine.some((k) => k.status === 'machine'), 'no claim of it is left unreviewed', mine.map((k) => `${k.status} ${k.kind}`).join(', '));
check(!c.seen.errors.length, 'no script errors', ...c.seen.errors);
const minutes = hands.seconds() / 60;
check(minutes <= way.minutes, `${which}: ${minutes.toFixed(1)} of ${way.minutes} minutes`);
const line = { way: which, claims: mine.length, keys: hands.keys, decisions: hands.minds, minutes: minutes.toFixed(1), most: way.minutes };
console.log(JSON.stringify(line));
if (process.env.FIGURES) writeFileSync(process.env.FIGURES, `${JSON.stringify(line)}\n`, { flag: 'a' });
await finish();
