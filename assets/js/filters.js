/* Filters of the lists of trades and of films: they hide what does not fit, and write their state after the « # ». */
"use strict";

(() => {
  const { hash, count, element } = window.oma;
  const form = document.querySelector("[data-filters]");
  if (!form) return;

  const { filters: entries, noun } = form.dataset;
  const items = [...document.querySelectorAll(entries)];
  const sections = [...document.querySelectorAll(".letter")];
  const empty = document.querySelector("[data-empty]");
  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("[type=reset]");
  const controls = [...form.querySelectorAll("select")];

  const fits = (item, chosen) =>
    chosen.every(({ name, value }) => (item.dataset[name] ?? "").split(" ").includes(value));
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

  function apply() {
    const chosen = active();
    let shown = 0;
    for (const item of items) {
      item.hidden = !fits(item, chosen);
      shown += !item.hidden;
    }
    for (const section of sections) section.hidden = !section.querySelector(`${entries}:not([hidden])`);
    const letters = document.querySelector(".letters");
    if (letters) letters.hidden = chosen.length > 0;
    reset.hidden = !chosen.length;
    empty.hidden = shown > 0;
    if (!shown) suggest(chosen);
    const told = chosen.length ? `${count(shown, noun)} sur ${items.length}` : count(shown, noun);
    if (status.textContent !== told) status.textContent = told;
  }

  function remember() {
    const state = hash.read();
    for (const control of controls) {
      if (control.value) state.set(control.name, control.value);
      else state.delete(control.name);
    }
    hash.write(state);
  }

  /* A value that no choice has (an old link, a mistake) is as good as none. */
  function restore() {
    const state = hash.read();
    for (const control of controls) {
      const wanted = state.get(control.name) ?? "";
      control.value = [...control.options].some((option) => option.value === wanted) ? wanted : "";
    }
    apply();
  }

  form.addEventListener("change", () => { apply(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const control of controls) control.value = "";
    apply();
    remember();
    controls[0].focus();
  });
  addEventListener("hashchange", restore);
  restore();
})();
