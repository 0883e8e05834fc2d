/* The list of trades when it takes several pages: what the filters leave of the whole guide, shown in the place of one page's
   part of it. The trades come when something is asked. */
"use strict";

(() => {
  const { element, data, hearts, count } = window.oma;
  const PORTION = 60;

  /* `planned` tells what a place plans to recruit in a trade. */
  window.oma.guideList = (form, planned) => {
    const parts = document.querySelectorAll(".letter");
    const list = element("ul", { className: "cards" });
    const more = element("button", { type: "button", className: "button button-quiet" });
    const box = element("section", { hidden: true, "aria-label": "Les métiers choisis" }, list, element("p", { className: "actions" }, more));
    parts[0].before(box);
    let shown = [], shownPlace = null;

    const card = (item) => window.oma.card(item.name, planned(item, shownPlace));

    function draw() {
      const from = list.children.length;
      list.append(...shown.slice(from, from + PORTION).map(card));
      const rest = shown.length - list.children.length;
      more.hidden = !rest;
      more.textContent = `Voir ${count(Math.min(rest, PORTION), "autre métier", "autres métiers")}`;
      hearts(list);
      return from;
    }

    more.addEventListener("click", () => list.children[draw()].querySelector("a").focus());

    function swap(asked) {
      box.hidden = !asked;
      for (const part of parts) part.hidden = asked;
    }

    return {
      count: Number(form.dataset.total),
      items: null,
      async load() {
        await Promise.all([data("catalogue"), data("facettes")]);
        this.items = Object.keys(window.oma.catalogue).map((name) => ({ name, dataset: window.oma.facettes[name] ?? {} }));
      },
      rest: () => swap(false),
      show(fitting, place) {
        [shown, shownPlace] = [fitting, place];
        list.replaceChildren();
        swap(true);
        draw();
      },
    };
  };
})();
