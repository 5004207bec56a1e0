// The directory's results without a new page; every choice is also a plain address.
(() => {
  const sheet = () => document.getElementById('filtros');

  // A filter that asks for nothing does not stand in the address.
  document.addEventListener('htmx:configRequest', ({ detail }) => {
    [...detail.formData].forEach(([name, value]) => value === '' && detail.formData.delete(name));
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
