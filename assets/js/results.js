/* The page of results: the question is the « q » of the address, the answers follow what is typed. */
"use strict";

(() => {
  const { root, element, count, prepareSearch } = window.oma;
  const PAGE = 24;
  const PAUSE = 400;

  const form = document.querySelector("form[data-results]");
  const input = form.elements.q;
  const place = (name) => document.getElementById(name);
  const [status, answered, nothing, hint, more] = ["nombre", "reponses", "rien", "peut-etre", "suite"].map(place);
  const list = element("ol", { className: "cards" });
  const title = document.title;
  let answers = [], pause;

  function card(answer) {
    const matched = new Set(answer.terms), { mark, reasons } = window.oma.search;
    const why = reasons(answer, matched).slice(0, 2).flatMap((text, rank) => [rank ? ", " : "Aussi : ", ...mark(text, matched)]);
    const tags = element("p", { className: "tags" }, element("span", { className: "tag" }, answer.genre));
    return element(
      "li",
      { className: "card", "data-colour": answer.couleur ?? "" },
      element("h2", {}, element("a", { href: root + answer.id }, ...mark(answer.titre, matched))),
      element("p", {}, ...mark(answer.accroche ?? "", matched)),
      ...(why.length ? [element("p", {}, element("small", {}, ...why))] : []),
      tags,
    );
  }

  function told(question, { stems, results, partial }) {
    if (!question) return "";
    if (!stems.length) return "Écris un mot de plus : ceux-ci sont partout.";
    if (!results.length) return `Aucun résultat pour « ${question} ».`;
    const many = `${count(results.length, "résultat")} pour « ${question} »`;
    return partial ? `Rien ne contient tous ces mots. En voici avec certains : ${many}.` : `${many}.`;
  }

  function show() {
    const question = input.value.trim();
    const found = window.oma.search.find(question);
    answers = found.results.length ? found.results : found.near;
    list.replaceChildren(...answers.slice(0, PAGE).map(card));
    nothing.hidden = found.results.length > 0 || !found.stems.length;
    hint.hidden = !found.near.length;
    more.hidden = answers.length <= PAGE;
    return [question, told(question, found)];
  }

  function keep(question, text) {
    status.textContent = text;
    document.title = question ? `${question} – ${title}` : title;
    const address = question ? `?${new URLSearchParams({ q: question })}` : location.pathname;
    // Some browsers let a page from a folder change nothing but its « # ».
    try { history.replaceState(history.state, "", address + location.hash); } catch { /* the field still says it */ }
  }

  input.addEventListener("input", () => {
    const [question, text] = show();
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE, question, text);
  });

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
  prepareSearch(form).then(() => keep(...show()), () => {
    form.hidden = true;
    status.textContent = "La recherche n’a pas pu se charger. Recharge la page, ou prends un autre chemin.";
  });
})();
