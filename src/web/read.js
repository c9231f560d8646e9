/* The reading desk works without this. What it adds: keys for every button, decisions without loading the page anew,
   a word cursor in the text, words taken from the text into fields. Keys: README.md, "Keys". No global. */
'use strict';
(() => {
  const all = (sel, from) => [...(from || document).querySelectorAll(sel)];
  const one = (sel, from) => (from || document).querySelector(sel);
  const bytes = new TextEncoder();

  /* ---- the text as words ---- */
  const WORD = /[\p{L}\p{N}\p{M}_'’\u0640-]+/gu;
  const SENTENCE = /[^.!?\u061f\u06d4\u2026]+[.!?\u061f\u06d4\u2026]*["”»’')\]]*\s*/gu;
  let text = null;
  let words = [], paragraphs = [];
  const readText = () => {
    words = []; paragraphs = [];
    if (!text) return;
    all('p', text).forEach((p) => {
      const runs = [];
      let whole = '';
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement.hasAttribute('data-at')) continue;
        runs.push({ node, from: whole.length });
        whole += node.data;
      }
      const point = (at, end) => {
        let run = runs[0];
        for (const r of runs) if (r.from < at || (!end && r.from === at)) run = r;
        return { node: run.node, off: at - run.from };
      };
      const paragraph = { p, whole, first: words.length, rtl: getComputedStyle(p).direction === 'rtl' };
      for (const m of whole.matchAll(WORD)) {
        words.push({ a: point(m.index, false), b: point(m.index + m[0].length, true), at: m.index,
          end: m.index + m[0].length, paragraph });
      }
      paragraphs.push(paragraph);
    });
  };
  /* The byte of the text that a point in a run stands for; words withheld count as a whole. */
  const byteOf = ({ node, off }) => {
    const at = Number(node.parentElement.dataset.at), n = Number(node.parentElement.dataset.n);
    if (bytes.encode(node.data).length !== n) return off === 0 ? at : at + n;
    return at + bytes.encode(node.data.slice(0, off)).length;
  };
  const rangeOf = (from, to) => {
    const range = document.createRange();
    range.setStart(words[from].a.node, words[from].a.off);
    range.setEnd(words[to].b.node, words[to].b.off);
    return range;
  };
  let anchor = -1, cursor = -1;
  const show = () => {
    if (cursor < 0) return;
    const [from, to] = [Math.min(anchor, cursor), Math.max(anchor, cursor)];
    const a = words[from].a, b = words[to].b;
    getSelection().setBaseAndExtent(a.node, a.off, b.node, b.off);
    words[cursor].a.node.parentElement.scrollIntoView({ block: 'nearest' });
  };
  /* What is selected, by keys or by hand, as whole words: first and last. */
  const selected = () => {
    const s = getSelection();
    if (!text || !s.rangeCount || s.isCollapsed || !text.contains(s.anchorNode)) return null;
    const range = s.getRangeAt(0);
    let from = -1, to = -1;
    words.forEach((w, i) => {
      const begins = range.comparePoint(w.b.node, w.b.off), ends = range.comparePoint(w.a.node, w.a.off);
      if (begins >= 0 && ends <= 0 && !(begins === 0 && ends < 0 && w.b.off === 0)) {
        if (from < 0) from = i;
        to = i;
      }
    });
    if (from < 0) return null;
    return { from, to, start: byteOf(words[from].a), end: byteOf(words[to].b),
      words: rangeWords(from, to) };
  };
  const rangeWords = (from, to) => {
    const p = words[from].paragraph;
    return p === words[to].paragraph ? p.whole.slice(words[from].at, words[to].end) : '';
  };
  const put = (i, extend) => {
    if (!words.length) return;
    cursor = Math.min(words.length - 1, Math.max(0, i));
    if (!extend || anchor < 0) anchor = cursor;
    show();
  };
  const line = (by) => {
    const box = (i) => rangeOf(i, i).getBoundingClientRect();
    const here = box(cursor);
    let best = -1, row = null, far = Infinity;
    for (let i = cursor + by; i >= 0 && i < words.length; i += by) {
      const b = box(i);
      if (Math.abs(b.top - here.top) < here.height / 2) continue;
      if (row === null) row = b.top;
      if (Math.abs(b.top - row) > b.height / 2) break;
      const d = Math.abs((b.left + b.right) / 2 - (here.left + here.right) / 2);
      if (d < far) { far = d; best = i; }
    }
    return best < 0 ? cursor + by : best;
  };
  /* The sentence at the cursor; when it is selected already, the next one too. */
  const sentence = () => {
    if (cursor < 0) return;
    const to = Math.max(anchor, cursor), p = words[to].paragraph;
    const ends = [];
    for (const m of p.whole.matchAll(SENTENCE)) {
      const inside = words.map((w, i) => [w, i]).filter(([w]) => w.paragraph === p && w.at >= m.index &&
        w.end <= m.index + m[0].length).map(([, i]) => i);
      if (inside.length) ends.push([inside[0], inside[inside.length - 1]]);
    }
    const k = ends.findIndex(([a, b]) => a <= to && to <= b);
    if (k < 0) return;
    const have = Math.min(anchor, cursor);
    if (to === ends[k][1] && have <= ends[k][0] && have !== to) cursor = (ends[k + 1] || ends[k])[1];
    else { anchor = ends[k][0]; cursor = ends[k][1]; }
    show();
  };
  const find = () => {
    let box = one('#find');
    if (!box) {
      box = document.createElement('input');
      box.type = 'search';
      box.id = 'find';
      box.setAttribute('aria-label', text.getAttribute('data-find') || 'find');
      box.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') { text.focus(); return; }
        if (event.key !== 'Enter') return;
        event.preventDefault();
        const sought = box.value.toLocaleLowerCase().trim();
        if (!sought) return;
        for (let k = 1; k <= words.length; k++) {
          const i = (Math.max(cursor, -1) + k) % words.length, w = words[i];
          if (!w.paragraph.whole.slice(w.at).toLocaleLowerCase().startsWith(sought)) continue;
          text.focus();
          put(i, false);
          return;
        }
        box.select();
      });
      text.before(box);
    }
    box.focus();
    box.select();
  };
  const byteToWord = (byte) => words.findIndex((w) => byteOf(w.a) >= byte);
  const textKey = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const rtl = cursor >= 0 && words[cursor].paragraph.rtl;
    const act = {
      ArrowRight: () => put(cursor + (rtl ? -1 : 1), event.shiftKey),
      ArrowLeft: () => put(cursor + (rtl ? 1 : -1), event.shiftKey),
      ArrowDown: () => put(cursor < 0 ? 0 : line(1), event.shiftKey),
      ArrowUp: () => put(cursor < 0 ? 0 : line(-1), event.shiftKey),
      Home: () => put(0, event.shiftKey),
      End: () => put(words.length - 1, event.shiftKey),
      '.': sentence,
      '/': find,
      Enter: () => (field ? take() : open('n')),
      Escape: () => (field ? field.focus() : one('.claim.now') && one('.claim.now').focus()),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  /* ---- the claims ---- */
  let now = null;
  const cards = () => all('.claims-pane .claim');
  const set = (card, focus) => {
    if (!card) return;
    if (now) now.classList.remove('now');
    now = card;
    card.classList.add('now');
    all('#text .now').forEach((el) => el.classList.remove('now'));
    const marks = all(`#text [data-c~="${card.dataset.n}"]`);
    marks.forEach((el) => el.classList.add('now'));
    if (marks[0]) marks[0].scrollIntoView({ block: 'nearest' });
    if (focus) card.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest' });
  };
  const step = (by) => {
    const list = cards(), at = list.indexOf(now);
    set(list[Math.min(list.length - 1, Math.max(0, at + by))], true);
  };
  const waiting = () => {
    const box = one('#waiting'), left = cards().filter((c) => c.dataset.status === 'machine').length;
    if (box) box.textContent = `${one('[data-left]').dataset.left} ${left.toLocaleString(document.documentElement.lang)}`;
  };
  const nextWaiting = (from) => {
    const list = cards(), at = list.indexOf(from);
    return list.slice(at + 1).concat(list.slice(0, at)).find((c) => c.dataset.status === 'machine');
  };
  const told = (card, words_) => {
    const box = one('.why-here', card), note = document.createElement('p');
    note.className = 'note bad';
    note.setAttribute('role', 'alert');
    note.textContent = words_;
    box.replaceChildren(note);
  };
  const page = (html) => new DOMParser().parseFromString(html, 'text/html');
  const decide = async (card, button) => {
    const form = button.form, reason = form.elements.reason;
    if (card.dataset.busy) return;
    card.dataset.busy = '1';
    const data = new FormData(form);
    data.set('ACT', button.value);
    if (reason.value === reason.defaultValue) data.set('reason', button.dataset.reason);
    data.set('_next', `/read-card/${card.id}?n=${card.dataset.n}`);
    try {
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body: data });
      const doc = page(await answer.text());
      const fresh = one('.claim', doc);
      if (!answer.ok || !fresh) {
        const note = one('.problem', doc);
        told(card, note ? note.textContent : String(answer.status));
        return;
      }
      card.replaceWith(document.adoptNode(fresh));
      all(`#text [data-c~="${fresh.dataset.n}"]`).forEach((el) => {
        if (el.dataset.c === fresh.dataset.n) el.classList.toggle('machine', fresh.dataset.status === 'machine');
      });
      if (now === card) now = null;
      waiting();
      set(button.value === 'undo' ? fresh : nextWaiting(fresh) || fresh, true);
    } catch (e) {
      told(card, String(e));
    } finally {
      delete card.dataset.busy;
    }
  };
  const press = (value) => {
    const button = now && one(`button[name="ACT"][value="${value}"]`, now);
    if (button) decide(now, button);
  };
  const why = async (link) => {
    const card = link.closest('.claim'), box = one('.why-here', card);
    if (box.firstElementChild) { box.replaceChildren(); return; }
    const answer = await fetch(link.href);
    const part = one('#why', page(await answer.text()));
    if (part) { part.removeAttribute('id'); box.replaceChildren(document.adoptNode(part)); }
    box.scrollIntoView({ block: 'nearest' });
  };
  /* Links that a key opens: of the claim at hand, else of the page; "n" takes the selection along. */
  const open = (key) => {
    const link = (now && one(`[data-do="${key}"]`, now)) || one(`.claims-pane [data-do="${key}"]`);
    if (!link) return;
    if (key === 'w') { why(link); return; }
    const s = key === 'n' ? selected() : null;
    location.href = s ? `${link.getAttribute('href')}?at=${s.start}-${s.end}` : link.href;
  };

  /* ---- the form ---- */
  let form = null, kinds = null;
  let field = null;
  const take = () => {
    const s = selected();
    if (!s || !field) return;
    field.value = s.words || getSelection().toString();
    field.dataset.at = `${s.start}-${s.end}`;
    field.dataset.was = field.value;
    field.focus();
  };
  const openFields = () => {
    const chosen = kinds.selectedOptions[0], fields = (chosen && chosen.dataset.fields || '').split(' ');
    all('details.part').forEach((part) => {
      const filled = all('input, select', part).some((el) => el.value && el.type !== 'checkbox' &&
        !(el.tagName === 'SELECT' && /^(polarity|modality)$/.test(el.name)));
      part.open = fields.includes(part.dataset.field) || filled;
    });
    one('#kind-def').textContent = chosen ? chosen.title : '';
  };
  /* Any word of a kind may be typed: "kill", "grave", "قصف". */
  let typed = '', typedAt = 0;
  const choose = (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return;
    typed = Date.now() - typedAt > 1500 ? event.key : typed + event.key;
    typedAt = Date.now();
    const sought = typed.toLocaleLowerCase();
    const fits = (o) => o.value.split('_').concat(o.textContent.toLocaleLowerCase().split(/\s+/))
      .some((w) => w.startsWith(sought)) || o.value.startsWith(sought);
    const best = all('option', kinds).find((o) => o.value && o.value.startsWith(sought)) ||
      all('option', kinds).find((o) => o.value && fits(o));
    event.preventDefault();
    if (!best) return;
    kinds.value = best.value;
    kinds.dispatchEvent(new Event('change'));
  };
  /* Words taken from the text go with their place; typed ones are looked up. */
  const withPlaces = () => all('[data-words]', form).forEach((el) => {
    if (el.dataset.at && el.value === el.dataset.was && !el.value.includes('\ufffd')) {
      const sent = document.createElement('input');
      sent.type = 'hidden';
      sent.name = el.name;
      sent.value = `@${el.dataset.at} ${el.value}`;
      el.after(sent);
      el.removeAttribute('name');
    }
  });

  /* What was just sealed is read at once, while its receipt stands; then the way on has the focus. */
  const readNow = async (box) => {
    const form_ = one('form', box), note = one('[role="status"]', box), open_ = one('[data-open]');
    box.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form_.getAttribute('action'), { method: 'POST', body: new FormData(form_) });
      if (!answer.ok) return;
      if (new URL(answer.url).pathname.startsWith('/job')) { location.href = answer.url; return; }
      form_.remove();
      note.textContent = box.dataset.done;
      note.className = 'note good';
      if (open_ && (document.activeElement === document.body || document.activeElement.id === 'main')) open_.focus();
    } finally {
      box.removeAttribute('aria-busy');
    }
  };

  const start = () => {
    text = one('#text');
    form = one('.form-page form.act');
    kinds = one('#f-kind');
    readText();
    if (text) {
      text.addEventListener('keydown', textKey);
      text.addEventListener('focus', () => {
        if (cursor >= 0 || !words.length) { show(); return; }
        const end = now ? Number(now.dataset.span.split('-')[1]) : 0;
        put(Math.max(0, byteToWord(end)), false);
      });
      text.addEventListener('pointerup', () => {
        const s = selected();
        if (s) { anchor = s.from; cursor = s.to; }
      });
    }
    if (form) {
      kinds.addEventListener('change', openFields);
      kinds.addEventListener('keydown', choose);
      form.addEventListener('focusin', (event) => { if (event.target.matches('[data-words]')) field = event.target; });
      form.addEventListener('keydown', (event) => {
        if (event.key !== 'F2' || !text) return;
        event.preventDefault();
        text.focus();
      });
      form.addEventListener('submit', withPlaces);
      if (kinds.value) openFields();
      const at = new URLSearchParams(location.search).get('at');
      if (at && words.length) {
        const i = byteToWord(Number(at.split('-')[0]));
        if (i >= 0) { anchor = cursor = i; }
      }
    }
    const pane = one('.claims-pane');
    if (!pane) return;
    pane.addEventListener('submit', (event) => {
      const card = event.target.closest('.claim');
      if (!card || !event.submitter) return;
      event.preventDefault();
      event.stopPropagation();
      decide(card, event.submitter);
    });
    pane.addEventListener('click', (event) => {
      const link = event.target.closest('[data-do]');
      if (!link || !/^[wn]$/.test(link.dataset.do)) return;
      event.preventDefault();
      const card = link.closest('.claim');
      if (card) set(card, false);
      open(link.dataset.do);
    });
    pane.addEventListener('focusin', (event) => {
      const card = event.target.closest('.claim');
      if (card && card !== now) set(card, false);
    });
    {
      const go = (fn) => (event) => { event.preventDefault(); fn(); };
      desk.keys({
        j: go(() => step(1)), k: go(() => step(-1)), ArrowDown: go(() => step(1)), ArrowUp: go(() => step(-1)),
        a: go(() => press('accept')), r: go(() => press('reject')), u: go(() => press('undo')),
        c: go(() => open('c')), w: go(() => open('w')), n: go(() => open('n')), h: go(() => open('h')),
        t: go(() => text && text.focus()), '/': go(() => text && find()),
      });
    }
    const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    set(wanted || cards().find((c) => c.dataset.status === 'machine') || cards()[0], Boolean(wanted));
  };
  const begin = () => {
    if (one('.read')) start();
    if (one('[data-read-now]')) readNow(one('[data-read-now]'));
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
})();
