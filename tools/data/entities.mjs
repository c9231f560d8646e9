// Makes src/text/entities.def, the table of named character references of HTML (WHATWG §13.5), out of the
// html5lib-tests vector namedEntities.test, which has one test for every name in both spellings.
//
//     node tools/data/entities.mjs ../shared/vectors/html5lib/tokenizer/namedEntities.test > src/text/entities.def
//
// A name is in the table when its test, which is the name alone, does not give the input back.
import { readFileSync } from 'node:fs';

const tests = JSON.parse(readFileSync(process.argv[2], 'utf8')).tests;
const names = new Map();
for (const t of tests) {
  if (t.output.length !== 1 || t.output[0][1] === t.input) continue;
  // "Bad named entity" tests give back more than one name's characters (&notin → ¬in).
  if (!t.description.startsWith('Named entity: ')) continue;
  names.set(t.input.slice(1), [...t.output[0][1]].map((c) => c.codePointAt(0)));
}
if (names.size !== 2231) throw new Error(`${names.size} names; WHATWG has 2231`);

const cells = [...names.keys()].sort((a, b) => (a < b ? -1 : 1)).map((name) => {
  const cps = names.get(name);
  if (cps.length > 2) throw new Error(name);
  return `E("${name}",${cps.map((c) => '0x' + c.toString(16)).join(',')}${cps.length < 2 ? ',0' : ''})`;
});
console.log('/* Named character references, WHATWG HTML §13.5, in byte order. Made by tools/data/entities.mjs. */');
let line = '';
for (const cell of cells) {
  if (line.length + cell.length + 1 > 100) { console.log(line); line = ''; }
  line += (line ? ' ' : '') + cell;
}
console.log(line);
