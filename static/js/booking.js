// Keeps the time while somebody types, and shows how long. Every page works without this file:
// the first button keeps the time too. All words come from the page.
(() => {
  const box = document.getElementById('hold');
  const form = document.getElementById('booking');
  const said = document.getElementById('hold-said');
  if (!box || !form) return;
  let end = 0;
  let before = Infinity;
  let timer = 0;
  let asked = 0;
  let waiting = null;

  const live = () => box.querySelector('[data-hold]');

  const tick = () => {
    const hold = live();
    if (!hold) return;
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    hold.querySelector('[role=timer]').textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    hold.querySelector('progress').value = left;
    [120, 60, 0].forEach((mark) => {
      if (left <= mark && before > mark) said.textContent = hold.getAttribute(`data-at-${mark}`);
    });
    before = left;
    if (left) return;
    clearInterval(timer);
    ask(box.dataset.url);
  };

  const start = () => {
    clearInterval(timer);
    const hold = live();
    if (!hold) return;
    end = Date.now() + hold.dataset.hold * 1000;
    before = Number(hold.dataset.hold) + 1;
    timer = setInterval(tick, 1000);
  };

  // The server's word on the hold, right or refused, comes as the box itself.
  const ask = async (url, body) => {
    asked = Date.now();
    try {
      const answer = await fetch(url, {
        method: body ? 'POST' : 'GET',
        body,
        headers: { 'X-Requested-With': 'fetch' },
      });
      if (![200, 409, 429, 503].includes(answer.status)) return;
      box.innerHTML = await answer.text();
      start();
    } catch {
      // Without a connection the form itself still says what is wrong.
    }
  };

  const again = () => {
    if (document.hidden || !live() || Date.now() - asked < 5000) return;
    ask(box.dataset.url);
  };

  form.addEventListener('input', () => {
    if (waiting || !box.querySelector('[data-hold-none]')) return;
    waiting = ask(box.dataset.url.split('?')[0], new FormData(form)).finally(() => {
      waiting = null;
    });
  });

  // Whoever is faster than the first answer waits for it: two at once would be two visitors.
  form.addEventListener('submit', (event) => {
    if (!waiting) return;
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    waiting.then(() => form.requestSubmit(button));
  });

  box.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-extend]');
    if (!button) return;
    event.preventDefault();
    await ask(button.formAction, new FormData(form));
    box.querySelector('[data-extend]')?.focus();
  });

  document.addEventListener('visibilitychange', again);
  window.addEventListener('focus', again);
  window.addEventListener('pageshow', (event) => event.persisted && again());
  start();
})();
