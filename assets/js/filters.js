/* Filters of the lists of trades and of films: they hide what does not fit, and write their state after the « # ». */
"use strict";

(() => {
  const { hash, count, element, firstNumber } = window.oma;
  const form = document.querySelector("[data-filters]");
  if (!form) return;

  const { filters: entries, noun } = form.dataset;
  const items = [...document.querySelectorAll(entries)];
  const sections = [...document.querySelectorAll(".letter")];
  const empty = document.querySelector("[data-empty]");
  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("[type=reset]");
  const order = form.querySelector("[data-order]");
  const controls = [...form.querySelectorAll("select")].filter((control) => control !== order);

  const fits = (item, chosen) =>
    chosen.every(({ name, value }) => (item.dataset[name] ?? "").split(" ").includes(value));
  const all = order ? [...controls, order] : controls;
  const active = () => controls.filter((control) => control.value);

  /* Which single choice to give up, and how many trades that would bring back. */
  function waysOut(chosen) {
    return chosen.map((given) => {
      const others = chosen.filter((other) => other !== given);
      const found = items.filter((item) => fits(item, others)).length;
      return { given, found };
    }).filter(({ found }) => found);
  }

  function suggest(chosen) {
    const buttons = waysOut(chosen).map(({ given, found }) => element("li", {}, element("button", {
      type: "button", className: "link",
      onclick() { given.value = ""; apply(); form.querySelector("select").focus(); },
    }, `Sans « ${given.selectedOptions[0].text.replace(/ \(\d+\)$/, "")} » : ${count(found, noun)}`)));
    empty.querySelector("div").replaceChildren(element("ul", { className: "chips" }, ...buttons));
  }

  /* The list in the order of planned recruitments, in the chosen department or else in the region; each trade keeps
     its place from A to Z for the way back. */
  const REGION = "76";
  const homes = items.map((item) => item.parentElement);
  const sorted = order && element("ul", { className: "cards", hidden: true });
  if (sorted) (sections[0] ?? items[0].parentElement).before(sorted);

  function figureOf(item, place) {
    const told = (item.dataset.recrutements ?? "").split("|").map((pair) => pair.split("="));
    return told.find(([code]) => code === place)?.[1] ?? "";
  }

  let shownOrder = "";

  function sort() {
    if (!order) return;
    const byDemand = order.value === "recrutements";
    const departement = form.elements.departement?.value;
    const place = departement || REGION;
    const wanted = byDemand ? place : "";
    if (wanted === shownOrder) return;
    shownOrder = wanted;
    for (const note of document.querySelectorAll(".planned")) note.remove();
    sorted.hidden = !byDemand;
    if (!byDemand) {
      items.forEach((item, at) => homes[at].append(item));
      return;
    }
    const where = departement ? form.elements.departement.selectedOptions[0].text.replace(/ \(.*$/, "") : "Occitanie";
    const figures = new Map(items.map((item) => [item, figureOf(item, place)]));
    const least = (item) => firstNumber(figures.get(item));
    sorted.append(...[...items].sort((one, other) => least(other) - least(one)));
    for (const item of items) {
      const number = figures.get(item);
      const wider = item.dataset.famille ? `, dans l’ensemble des ${item.dataset.famille}` : "";
      if (number) {
        const told = `Recrutements prévus en ${form.dataset.year}, ${where}\u00a0: ${number}${wider}`;
        item.append(element("small", { className: "planned" }, told));
      }
    }
  }

  function apply() {
    sort();
    const chosen = active();
    let shown = 0;
    for (const item of items) {
      item.hidden = !fits(item, chosen);
      shown += !item.hidden;
    }
    for (const section of sections) section.hidden = !section.querySelector(`${entries}:not([hidden])`);
    const letters = document.querySelector(".letters");
    if (letters) letters.hidden = chosen.length > 0 || Boolean(order?.value);
    reset.hidden = !chosen.length && !order?.value;
    empty.hidden = shown > 0;
    if (!shown) suggest(chosen);
    const told = chosen.length ? `${count(shown, noun)} sur ${items.length}` : count(shown, noun);
    if (status.textContent !== told) status.textContent = told;
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
    all[0].focus();
  });
  addEventListener("hashchange", restore);
  restore();
})();
