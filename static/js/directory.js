// The directory's results without a new page; every choice is also a plain address.
(() => {
  const sheet = () => document.getElementById('filtros');

  // A filter that asks for nothing does not stand in the address.
  document.addEventListener('htmx:configRequest', ({ detail }) => {
    [...detail.formData].forEach(([name, value]) => value === '' && detail.formData.delete(name));
  });

  // An answer to an earlier choice would take back the one made meanwhile; the last one asks again.
  let choices = 0;
  const asked = new WeakMap();
  document.addEventListener('change', ({ target }) => { if (target.form === sheet()) choices += 1; }, true);
  document.addEventListener('htmx:beforeRequest', ({ detail }) => asked.set(detail.xhr, choices));
  document.addEventListener('htmx:beforeSwap', ({ detail }) => {
    if (asked.get(detail.xhr) !== choices) detail.shouldSwap = false;
  });

  // «See results» closes the sheet; a mere choice leaves it open.
  document.addEventListener('htmx:afterSwap', ({ detail }) => {
    const cause = detail.requestConfig?.triggeringEvent?.type;
    if (cause === 'submit' && sheet()?.matches(':popover-open')) sheet().hidePopover();
  });

  // No answer: let the browser ask, it says what is wrong.
  const plainly = ({ detail }) => (detail.elt.href ? location.assign(detail.elt.href) : sheet()?.submit());
  document.addEventListener('htmx:sendError', plainly);
  document.addEventListener('htmx:responseError', plainly);
})();
