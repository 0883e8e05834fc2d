/* The search: French words to stems, MiniSearch over what can be found, matches in the words of a text. Loaded on demand. */
"use strict";

(() => {
  const { element } = window.oma;

  /* Words that are everywhere, and so find nothing; folded. The two « qu » stand before an apostrophe, where words are cut. */
  const STOP_WORDS = new Set((
    "ai aime aimer aimerais as au aux avec ca ce cela ces cet cette chez comme comment dans de des donc du elle elles " +
    "en es est et etre eu il ils je jusqu la le les leur leurs lorsqu lui ma mais me meme mes moi mon ne ni nos notre " +
    "nous on ont ou par pas peut plus pour puisqu qu quand que quel quelle quelles quels qui sa sans se ses si son " +
    "sont suis sur ta te tes toi ton tous tout toute toutes tres tu un une vers veut veux vos votre voudrais vous"
  ).split(" "));

  /* Lower case, without accents, ligatures nor indices: « CO₂ » is found by « co2 ». */
  const PLAIN_LETTERS = { œ: "oe", æ: "ae", ł: "l", đ: "d", ð: "d", ħ: "h", ø: "o", ı: "i", ß: "ss", þ: "th", "·": "" };
  const fold = (text) => text.toLowerCase().replace(/[œæłđðħøıßþ·]/g, (letter) => PLAIN_LETTERS[letter])
    .normalize("NFKD").replace(/[\u0300-\u036f]/g, "");

  /* The stems of a text in order, without stop words nor lone letters (« l’ », « d’ », the « e » of « e-mail »). */
  function words(text) {
    return (fold(text).match(/[a-z0-9]+/g) ?? [])
      .filter((word) => !STOP_WORDS.has(word) && (word.length > 1 || /\d/.test(word)))
      .map(stem);
  }

  /* What the forms of a folded word share: « conductrices » → « conducteu », « bouchère » → « boucher ». It stays the
     beginning of its word wherever it can, so that a word still being typed already finds it. */
  function stem(word) {
    if (!known.has(word)) known.set(word, stemmed(word));
    return known.get(word);
  }

  const known = new Map();  // a guide has few different words, and says them often

  function stemmed(word) {
    if (/[0-9]/.test(word)) return word;
    return singularMasculine(word.replace(/([b-df-hj-np-tv-xz])\1/g, "$1").replaceAll("th", "t").replaceAll("y", "i"));
  }

  function singularMasculine(word) {
    if (/[^e]aux$/.test(word) && word.length > 5) return `${word.slice(0, -3)}al`;  // métaux, métal
    if (/s$|ux$/.test(word) && word.length > 3) word = word.slice(0, -1);
    if (word.endsWith("trice") && word.length > 6) return `${word.slice(0, -5)}teu`;  // conductrice, conducteur
    if (word.endsWith("euse") && word.length > 5) return word.slice(0, -2);  // serveuse, serveur
    return withoutEnding(word);
  }

  /* A singular without its mute « e », nor what changes before one. */
  function withoutEnding(word) {
    let bare = word;
    while (bare.endsWith("e") && bare.length > 4) bare = bare.slice(0, -1);
    if (bare.endsWith("eri") && bare.length > 5) return bare.slice(0, -1);  // boulangerie, boulanger
    // serveur, serveuse; sportif, sportive; français, française
    const changes = /(?:eur|if|iv)$/.test(bare) || (bare !== word && bare.endsWith("s"));
    return changes && bare.length > 4 ? bare.slice(0, -1) : bare;
  }

  /* What a question is full of, and a guide of trades too: asked for only when there is nothing else. */
  const WEAK = new Set(words("boulot devenir emploi exercer faire job métier profession travail travailler"));

  const TRADE = "Métier";
  const ANSWERS = {
    boost: { titre: 6, synonymes: 4, mots: 3, secteur: 1.5, lieux: 1.5 },
    boostDocument: (route, term, { genre }) => (genre === TRADE ? 2 : 1),
    prefix: (term) => term.length > 2,
    fuzzy: (term) => (term.length > 4 ? .2 : false),
    maxFuzzy: 2,
  };

  /* Documents added in one go: a twentieth of a second of a slow processor. */
  const CHUNK = 128;
  let index, filled;

  const made = () => index = new window.MiniSearch({
    fields: ["titre", "synonymes", "mots", "secteur", "lieux", "accroche"],
    storeFields: ["titre", "genre", "accroche", "couleur", "synonymes", "mots"],
    // Each stem once: a title that has one form must weigh as much as one that has two.
    tokenize: (text) => [...new Set(words(text))],
    processTerm: (stem) => stem,
    searchOptions: { ...ANSWERS, tokenize: (stems) => stems.split(" ") },
  });

  /* Resolves once everything can be found; in parts, so that a slow device goes on answering to its keys meanwhile. */
  const ready = () => filled ??= made().addAllAsync(window.oma.documents, { chunkSize: CHUNK });

  const ask = (stems, options) => (stems.length ? index.search(stems.join(" "), options) : []);

  /* The stems of a question; « e-mail » and « wi-fi » are also asked for as one word. */
  function stemsOf(question) {
    const stems = words(question), strong = stems.filter((stem) => !WEAK.has(stem));
    return [...new Set(strong.length ? strong : stems)];
  }

  /* Answers to a question, best first: what holds every word; else what holds some (`partial`); else, with no
     `results`, what is written nearly so (`near`). */
  function find(question) {
    const stems = stemsOf(question);
    const ways = question.includes("-") ? [stems, stemsOf(question.replaceAll("-", ""))] : [stems];
    for (const way of ways) {
      const results = ask(way, { combineWith: "AND" });
      if (results.length) return { stems, results, partial: false, near: [] };
    }
    const results = stems.length > 1 ? ask(stems) : [];
    return { stems, results, partial: true, near: results.length ? [] : nearest(stems) };
  }

  /* What begins like a word without its last letters, or is two or three letters away. */
  function nearest(stems) {
    const begun = stems.filter((stem) => stem.length > 3).map((stem) => stem.slice(0, Math.max(4, stem.length - 3)));
    const far = { fuzzy: (stem) => (stem.length > 3 ? .34 : false), maxFuzzy: 3 };
    return ask([...new Set([...stems, ...begun])], far).slice(0, 3);
  }

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

  window.oma.search = { words, ready, find, mark, reasons };
})();
