/* Every search field suggests while one types, as soon as its scripts are there: they are fetched when it is first used.
   Without them it stays what it is, a form that leads to the page of results. */
"use strict";

(() => {
  const { load, data, selection } = window.oma;
  const prepare = (form) => Promise.all([data("documents"), data("paroles"), ...form.dataset.search.split(" ").map(load)])
    .then(() => window.oma.search.ready());
  const started = new WeakSet();

  function start({ target }) {
    const form = target?.closest?.("form[data-search]:not([data-results])");
    if (!form || started.has(form)) return;
    started.add(form);
    prepare(form).then(() => window.oma.suggest(form), () => {
      form.elements.q.removeAttribute("role");
      form.elements.q.removeAttribute("aria-expanded");
      started.delete(form);
    });
  }

  /* From a folder, Firefox refuses every form (« form-action 'self' »), and the selection travels with what one follows. */
  function follow(event) {
    if (location.protocol !== "file:") return;
    event.preventDefault();
    const form = event.currentTarget, chosen = selection.all();
    const carried = chosen.length ? `#sel=${chosen.join(",")}` : "";
    location.href = `${form.action}?${new URLSearchParams(new FormData(form))}${carried}`;
  }

  for (const form of document.querySelectorAll("form[data-search]:not([data-results])")) {
    form.elements.q.setAttribute("role", "combobox");
    form.elements.q.setAttribute("aria-expanded", "false");
    form.addEventListener("submit", follow);
  }
  document.addEventListener("focusin", start);
  start({ target: document.activeElement });

  window.oma.prepareSearch = prepare;
})();
