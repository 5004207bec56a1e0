// Only makes things quicker: every page works without this file. Words come from the page.
(() => {
  const find = (selector) => document.querySelector(selector);

  // A refused form starts at its summary, for eyes, keyboards and screen readers alike.
  find('#errores')?.focus();

  // On a phone the tab one is on may lie beyond the edge.
  document.querySelectorAll('.tabs').forEach((tabs) => {
    const here = tabs.querySelector('[aria-current]');
    if (here) tabs.scrollLeft = here.offsetLeft - (tabs.clientWidth - here.offsetWidth) / 2;
  });

  document.addEventListener('click', (event) => {
    const link = event.target.closest('.errors a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    const closed = field.closest('details:not([open])');
    if (closed) closed.open = true;
    field.focus();
    event.preventDefault();
  });

  // A form is sent once: the button says what is going on, a second click does nothing.
  const release = new Map();
  document.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (!button?.dataset.busy) return;
    if (button.getAttribute('aria-busy') === 'true') {
      event.preventDefault();
      return;
    }
    const text = button.textContent;
    button.setAttribute('aria-busy', 'true');
    button.textContent = button.dataset.busy;
    release.set(button, text);
  });
  // "Back" may bring the page as it was left, button and all.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    release.forEach((text, button) => {
      button.removeAttribute('aria-busy');
      button.textContent = text;
    });
    release.clear();
  });
})();
