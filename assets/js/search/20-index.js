/* What can be found: MiniSearch over names and everyday words, and lighter, beside it, the words of the sheets themselves. */
"use strict";

(() => {
  const { search } = window.oma;
  const { words, stem, root } = search;

  const TRADE = "Métier", WISH = "Envie";
  const NAMES = ["titre", "synonymes", "mots"];
  const ANSWERS = {
    boost: { titre: 6, synonymes: 4, mots: 3, secteur: 1.5, lieux: 1.5 },
    boostDocument: (route, term, { genre }) => (genre === TRADE ? 2 : 1),
    maxFuzzy: 2,
  };

  /* Documents added in one go: a twentieth of a second of a slow processor. */
  const CHUNK = 128;
  const STEPS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  let index, filled;

  /* The stems that the guide has: one that it has is spelt as was meant. Those of names are also asked for by their beginnings. */
  const known = new Set(), naming = new Set();

  function meet(stem, field) {
    known.add(stem);
    if (NAMES.includes(field)) naming.add(stem);
    return stem;
  }

  const isNaming = (start) => naming.has(start) || [...naming].some((stem) => stem.startsWith(start));

  const made = () => index = new window.MiniSearch({
    fields: [...NAMES, "secteur", "lieux", "accroche"],
    storeFields: ["genre"],
    // Each stem once: a title that has one form must weigh as much as one that has two.
    tokenize: (text, field) => [...new Set(words(text))].map((stem) => meet(stem, field)),
    processTerm: (stem) => stem,
    searchOptions: { ...ANSWERS, tokenize: (stems) => stems.split(" ") },
  });

  /* Ranks that were written as steps from one to the next: see `spoken.steps`. */
  function ranks(steps) {
    const found = [];
    let rank = -1;
    for (const sign of steps) {
      const step = STEPS.indexOf(sign);
      rank += step === STEPS.length - 1 ? step : step + 1;
      if (step < STEPS.length - 1) found.push(rank);
    }
    return found;
  }

  /* By root, the trades whose sheet says it, each with what that weighs: its names more than the rest. */
  const said = new Map();
  const SAID = 1, NAMED = 2, TITLED = 5;

  function say(stem, trades, weight) {
    const key = root(meet(stem));
    if (!said.has(key)) said.set(key, []);
    said.get(key).push([trades, weight]);
  }

  /* The trades that say a root; what was written as steps is read when it is first asked for. */
  function saying(key) {
    const listed = said.get(key);
    if (!listed || listed instanceof Map) return listed ?? new Map();
    const found = new Map();
    for (const [trades, weight] of listed) {
      for (const rank of typeof trades === "string" ? ranks(trades) : trades) found.set(rank, Math.max(weight, found.get(rank) ?? 0));
    }
    said.set(key, found);
    return found;
  }

  /* The ranks of the trades that answer a wish, each with how much, one at most. */
  function members({ reponses = "" }) {
    const degrees = [...reponses].map(Number), most = Math.max(1, ...degrees);
    return degrees.flatMap((degree, rank) => (degree ? [[rank, degree / most]] : []));
  }

  /* Resolves once everything can be found; in parts, so that a slow device goes on answering to its keys meanwhile. */
  function ready() {
    return filled ??= (async () => {
      const { documents, paroles = {} } = window.oma;
      search.trades = documents.filter(({ genre }) => genre === TRADE);
      search.document = new Map(documents.map((document) => [document.id, document]));
      search.wishes = documents.filter(({ genre }) => genre === WISH).map((wish) => ({ ...wish, members: members(wish) }));
      await made().addAllAsync(documents, { chunkSize: CHUNK });
      for (const [word, told] of Object.entries(paroles)) if (!told.startsWith("=")) say(stem(word), told, SAID);
      search.trades.forEach(({ titre, synonymes = [], mots = [] }, rank) => {
        for (const stem of new Set(words(titre))) say(stem, [rank], TITLED);
        for (const stem of new Set(words([...synonymes, ...mots].join(" ")))) say(stem, [rank], NAMED);
      });
      search.prepare(documents, paroles);
    })();
  }

  const ask = (stems, options) => (stems.length ? index.search(stems.join(" "), options) : []);

  Object.assign(search, { TRADE, WISH, NAMES, ready, ask, saying, ranks, isNaming, isKnown: (stem) => known.has(stem) });
})();
