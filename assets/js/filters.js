/* Filters of the lists of trades and of films: they hide what does not fit, and write their state after the « # ». A list that
   takes several pages is not in this one: `guide-list.js` knows it. */
"use strict";

(() => {
  const { hash, count, element, firstNumber } = window.oma;
  const form = document.querySelector("[data-filters]");
  if (!form) return;

  const { filters: entries, noun } = form.dataset;
  const empty = document.querySelector("[data-empty]");
  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("[type=reset]");
  const order = form.querySelector("[data-order]");
  const controls = [...form.querySelectorAll("select")].filter((control) => control !== order);

  const fits = (item, chosen) =>
    chosen.every(({ name, value }) => (item.dataset[name] ?? "").split(" ").includes(value));
  const all = order ? [...controls, order] : controls;
  const active = () => controls.filter((control) => control.value);

  const heading = element("h2", { hidden: true }), taken = element("p", { hidden: true });
  form.prepend(heading, taken);
  const title = document.title;
  const nameOf = (control) => control.selectedOptions[0].text.replace(/ \(\d+\)$/, "");

  /* Where one goes on once a choice is gone: the choices, or the door to them where they are folded. */
  function beside() {
    const folded = form.querySelector("details:not([open]) summary");
    (folded?.offsetParent ? folded : all[0]).focus();
  }

  /* What the list shows, as its heading and as the title of the page, and a way to take away each choice. */
  function head(chosen, shown) {
    const told = chosen.map(nameOf).join(", ");
    heading.hidden = taken.hidden = !chosen.length;
    heading.textContent = told && `${told}\u00a0: ${count(shown, noun)}`;
    document.title = told ? `${told} – ${title}` : title;
    taken.replaceChildren(...chosen.flatMap((given) => [element("button", {
      type: "button", className: "link",
      onclick() { given.value = ""; apply(); remember(); beside(); },
    }, `Enlever «\u00a0${nameOf(given)}\u00a0»`), " "]));
  }

  /* Which single choice to give up, and how many trades that would bring back. */
  function waysOut(chosen) {
    return chosen.map((given) => {
      const others = chosen.filter((other) => other !== given);
      const found = list.items.filter((item) => fits(item, others)).length;
      return { given, found };
    }).filter(({ found }) => found);
  }

  function suggest(chosen) {
    const buttons = waysOut(chosen).map(({ given, found }) => element("li", {}, element("button", {
      type: "button", className: "link",
      onclick() { given.value = ""; apply(); beside(); },
    }, `Sans « ${nameOf(given)} » : ${count(found, noun)}`)));
    empty.querySelector("div").replaceChildren(element("ul", { className: "chips" }, ...buttons));
  }

  /* Where planned recruitments give the order: the chosen department or else the region; nowhere in that from A to Z. */
  const REGION = { code: "76", name: "Occitanie" };

  function placeAsked() {
    if (order?.value !== "recrutements") return null;
    const chosen = form.elements.departement?.selectedOptions[0];
    return chosen?.value ? { code: chosen.value, name: chosen.text.replace(/ \(.*$/, "") } : REGION;
  }

  function figureOf(item, { code }) {
    const told = (item.dataset.recrutements ?? "").split("|").map((pair) => pair.split("="));
    return told.find(([place]) => place === code)?.[1] ?? "";
  }

  function byDemand(items, place) {
    const least = new Map(items.map((item) => [item, firstNumber(figureOf(item, place))]));
    return [...items].sort((one, other) => least.get(other) - least.get(one));
  }

  /* What a place plans to recruit in a trade, if that is told; a number that its neighbours share says so. */
  function planned(item, place) {
    const number = place && figureOf(item, place);
    return number ? `Prévus\u00a0: ${number}${item.dataset.famille ? ", métiers voisins compris" : ""}` : "";
  }

  /* The list as it stands in the page; each entry keeps its place from A to Z for the way back. */
  function listHere() {
    const items = [...document.querySelectorAll(entries)];
    const sections = [...document.querySelectorAll(".letter")];
    const homes = items.map((item) => item.parentElement);
    const facts = items.map((item) => order && item.querySelector("small"));
    const usual = facts.map((fact) => fact?.textContent);
    const sorted = order && element("ul", { className: "cards", hidden: true });
    if (sorted) (sections[0] ?? items[0].parentElement).before(sorted);
    let shownPlace = null;

    function sort(place) {
      if (place?.code === shownPlace?.code) return;
      shownPlace = place;
      sorted.hidden = !place;
      if (place) sorted.append(...byDemand(items, place));
      else items.forEach((item, at) => homes[at].append(item));
      items.forEach((item, at) => {
        if (!facts[at]) return;
        const told = planned(item, place);
        facts[at].textContent = told || usual[at];
        facts[at].dataset.icon = told ? "bag" : "stairs";
      });
    }

    return {
      count: items.length,
      items,
      show(fitting, place) {
        sort(place);
        const kept = new Set(fitting);
        for (const item of items) item.hidden = !kept.has(item);
        for (const section of sections) section.hidden = !section.querySelector(`${entries}:not([hidden])`);
      },
      rest() { this.show(items, null); },
    };
  }

  const list = form.dataset.total ? window.oma.guideList(form, planned) : listHere();

  function show(chosen, place) {
    const fitting = list.items.filter((item) => fits(item, chosen));
    list.show(place ? byDemand(fitting, place) : fitting, place);
    if (!fitting.length) suggest(chosen);
    return fitting.length;
  }

  function tell(shown, chosen, place) {
    const many = chosen.length ? `${count(shown, noun)} sur ${list.count.toLocaleString("fr-FR")}` : count(shown, noun);
    const told = place ? `${many}, par recrutements prévus en ${form.dataset.year}, ${place.name}` : many;
    if (status.textContent !== told) status.textContent = told;
  }

  function apply() {
    const chosen = active(), place = placeAsked(), asked = chosen.length > 0 || Boolean(place);
    if (asked && !list.items) {
      list.load().then(apply, () => {
        status.textContent = "Les métiers n’ont pas pu être lus\u00a0: vérifie la connexion, puis recharge la page.";
      });
      return;
    }
    let shown = list.count;
    if (asked) shown = show(chosen, place);
    else list.rest();
    for (const letters of document.querySelectorAll(".letters")) letters.hidden = asked;
    reset.hidden = !asked;
    empty.hidden = shown > 0;
    head(chosen, shown);
    tell(shown, chosen, place);
  }

  function remember() {
    const state = hash.read();
    for (const control of all) {
      if (control.value) state.set(control.name, control.value);
      else state.delete(control.name);
    }
    hash.write(state);
  }

  /* A value that no choice has (an old link, a mistake) is as good as none. */
  function restore() {
    const state = hash.read();
    for (const control of all) {
      const wanted = state.get(control.name) ?? "";
      control.value = [...control.options].some((option) => option.value === wanted) ? wanted : "";
    }
    apply();
  }

  form.addEventListener("change", () => { apply(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const control of all) control.value = "";
    apply();
    remember();
    beside();
  });
  addEventListener("hashchange", restore);
  restore();
})();
