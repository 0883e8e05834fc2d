/* What an answer shows: its words that were found, and why it is one. */
"use strict";

(() => {
  const { element, search } = window.oma;
  const { TRADE, words } = search;

  /* A text as nodes, with its words that were found in <mark>. */
  function mark(text, found) {
    const nodes = [];
    let end = 0;
    for (const { 0: word, index: start } of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      if (!words(word).some((stem) => found.has(stem))) continue;
      nodes.push(text.slice(end, start), element("mark", {}, word));
      end = start + word.length;
    }
    return [...nodes, text.slice(end)].filter((node) => node !== "");
  }

  /* The other names and everyday words by which a trade was found, when its own texts do not say why. */
  function reasons({ genre, titre, accroche, synonymes = [], mots = [] }, found) {
    const tells = (text) => words(text).some((stem) => found.has(stem));
    return genre !== TRADE || tells(`${titre} ${accroche}`) ? [] : [...mots, ...synonymes].filter(tells);
  }

  /* Where the State's own guidance describes a trade that this guide has not. */
  const elsewhere = (name) => `https://www.onisep.fr/recherche?${new URLSearchParams({ text: name })}`;

  /* The lists that answer what was wished: those in which every trade does. */
  const lists = ({ wishes }) => wishes.filter(({ members, accroche }) => members.length && !accroche);

  const unmet = ({ wishes }) => wishes.filter(({ members, accroche }) => accroche || !members.length);

  /* What to look for elsewhere: a trade that is missing, or what no trade of the guide is about, in the word for it. */
  const sought = (found) => found.absent ?? unmet(found)[0]?.mots[0];

  /* What is said instead of a number: a trade that is missing, or a wish that no trade fulfils yet. */
  function notes(found) {
    if (found.absent) return [`« ${found.absent} » : pas encore dans ce guide.`];
    return unmet(found).map(({ titre, accroche }) => accroche ?? `« ${titre} » : aucune fiche de ce guide n’y répond encore.`);
  }

  /* What a question refuses, as the guide understood it. */
  function aside({ unwanted, refused }) {
    const told = [...unwanted.map(({ titre }) => titre), ...refused.map(({ word }) => word)];
    return told.length ? `Mis de côté : ${told.map((text) => `« ${text} »`).join(", ")}.` : "";
  }

  Object.assign(search, { mark, reasons, elsewhere, sought, lists, notes, aside });
})();
