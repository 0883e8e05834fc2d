/* Every search field suggests while one types, as soon as its scripts are there: they are fetched when it is first used.
   Without them it stays what it is, a form that leads to the page of results. */
"use strict";

(() => {
  const { load, selection } = window.oma;
  const prepare = (form) => Promise.all(form.dataset.search.split(" ").map(load));
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

  for (const form of document.querySelectorAll("form[data-search]")) {
    if (!("results" in form.dataset)) {
      form.elements.q.setAttribute("role", "combobox");
      form.elements.q.setAttribute("aria-expanded", "false");
    }
    // From a folder, the selection travels with each link; a form leads away as well.
    form.addEventListener("submit", () => {
      const chosen = location.protocol === "file:" ? selection.all() : [];
      form.action = form.action.split("#")[0] + (chosen.length ? `#sel=${chosen.join(",")}` : "");
    });
  }
  document.addEventListener("focusin", start);
  start({ target: document.activeElement });

  window.oma.prepareSearch = prepare;
})();
