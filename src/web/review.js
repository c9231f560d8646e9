/* Review by keys: a and r open the form that accepts or rejects the claim in focus (its reason is next, Enter sends it);
   Enter on a claim opens its page. Without this script the same forms stand behind their summaries. */
'use strict';
(() => {
  const items = () => document.querySelectorAll('[data-roving] [data-item]');
  const current = () => {
    const el = document.activeElement && document.activeElement.closest('[data-item]');
    return el || items()[0];
  };
  const open = (act) => (event) => {
    const place = current() || document;
    const form = place.querySelector(`details[data-act="${act}"] form`);
    if (!form) return;
    event.preventDefault();
    form.closest('details').open = true;
    const reason = form.querySelector('input[name="reason"]');
    reason.focus();
    reason.select();
  };
  if (document.querySelector('details[data-act]')) desk.keys({ a: open('accept'), r: open('reject') });
  items().forEach((el) => {
    if (!el.dataset.open) return;
    el.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.target === el) window.location.assign(el.dataset.open);
    });
  });
  /* Escape leaves a form and goes back to its claim. */
  document.addEventListener('keydown', (event) => {
    const form = event.target.closest && event.target.closest('details[data-act] form');
    if (event.key !== 'Escape' || !form) return;
    const box = form.closest('details');
    box.open = false;
    const item = form.closest('[data-item]');
    if (item) { item.tabIndex = -1; item.focus(); } else box.querySelector('summary').focus();
  });
})();
