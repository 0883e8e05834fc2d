/* Hearts: on a trade's page and on cards, they put a trade into « Ma sélection » or take it out. */
"use strict";

(() => {
  const { element, selection } = window.oma;

  /* Every heart of the page, by trade: a page may gain cards later. */
  function show() {
    for (const heart of document.querySelectorAll("[data-select]")) {
      const kept = selection.has(heart.dataset.select);
      heart.setAttribute("aria-pressed", kept);
      heart.dataset.icon = kept ? "heart-full" : "heart";
      if (heart.className !== "heart") heart.textContent = kept ? "Gardé" : "Garder ce métier";
      heart.hidden = false;
    }
    for (const badge of document.querySelectorAll("[data-selection-count]")) {
      badge.dataset.selectionCount = selection.all().length || "";
    }
  }

  /* Adds its heart to each card under a place. */
  function add(place) {
    for (const card of place.querySelectorAll(".cards > [data-metier]")) {
      if (card.querySelector("[data-select]")) continue;
      const title = card.querySelector("a").textContent;
      card.append(element("button", {
        type: "button", className: "heart", "data-select": card.dataset.metier,
        "aria-label": `${title} : garder dans ma sélection`,
      }));
    }
    show();
  }

  document.addEventListener("click", (event) => {
    const heart = event.target.closest("[data-select]");
    if (heart) selection.toggle(heart.dataset.select);
  });
  window.oma.hearts = add;
  add(document);
  selection.watch(show);
})();
