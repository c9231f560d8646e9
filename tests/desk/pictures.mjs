/* The three pictures of the README: the reading desk, an incident, the reading desk in Arabic. Written to $SHOTS/pictures;
 * `pictures.sh --reset` copies them to docs/pictures. */
import { mkdirSync, statSync } from 'node:fs';
import { SHOTS, browser, cairn, check, context, finish, login, rows, serve } from './desk.mjs';
import { examples } from './examples.mjs';

/* What a recorder entered by hand from the Arabic report. */
const arabic = rows('items').find((i) => i.lang === 'ar');
for (const [quote, kind, ...more] of [
  ['عثرت على جثث 21 مدنياً', 'bodies_found', '--count', '21', '--what', 'bodies', '--who', 'civilian', '--who-says', 'سلطات مدينة ليشاران', '--role', 'official'],
  ['نفى المتحدث باسم جبهة إلميث، القائد يوسن درال، أن يكون مقاتلو الجبهة قد أعدموا أحداً', 'denial', '--who-says', 'القائد يوسن درال', '--role', 'spokesperson', '--act', 'denies'],
]) cairn('claim', 'add', arabic.id, '--quote', quote, '--kind', kind, ...more);

const desk = await serve(), b = await browser(), cookies = await login(b, desk);
const at = examples(), folder = `${SHOTS}/pictures`;
mkdirSync(folder, { recursive: true });
for (const [name, lang, path, go] of [
  ['reading-desk', 'en', [at['/read/{}']].flat()[0], 'j'],
  ['incident', 'en', at['/incident/{}'], ''],
  ['arabic', 'ar', `/read/${arabic.id}`, 'j'],
]) {
  const c = await context(b, desk, { lang, cookies });
  const page = await c.newPage();
  await page.setViewportSize({ width: 1280, height: 760 });
  const answer = await page.goto(`${desk.origin}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
  check(answer.status() === 200, `${name}: status ${answer.status()}`);
  if (go) await page.keyboard.press(go);
  await page.evaluate(() => scrollTo(0, 0));
  const file = `${folder}/${name}.png`;
  await page.screenshot({ path: file });
  check(statSync(file).size < 250000, `${name}.png is small (${statSync(file).size} bytes)`);
  check(!c.seen.errors.length, `${name}: no script errors`, ...c.seen.errors);
  await c.close();
}
await finish();
