/* The page of results: the question is the « q » of the address, the answers follow what is typed. */
"use strict";

(() => {
  const { root, element, count, data, prepareSearch } = window.oma;
  const PAGE = 24;
  const PAUSE = 400;

  const form = document.querySelector("form[data-results]");
  const input = form.elements.q;
  const place = (name) => document.getElementById(name);
  const [status, answered, nothing, hint, more] = ["nombre", "reponses", "rien", "peut-etre", "suite"].map(place);
  const [missing, lists] = ["absent", "listes"].map(place);
  const list = element("ol", { className: "cards" });
  const title = document.title;
  let answers = [], pause;

  function card({ id, terms }) {
    const { mark, reasons, document: documents } = window.oma.search;
    const matched = new Set(terms), answer = documents.get(id);
    const hook = answer.accroche ?? window.oma.accroches?.[id] ?? "";
    const why = reasons(answer, matched).slice(0, 2).flatMap((text, rank) => [rank ? ", " : "Aussi : ", ...mark(text, matched)]);
    const tags = element("p", { className: "tags" }, element("span", { className: "tag" }, answer.genre));
    return element(
      "li",
      { className: "card", "data-colour": answer.couleur ?? "" },
      element("h2", {}, element("a", { href: root + answer.id }, ...mark(answer.titre, matched))),
      element("p", {}, ...mark(hook, matched)),
      ...(why.length ? [element("p", {}, element("small", {}, ...why))] : []),
      tags,
    );
  }

  function told(question, found) {
    const { stems, results, partial, absent } = found, { notes, aside } = window.oma.search;
    if (!question) return "";
    if (absent) return [...notes(found), "Voici les métiers du guide qui s’en approchent."].join(" ");
    if (!stems.length && !results.length) return "Écris un mot de plus : ceux-ci sont partout.";
    if (!results.length) return [`Aucun résultat pour « ${question} ».`, ...notes(found)].join(" ");
    const many = `${count(results.length, "résultat")} pour « ${question} »`;
    const number = partial ? `Rien ne contient tous ces mots. En voici avec certains : ${many}.` : `${many}.`;
    return [...notes(found), number, aside(found)].filter(Boolean).join(" ");
  }

  /* The lists that a question leads to, and where else a missing trade is described. */
  function ways(found) {
    const { lists: listed, elsewhere, sought } = window.oma.search, beyond = sought(found);
    const doors = listed(found).map(({ id, titre, members }) => element("li", {},
      element("a", { href: root + id }, element("strong", {}, titre), ` La liste : ${count(members.length, "métier")}`)));
    lists.replaceChildren(...doors);
    lists.hidden = !doors.length;
    missing.hidden = !beyond;
    missing.replaceChildren(...(beyond ? [
      found.absent ? "Ce métier existe, mais ce guide n’en a pas encore de fiche. " : "Il existe d’autres métiers que ceux de ce guide. ",
      element("a", { href: elsewhere(beyond), rel: "external" }, `Chercher « ${beyond} » sur le site de l’Onisep`), ".",
    ] : []));
  }

  function show() {
    const { search } = window.oma;
    const question = input.value.trim();
    const found = search.find(question);
    answers = found.results.length ? found.results : found.near;
    list.replaceChildren(...answers.slice(0, PAGE).map(card));
    ways(found);
    nothing.hidden = found.results.length > 0 || !found.stems.length || Boolean(found.absent);
    hint.hidden = !found.near.length;
    more.hidden = answers.length <= PAGE;
    if (found.unsure) search.names().then(() => { if (search.hasNames() && input.value.trim() === question) tell(...show()); });
    return [question, told(question, found)];
  }

  /* Says it once typing pauses. */
  function tell(question, text) {
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE, question, text);
  }

  function keep(question, text) {
    status.textContent = text;
    document.title = question ? `${question} – ${title}` : title;
    const address = question ? `?${new URLSearchParams({ q: question })}` : location.pathname;
    // Some browsers let a page from a folder change nothing but its « # ».
    try { history.replaceState(history.state, "", address + location.hash); } catch { /* the field still says it */ }
  }

  input.addEventListener("input", () => tell(...show()));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    keep(...show());
    if (matchMedia("(pointer: coarse)").matches) input.blur();  // the keyboard of a phone hides the answers
  });

  more.addEventListener("click", () => {
    const shown = list.children.length;
    list.append(...answers.slice(shown, shown + PAGE).map(card));
    more.hidden = answers.length <= list.children.length;
    list.children[shown].querySelector("a").focus();
  });

  input.value = new URLSearchParams(location.search).get("q") ?? "";
  form.hidden = false;
  answered.append(list);
  // Without its hooks, an answer still has its name.
  Promise.all([prepareSearch(form), data("accroches").catch(() => {})]).then(() => keep(...show()), () => {
    form.hidden = true;
    status.textContent = "La recherche n’a pas pu se charger. Recharge la page, ou prends un autre chemin.";
  });
})();
