/* The desk works without this. What it adds, on every page: `?` shows the keys, j and k walk lists, files may be
   dropped, Ctrl-Enter sends a form, what cannot be undone is asked for twice, nothing is sent twice. One global: desk. */
'use strict';
const desk = (() => {
  const typing = (el) => el && (el.isContentEditable || /^(TEXTAREA|SELECT)$/.test(el.tagName) ||
    (el.tagName === 'INPUT' && !/^(checkbox|radio|button|submit|file)$/.test(el.type)));
  const plain = (event) => !event.ctrlKey && !event.altKey && !event.metaKey && !event.defaultPrevented;

  /* Single letters can be switched off (WCAG 2.1.4): the box in the list of keys. */
  const OFF = 'cairn-keys-off';
  const kept = (value) => {
    try {
      if (value === undefined) return localStorage.getItem(OFF) === '1';
      localStorage.setItem(OFF, value ? '1' : '0');
    } catch { /* no storage: they stay on */ }
    return value === true;
  };
  let off = kept();
  /* A page's own keys: desk.keys({a: (event) => …}); not while typing, not when switched off. */
  const own = {};
  const keys = (more) => Object.assign(own, more);

  const help = () => {
    const box = document.querySelector('details.keys');
    if (!box) return;
    box.open = !box.open;
    const top = box.querySelector('summary');
    if (box.open) { top.focus(); top.scrollIntoView({ block: 'nearest' }); }
  };
  /* j and k, or the arrows, in a list: [data-roving] holds items [data-item], or links in lines. */
  const step = (event, by) => {
    const list = document.activeElement.closest('[data-roving]') || document.querySelector('[data-roving]');
    if (!list) return;
    const items = [...list.querySelectorAll(list.dataset.roving || '[data-item]')].filter((el) => el.offsetParent);
    if (!items.length) return;
    const at = items.findIndex((el) => el === document.activeElement || el.contains(document.activeElement));
    const to = items[Math.min(items.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (!to.matches('a, button, input, [tabindex]')) to.tabIndex = -1;
    to.focus();
    to.scrollIntoView({ block: 'nearest' });
    event.preventDefault();
  };
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.ctrlKey && event.target.form) {
      event.target.form.requestSubmit();
      return;
    }
    if (off || !plain(event) || typing(event.target)) return;
    if (own[event.key]) own[event.key](event);
    else if (event.key === '?') { event.preventDefault(); help(); }
    else if (event.key === 'j') step(event, 1);
    else if (event.key === 'k') step(event, -1);
  });
  const switches = () => document.querySelectorAll('input.keys-off').forEach((box) => {
    box.checked = off;
    box.addEventListener('change', () => { off = box.checked; kept(off); });
  });

  /* Files: drop them on the field, or paste them. */
  const drops = () => document.querySelectorAll('.drop').forEach((zone) => {
    const input = zone.querySelector('input[type="file"]');
    if (!input) return;
    const take = (files) => {
      if (!files || !files.length) return;
      input.files = files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    for (const name of ['dragenter', 'dragover']) {
      zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add('over'); });
    }
    for (const name of ['dragleave', 'drop']) zone.addEventListener(name, () => zone.classList.remove('over'));
    zone.addEventListener('drop', (event) => { event.preventDefault(); take(event.dataTransfer.files); });
    zone.addEventListener('paste', (event) => take(event.clipboardData.files));
  });

  /* A button with data-confirm asks by its own words: the first press shows them, the second acts. */
  document.addEventListener('click', (event) => {
    const button = event.target.closest && event.target.closest('button[data-confirm]');
    if (!button || button.dataset.asked) return;
    event.preventDefault();
    const words = button.textContent;
    button.dataset.asked = '1';
    button.textContent = button.dataset.confirm;
    const forget = () => { delete button.dataset.asked; button.textContent = words; };
    button.addEventListener('blur', forget, { once: true });
  });
  /* Nothing is sent twice by a double click; a page that comes back from the cache is fresh. */
  document.addEventListener('submit', (event) => {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    if (event.target.method === 'post') event.target.dataset.sent = '1';
  });
  addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent));

  document.addEventListener('DOMContentLoaded', () => { switches(); drops(); });
  return { keys, step, typing };
})();
