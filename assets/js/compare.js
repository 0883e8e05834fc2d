/* Up to three trades side by side. The choice stands after the « # »: #m=boulanger,soudeur. */
"use strict";

(() => {
  const { hash, element, picture, data, root, selection } = window.oma;
  const form = document.querySelector("[data-compare]");
  if (!form) return;

  const selects = [...form.querySelectorAll("select")];
  const status = document.querySelector("main [role=status]");
  const region = document.querySelector("[data-comparison]");
  const actions = document.querySelector("[data-actions]");

  const list = (values) => values.length > 1
    ? element("ul", {}, ...values.map((value) => element("li", {}, value))) : values[0];
  const euros = (amount) => `${amount.toLocaleString("fr-FR")}\u00a0€ brut par mois`;
  const salary = ({ debut, confirme }) => debut
    && [`${euros(debut)} au début`, ...(confirme ? [`${euros(confirme)} avec de l’expérience`] : [])];
  /* What is told otherwise than as it stands in the sheets. */
  const TOLD = {
    etudes: (sheet) => sheet.etudes?.map(([title, steps]) => `${title} : ${steps.join(", puis ")}`),
    salaire: salary,
  };
  const ROWS = JSON.parse(form.dataset.compare);

  function values(name, key) {
    const [card, sheet] = [oma.catalogue[name], oma.fiches[name] ?? {}];
    return [TOLD[key]?.(sheet) ?? sheet[key] ?? card[key] ?? []].flat();
  }

  const wanted = () => [...new Set((hash.read().get("m") ?? "").split(",").filter(Boolean))];

  /* A phone shows the cells one under the other: roles say that it is a table all the same. */
  const row = (properties, ...cells) => element("tr", { role: "row", ...properties }, ...cells);

  function header(names) {
    const cells = names.map((name) => {
      const { titre, page, couleur } = oma.catalogue[name];
      return element("th", { role: "columnheader", scope: "col", "data-colour": couleur }, element("a", { href: root + page }, titre));
    });
    return element("thead", { role: "rowgroup" }, row({}, ...cells));
  }

  /* What each looks like; the header stays while one scrolls, and must be low. */
  function looks(names) {
    const images = names.map((name) => oma.fiches[name]?.image);
    if (!images.some(Boolean)) return [];
    return [row({}, ...images.map((image) => element("td", { role: "cell" }, ...image ? [picture(image)] : [])))];
  }

  /* A row of its own names each criterion: on a phone, a column for it would leave no room for the trades. */
  function rows(names) {
    return ROWS.flatMap(([key, title], index) => {
      const told = names.map((name) => values(name, key));
      if (told.every((value) => !value.length)) return [];
      const id = `critere-${index}`;
      const cells = told.map((value, at) => element("td", { role: "cell", headers: id, "data-trade": oma.catalogue[names[at]].formes[0] },
        value.length ? list(value) : "Non précisé"));
      const head = element("th", { id, role: "columnheader", scope: "colgroup", colSpan: names.length }, title);
      return [row({ className: "criterion" }, head), row({}, ...cells)];
    });
  }

  function draw(names) {
    region.hidden = actions.hidden = !names.length;
    region.replaceChildren(element("table", { className: "comparison", role: "table" }, header(names),
      element("tbody", { role: "rowgroup" }, ...looks(names), ...rows(names))));
  }

  let latest;

  /* Sheets come when they are chosen: by then, something else may be. */
  function show(names) {
    latest = names;
    data("fiches", names).then(() => { if (names === latest) draw(names); }, fail);
  }

  function fail() {
    status.textContent = "Les fiches n’ont pas pu être lues : vérifie la connexion, puis recharge la page.";
  }

  function say(asked, names) {
    const lost = asked.length - names.length;
    if (lost) status.textContent = lost > 1 ? `${lost} métiers du lien ne sont plus dans le guide.` : "Un métier du lien n’est plus dans le guide.";
    else status.textContent = names.length < 2 ? "Choisis deux ou trois métiers : leurs fiches se rangent côte à côte." : `${names.length} métiers comparés.`;
  }

  /* An address without trades takes those of « Ma sélection ». */
  function restore() {
    const asked = wanted().length ? wanted() : selection.all().slice(0, selects.length);
    const names = asked.filter((name) => Object.hasOwn(oma.catalogue, name)).slice(0, selects.length);
    selects.forEach((select, index) => { select.value = names[index] ?? ""; });
    show(names);
    say(asked.slice(0, selects.length), names);
  }

  function choose() {
    const names = [...new Set(selects.map((select) => select.value).filter(Boolean))];
    const state = hash.read();
    if (names.length) state.set("m", names.join(","));
    else state.delete("m");
    hash.write(state);
    show(names);
    say(names, names);
  }

  function start() {
    for (const select of selects) {
      const options = Object.entries(oma.catalogue).map(([name, card]) => new Option(card.formes[0], name));
      select.append(new Option("Aucun", ""), ...options);
    }
    form.addEventListener("change", choose);
    addEventListener("hashchange", restore);
    form.hidden = false;
    restore();
  }

  data("catalogue").then(start, fail);
})();
