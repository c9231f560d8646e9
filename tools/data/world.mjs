// Builds data/world.bin (country outlines) from npm world-atlas (Natural Earth 1:50m, public domain).
// Usage: node tools/data/world.mjs NODE_MODULES OUT [CODE,CODE…: only these countries, for test seeds]. Format: src/text/outline.h. Same input, same bytes.
import fs from 'node:fs';
const [modules, out, only] = process.argv.slice(2);
const topo = JSON.parse(fs.readFileSync(`${modules}/world-atlas/countries-50m.json`, 'utf8'));
const { scale, translate } = topo.transform;
const UNIT = 1000; // file units per degree

// Quantised deltas of the source -> integer thousandths of a degree, repeats dropped.
const arcs = topo.arcs.map((arc) => {
  let x = 0, y = 0;
  const points = [];
  for (const [dx, dy] of arc) {
    x += dx; y += dy;
    const p = [Math.round((x * scale[0] + translate[0]) * UNIT), Math.round((y * scale[1] + translate[1]) * UNIT)];
    const last = points.at(-1);
    if (!last || last[0] !== p[0] || last[1] !== p[1]) points.push(p);
  }
  return points;
});

const varint = (n, to) => { while (n > 127) { to.push((n % 128) | 128); n = Math.floor(n / 128); } to.push(n); };
const zigzag = (n, to) => varint(n < 0 ? -n * 2 - 1 : n * 2, to);

function arcBytes(points) {
  const b = [];
  varint(points.length, b);
  let x = 0, y = 0;
  for (const p of points) { zigzag(p[0] - x, b); zigzag(p[1] - y, b); [x, y] = p; }
  return b;
}

// A country: rings, each a list of arc references (~n = arc n backwards).
function rings(g) {
  if (g.type === 'Polygon') return g.arcs;
  if (g.type === 'MultiPolygon') return g.arcs.flat();
  throw new Error(`unexpected ${g.type}`);
}

const wanted = (g) => !only || only.split(',').includes(g.id);
const countries = topo.objects.countries.geometries.filter(wanted).map((g) => {
  const lines = rings(g);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const r of lines) for (const a of r) for (const [x, y] of arcs[a < 0 ? ~a : a]) {
    box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
  }
  return { code: g.id ? Number(g.id) : 0, name: g.properties.name, lines, box };
}).sort((a, b) => a.code - b.code || (a.name < b.name ? -1 : 1));

// Only the lines that are used, in their order.
const used = [...new Set(countries.flatMap((c) => c.lines.flat().map((a) => (a < 0 ? ~a : a))))].sort((x, y) => x - y);
const place = new Map(used.map((a, i) => [a, i]));

const header = Buffer.alloc(32);
const arcIndex = [], arcData = [], countryData = [];
for (const a of used.map((i) => arcs[i])) { arcIndex.push(arcData.length); for (const b of arcBytes(a)) arcData.push(b); }
for (const c of countries) {
  varint(c.code, countryData);
  const name = Buffer.from(c.name);
  varint(name.length, countryData);
  countryData.push(...name);
  for (const v of c.box) zigzag(v, countryData);
  varint(c.lines.length, countryData);
  for (const r of c.lines) {
    varint(r.length, countryData);
    for (const a of r) varint(a < 0 ? place.get(~a) * 2 + 1 : place.get(a) * 2, countryData);
  }
}
header.write('cairnol1', 0, 'latin1');
[UNIT, used.length, arcData.length, countries.length, countryData.length, 0].forEach((v, i) => header.writeUInt32LE(v, 8 + 4 * i));
const index = Buffer.alloc(4 * arcIndex.length);
arcIndex.forEach((v, i) => index.writeUInt32LE(v, 4 * i));
fs.writeFileSync(out, Buffer.concat([header, index, Buffer.from(arcData), Buffer.from(countryData)]));
console.log(`${out}: ${countries.length} countries, ${used.length} lines, ${used.reduce((n, a) => n + arcs[a].length, 0)} points, ${fs.statSync(out).size} bytes`);
