/* Every screen in every language, light and dark, narrow and wide: axe-core finds nothing, nothing is wider than the
 * window, the whole page is reached by Tab with the focus seen, it prints, and says its words in its language. */
import { AXE, LANGS, SCHEMES, WIDTHS, SHOTS, atEnd, browser, check, context, finish, login, screens, serve } from './desk.mjs';
import { examples } from './examples.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const only = process.env.ONLY ? new RegExp(process.env.ONLY) : null;

const name = (screen) => screen.path.replace(/[{}]/g, '').replace(/^\/$/, 'home').replace(/\/+/g, '-').replace(/^-|-$/g, '') || 'home';

/* In the page: axe on all of it; what does not hang on colour hangs on the width alone, and is asked once a width. */
async function axe(page, whole) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE);
  return page.evaluate(async ([tags, all]) => {
    const found = await window.axe.run(document, { resultTypes: ['violations'],
      runOnly: all ? { type: 'tag', values: tags } : { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } });
    return found.violations.map((v) => `${v.id}: ${v.help}: ` +
      v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${(n.any[0] || n.all[0] || n.none[0] || {}).message || ''}`).join(' | '));
  }, [TAGS, whole]);
}

/* In the page: what sticks out of the window and is not in a box that scrolls. */
const wider = () => {
  const most = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth <= most) return found;
  for (const el of document.body.querySelectorAll('*')) {
    const b = el.getBoundingClientRect();
    if (b.width === 0 || (b.right <= most + 1 && b.left >= -1)) continue;
    if (el.closest('.scroll, pre, svg, .sr, .skip')) continue;
    let box = el.parentElement;
    while (box && !/auto|scroll|hidden/.test(getComputedStyle(box).overflowX)) box = box.parentElement;
    if (!box) found.push(`${el.tagName.toLowerCase()}.${el.className} ${Math.round(b.left)}…${Math.round(b.right)} of ${most}`);
  }
  return [...found.slice(0, 4), `page ${document.documentElement.scrollWidth} of ${most}`];
};

/* In the page: everything one should be able to reach, numbered. */
const mark = () => {
  let n = 0;
  const seen = new Set();
  for (const el of document.querySelectorAll('a[href], area[href], button, input, select, textarea, summary, [tabindex="0"]')) {
    if (el.disabled || el.type === 'hidden' || el.tabIndex < 0 || !el.checkVisibility({ visibilityProperty: true })) continue;
    if (el.type === 'radio') { /* one stop a group */
      const group = `${el.name} ${el.form && el.form.action}`;
      if (seen.has(group)) continue;
      seen.add(group);
      el.closest('form, body').querySelectorAll(`input[name="${CSS.escape(el.name)}"]`).forEach((r) => { r.dataset.walk = n; });
    }
    el.dataset.walk = n++;
  }
  return n;
};
const here = () => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  const s = getComputedStyle(el), b = el.getBoundingClientRect();
  const seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
  const inside = b.bottom > 0 && b.right > 0 && b.top < innerHeight && b.left < innerWidth;
  return { at: el.dataset.walk === undefined ? -1 : +el.dataset.walk, seen: seen || (el.tagName === 'AREA'), inside,
    what: `${el.tagName.toLowerCase()} ${el.name || el.textContent.trim().slice(0, 30)}` };
};

async function walk(page, screen) {
  await page.evaluate(() => { scrollTo(0, 0); if (document.activeElement) document.activeElement.blur(); });
  const n = await page.evaluate(mark), reached = new Set(), dim = [], off = [];
  for (let i = 0; i < n * 3 + 10 && reached.size < n; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(here);
    if (!at) continue;
    if (reached.has(at.at) && at.at === 0) break; /* once round */
    reached.add(at.at);
    if (!at.seen) dim.push(at.what);
    if (!at.inside) off.push(at.what);
  }
  reached.delete(-1);
  const left = reached.size < n ? await page.evaluate((had) => [...document.querySelectorAll('[data-walk]')]
    .filter((el) => !had.includes(+el.dataset.walk)).slice(0, 5).map((el) => el.outerHTML.slice(0, 120)), [...reached]) : [];
  check(reached.size >= n, `${screen.at}: Tab reaches ${reached.size} of ${n}`, ...left);
  check(!dim.length, `${screen.at}: the focus is seen`, ...dim);
  check(!off.length, `${screen.at}: the focus is in the window`, ...off);
}

/* A4 with the margins of desk.css: 182 mm. */
async function print(page, screen) {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 688, height: 1000 });
  const clipped = await page.evaluate(() => {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`page ${document.documentElement.scrollWidth} of ${innerWidth}`);
    for (const el of document.querySelectorAll('main *')) {
      const s = getComputedStyle(el);
      if (s.display === 'none' || s.visibility === 'hidden' || !el.clientWidth || el.closest('svg, .sr, .veiled')) continue;
      if (s.overflowX !== 'visible' && el.scrollWidth > el.clientWidth + 2) found.push(`${el.tagName.toLowerCase()}.${el.className} clips`);
    }
    return found.slice(0, 4);
  });
  check(!clipped.length, `${screen.at}: prints without clipped text`, ...clipped);
  const pdf = await page.pdf({ format: 'A4' });
  check(pdf.length > 2000, `${screen.at}: makes a PDF (${pdf.length} bytes)`);
  await page.emulateMedia({ media: 'screen' });
}

const desk = await serve(), b = await browser(), cookies = await login(b, desk);
const { list, missing } = screens(examples());
check(list.length >= (only ? 1 : 12), `there are screens (${list.length})`);
check(!missing.length, 'every page with {} has an example in examples.mjs', ...missing);

async function look(c, screen, lang) {
  const page = await c.newPage(), which = `${screen.at} ${lang}`;
  const before = c.seen.errors.length;
  const answer = await page.goto(desk.origin + screen.at + (screen.at.includes('?') ? '&' : '?') + `lang=${lang}`).catch((e) => { console.log(e.message.split('\n')[0]); return null; });
  if (!check(answer && answer.status() === 200, `${which}: status ${answer && answer.status()}`, await page.innerText('body').catch(() => ''))) {
    await page.close();
    return;
  }
  check(await page.evaluate(() => document.documentElement.lang) === lang, `${which}: html lang`);
  check(await page.evaluate(() => document.documentElement.dir) === (lang === 'ar' ? 'rtl' : 'ltr'), `${which}: direction`);
  check(await page.locator('h1').count() === 1, `${which}: one h1`);
  for (const width of Object.keys(WIDTHS)) {
    await page.setViewportSize({ width: +width, height: WIDTHS[width] });
    const out = await page.evaluate(wider);
    check(!out.length, `${which} ${width}: fits`, ...out);
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      const found = await axe(page, (width === '375') === (scheme === 'dark'));
      check(!found.length, `${which} ${width} ${scheme}: axe`, ...found);
      if (SHOTS && (width === '375') === (scheme === 'dark'))
        await page.screenshot({ path: `${SHOTS}/${lang}-${width}-${name(screen)}.png`, fullPage: true });
    }
  }
  if (lang === 'en') {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await walk(page, screen);
  }
  if (lang !== 'ru') await print(page, screen);
  check(c.seen.errors.length === before, `${which}: no script errors`, ...c.seen.errors.slice(before));
  await page.close();
}

for (const lang of LANGS) {
  const c = await context(b, desk, { lang, cookies });
  for (const screen of list) if (!only || only.test(screen.path)) await look(c, screen, lang);
  check(!c.seen.outside.length, `${lang}: nothing from outside`, ...c.seen.outside);
  check(!c.seen.dialogs.length, `${lang}: no dialogs`, ...c.seen.dialogs);
  await c.close();
}
await finish();
