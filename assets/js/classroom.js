/* The page for teachers: choose trades, then print their sheets or project them. The state is the address alone. */
"use strict";

(async () => {
  const { count, data, element, hash, projection, selection } = window.oma;
  await data("catalogue").catch(() => {});
  const { catalogue } = window.oma;
  if (!catalogue || !projection) return;

  const MOST = 60;
  const FOUND = 40;
  const DRAWN = 6;
  const at = (id) => document.getElementById(id);
  const workshop = at("atelier");
  const names = Object.keys(catalogue);
  const bySector = new Map();
  for (const name of names) {
    const { secteur } = catalogue[name];
    bySector.set(secteur, [...bySector.get(secteur) ?? [], name]);
  }
  const sectors = [...bySector.keys()].sort((one, other) => one.localeCompare(other, "fr"));
  let chosen = [];

  /* Choosing */

  const pick = (name) => element("li", {}, element("label", {},
    element("input", { type: "checkbox", value: name, checked: chosen.includes(name) }), ` ${catalogue[name].titre}`));
  const picks = (listed) => element("ul", { className: "picks" }, ...listed.map(pick));

  /* A sector's trades are drawn when it is opened: a guide may have thousands. */
  function sectorBox(sector) {
    const box = element("details", { className: "level" }, element("summary", {}, sector, " ", element("small")));
    box.addEventListener("toggle", () => {
      if (box.children.length > 1) return;
      const all = element("button", { type: "button", className: "button button-quiet" }, "Tout le secteur");
      all.addEventListener("click", () => add(bySector.get(sector)));
      box.append(element("p", {}, all), picks(bySector.get(sector)));
    });
    return box;
  }

  const boxes = new Map(sectors.map((sector) => [sector, sectorBox(sector)]));
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe").replaceAll("’", "'").toLowerCase();
  const texts = new Map();

  function said(name) {
    if (!texts.has(name)) {
      const { titre, secteur, accroche } = catalogue[name];
      texts.set(name, folded(`${titre} ${secteur} ${accroche}`));
    }
    return texts.get(name);
  }

  function filter() {
    const words = folded(at("filtrer").value).split(/\s+/).filter(Boolean);
    const found = words.length ? names.filter((name) => words.every((word) => said(name).includes(word))) : [];
    at("choix").replaceChildren(...words.length ? [picks(found.slice(0, FOUND))] : boxes.values());
    at("trouves").textContent = !words.length ? ""
      : !found.length ? "Aucun métier trouvé. Essayez un autre mot, ou effacez-le pour revoir les secteurs."
      : count(found.length, "métier trouvé", "métiers trouvés")
        + (found.length > FOUND ? `, voici les ${FOUND} premiers : précisez` : "") + ".";
  }

  /* The set */

  /* A term and what is said of it, each in a line of its own; nothing when there is nothing to say. */
  const fact = (term, ...told) => told.length
    ? [element("div", {}, element("dt", {}, term), ...told.map((parts) => element("dd", {}, ...[parts].flat())))] : [];

  function sheet(name) {
    const card = catalogue[name];
    const { missions = [], qualites = [], interets = [], lieux = [], horaires, etudes = [] } = window.oma.fiches[name] ?? {};
    const away = element("button", { type: "button", className: "button button-quiet", value: name }, "Retirer");
    away.setAttribute("aria-label", `Retirer : ${card.titre}`);
    return element("li", { className: "sheet", "data-colour": card.couleur },
      element("p", { className: "kicker" }, `${card.secteur} · études\u00a0: ${card.parcours}`),
      element("h3", {}, card.titre),
      element("p", { className: "sheet-hook" }, card.accroche),
      element("div", { className: "sheet-body" },
        element("dl", {},
          ...fact("Missions", ...missions),
          ...fact("Qualités", ...qualites.length ? [qualites.join(", ")] : []),
          ...fact("Centres d’intérêt", ...interets.length ? [interets.join(", ")] : [])),
        element("dl", {},
          ...fact("Où", ...lieux),
          ...fact("Horaires", ...horaires ? [horaires] : []),
          ...fact("Études", ...etudes.map(([title, steps]) => [element("b", {}, title), ` : ${steps.join(" › ")}`])))),
      element("p", { className: "sheet-foot" }, `${workshop.dataset.site} · ${workshop.dataset.address}${card.page}`),
      away);
  }

  function tell(told = "") {
    const total = chosen.length ? `${count(chosen.length, "métier choisi", "métiers choisis")}.` : "Aucun métier choisi pour l’instant.";
    at("compte").textContent = `${told} ${total}`.trim();
  }

  /* Runs once the sheets of the chosen trades are there; no others are asked for. */
  function withSheets(act) {
    data("fiches", chosen).then(act, () => tell("Les fiches n’ont pas pu être lues : rechargez la page."));
  }

  function show(told) {
    tell(told);
    at("outils").hidden = !chosen.length;
    for (const box of workshop.querySelectorAll(".picks input")) box.checked = chosen.includes(box.value);
    for (const [sector, box] of boxes) {
      const here = bySector.get(sector);
      const taken = here.filter((name) => chosen.includes(name)).length;
      box.querySelector("small").textContent = count(here.length, "métier") + (taken ? `, ${count(taken, "choisi")}` : "");
    }
    if (chosen.length) withSheets(() => at("fiches").replaceChildren(element("ol", { className: "series" }, ...chosen.map(sheet))));
    else at("fiches").replaceChildren();
  }

  function write(changes) {
    const state = hash.read();
    for (const [name, value] of Object.entries(changes)) {
      if (value) state.set(name, value);
      else state.delete(name);
    }
    hash.write(state);
  }

  function choose(wanted, told = "") {
    const kept = [...new Set(wanted)];
    chosen = kept.slice(0, MOST);
    write({ m: chosen.join(",") });
    show(kept.length > MOST ? `Une série compte ${MOST} métiers au plus : les suivants n’ont pas été pris.` : told);
  }

  const add = (more) => choose([...chosen, ...more]);
  const remove = (name) => choose(chosen.filter((other) => other !== name));

  function shuffled(things) {
    const dealt = [...things];
    for (let last = dealt.length - 1; last > 0; last -= 1) {
      const other = Math.floor(Math.random() * (last + 1));
      [dealt[last], dealt[other]] = [dealt[other], dealt[last]];
    }
    return dealt;
  }

  /* Each from a sector of its own, as long as there are such. */
  function draw() {
    const first = shuffled(sectors).map((sector) => shuffled(bySector.get(sector))[0]);
    const drawn = [...new Set([...first, ...shuffled(names)])].slice(0, DRAWN);
    choose(drawn, "Tirage fait.");
  }

  /* Projecting */

  function project(from) {
    withSheets(() => projection.open(chosen, from, {
      moved: (rank) => write({ n: rank ? String(rank + 1) : "" }),
      closed() {
        write({ vue: "", n: "" });
        at("projeter").focus();
      },
    }));
  }

  /* The address is the state: it is read at the start, and whenever the reader goes back or pastes another link. */
  function read() {
    const state = hash.read();
    const asked = [...new Set((state.get("m") ?? "").split(",").filter(Boolean))];
    const unknown = asked.filter((name) => !Object.hasOwn(catalogue, name));
    chosen = asked.filter((name) => Object.hasOwn(catalogue, name)).slice(0, MOST);
    show(unknown.length
      ? `${count(unknown.length, "métier de ce lien n’est pas", "métiers de ce lien ne sont pas")} dans le guide : ${unknown.slice(0, 3).join(", ").slice(0, 90)}.`
      : "");
    if (state.get("vue") === "projection" && chosen.length) project((Number.parseInt(state.get("n"), 10) || 1) - 1);
    else if (at("projection").open) projection.close();
  }

  at("choix").addEventListener("change", ({ target }) => {
    if (target.checked) add([target.value]);
    else remove(target.value);
  });
  at("fiches").addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    remove(button.value);
    at("serie").focus();
  });
  at("filtrer").addEventListener("input", filter);
  at("tirer").addEventListener("click", draw);
  at("vider").addEventListener("click", () => { choose([]); at("serie").focus(); });
  at("imprimer").addEventListener("click", () => print());
  at("projeter").addEventListener("click", () => {
    history.pushState(null, "", location.href);  // so that « back » leaves the projection, not the page
    write({ vue: "projection" });
    project(0);
  });
  at("copier").hidden = !navigator.clipboard || location.protocol === "file:";
  at("copier").addEventListener("click", () => {
    const link = `${location.href.split("#")[0]}#m=${chosen.join(",")}`;
    navigator.clipboard.writeText(link).then(() => tell("Lien copié."), () => tell("Copiez l’adresse de la page : elle contient la série."));
  });
  at("reprendre").addEventListener("click", () => add(selection.all().filter((name) => Object.hasOwn(catalogue, name))));
  selection.watch((kept) => { at("reprendre").hidden = !kept.length; });
  addEventListener("hashchange", read);

  filter();
  read();
  workshop.hidden = false;
})();
