/* The map of the region for one trade: its numbers in the place of those of all trades, and tints that share the
   departments out anew. Without this script it shows all trades. */
"use strict";

(() => {
  const { hash, firstNumber } = window.oma;
  const select = document.querySelector("[data-map]");
  if (!select) return;

  const SHADES = 4;
  const codes = select.dataset.map.split(" ");
  const key = document.querySelector(".map-key");
  const all = key.innerHTML;
  const places = codes.map((code) => {
    const link = document.querySelector(`.atlas [data-code="${code}"]`);
    return { link, title: link.querySelector("title"), count: document.querySelector(`.atlas [data-count="${code}"]`) };
  });
  const totals = places.map((place) => ({
    title: place.title.textContent,
    count: place.count.textContent,
    shade: place.link.dataset.shade,
  }));

  const worth = (figure) => firstNumber(figure.split("=")[1]);

  /* As many departments in each tint; those without a number have none. */
  function shadesOf(figures) {
    const ranked = figures.map((figure, at) => at).filter((at) => figures[at])
      .sort((one, other) => worth(figures[one]) - worth(figures[other]));
    const shades = figures.map(() => "");
    ranked.forEach((at, rank) => { shades[at] = String(Math.floor((rank * SHADES) / ranked.length) + 1); });
    return shades;
  }

  function paint(place, title, count, shade) {
    place.title.textContent = title;
    place.count.textContent = count;
    if (shade) place.link.dataset.shade = shade;
    else delete place.link.dataset.shade;
  }

  function show() {
    if (!select.value) {
      totals.forEach(({ title, count, shade }, at) => paint(places[at], title, count, shade));
      key.innerHTML = all;
      return;
    }
    const figures = select.value.split("|");
    const shades = shadesOf(figures);
    figures.forEach((figure, at) => {
      const name = totals[at].title.replace(/\u00a0:.*$/, "");
      const [count, whole] = figure.split("=");
      paint(places[at], `${name}\u00a0: ${whole ? `recrutements prévus\u00a0: ${whole}` : "moins de 20 projets"}`, count || "–", shades[at]);
    });
    key.textContent = `${select.selectedOptions[0].text}\u00a0: plus la teinte est foncée, plus il y a de projets. `
      + "Un tiret\u00a0: moins de 20.";
  }

  /* The choice stands in the address by the trade's name, as readers see it. */
  function restore() {
    const wanted = hash.read().get("metier") ?? "";
    const option = [...select.options].find((one) => one.value && one.text === wanted);
    select.value = option?.value ?? "";
    show();
  }

  select.addEventListener("change", () => {
    const state = hash.read();
    if (select.value) state.set("metier", select.selectedOptions[0].text);
    else state.delete("metier");
    hash.write(state);
    show();
  });
  addEventListener("hashchange", restore);
  select.closest("[hidden]").hidden = false;
  restore();
})();
