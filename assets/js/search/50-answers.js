/* The answers to a question, best first: names, then what the sheets say, then wishes; or that a trade is not in the guide.
   An answer has the id of its document, its score, the words that were found, and which concepts it has, as bits (`held`). */
"use strict";

(() => {
  const { search } = window.oma;
  const { TRADE, WISH, NAMES, words, root, ask, saying, understand } = search;

  /* What a root weighs beside a name, by how few trades say it; what a wish does; what is left of the score of a word that said
     one, of a trade that answers none, and of what is neither a trade nor named; and what a trade gets that ROME calls so. */
  const SHEET = 1.6, WISHED = 16, SPENT = .5, STRANGER = .35, OTHER = .6, OWN = 30;
  /* Answers with less of the best one's score are left out, and a refused word leaves in what more than half of the trades have. */
  const FAINT = .12, HALF = .5;
  const NEAREST = 2;

  const rarity = (found, all) => Math.log(1 + (all - found + .5) / (found + .5));
  const answer = ({ id, genre }, score = 0) => ({ id, genre, score, held: 0, terms: [], match: {}, wished: 0 });

  /* The stems to ask for, each with the concept that it stands for and its bit. */
  function stemsOf({ concepts, joined }) {
    const owner = new Map();
    concepts.forEach((concept, at) => {
      // Of a phrase that said a wish, each word by itself says something else: « plein » and « air ».
      if (concept.spent > 1) return;
      const own = { concept, bit: 1 << at };
      for (const stem of [...concept.stems, ...concept.meant.flat()]) if (!owner.has(stem)) owner.set(stem, own);
    });
    if (concepts.length) for (const stem of joined) owner.set(stem, { concept: concepts[0], bit: 1 });
    return owner;
  }

  /* By id, what has some of a question. */
  function scored(understood) {
    const owner = stemsOf(understood);
    const found = byName(owner);
    bySheet(owner, found);
    return found;
  }

  /* What MiniSearch finds: whole words, their beginnings, and what is spelt nearly so where the guide has no such word. */
  function byName(owner) {
    const found = new Map();
    const isSpent = (term) => owner.get(term)?.concept.spent > 0;
    const options = {
      // Only the last word may still be one that is being typed.
      prefix: (term, rank, terms) => !isSpent(term) && (terms.length === 1 || (term.length > 2 && (rank === terms.length - 1 || !search.isKnown(term)))),
      fuzzy: (term) => !isSpent(term) && (search.isKnown(term) ? term.length > 7 && .1 : term.length > 4 && .2),
      boostTerm: (term) => (isSpent(term) ? SPENT : 1),
    };
    for (const result of ask([...owner.keys()], options)) {
      if (result.genre === WISH) continue;
      result.held = 0;
      result.wished = 0;
      for (const term of result.queryTerms) result.held |= owner.get(term).bit;
      found.set(result.id, result);
    }
    return found;
  }

  /* Adds what the sheets say, by roots: the fewer say it, the more it weighs. */
  function bySheet(owner, found) {
    for (const [stem, { concept, bit }] of owner) {
      const trades = saying(root(stem));
      const weight = SHEET * rarity(trades.size, search.trades.length) * (concept.spent ? SPENT : 1);
      for (const [rank, much] of trades) {
        const entry = at(found, search.trades[rank]);
        entry.score += weight * much;
        entry.held |= bit;
        entry.terms.push(stem);
      }
    }
  }

  function at(found, trade) {
    let entry = found.get(trade.id);
    if (!entry) found.set(trade.id, entry = answer(trade));
    return entry;
  }

  /* Whether a concept stands in the names of an answer as it was typed, or as what it means. */
  function isNamed({ match }, { stems, meant }) {
    const terms = Object.keys(match).filter((term) => match[term].some((field) => NAMES.includes(field)));
    return [stems, ...meant].some((all) => all.every((stem) => terms.some((term) => term.startsWith(stem))));
  }

  const hasAll = (entry, concepts) => concepts.length > 0 && concepts.every((concept) => isNamed(entry, concept));

  /* Whether an answer is what a question names: a trade that has all of it in its names, or something that is called no more
     than that, or whose name says it as it was asked, in two words at least. */
  function isMeant(entry, concepts) {
    if (!hasAll(entry, concepts)) return false;
    if (entry.genre === TRADE) return true;
    const asked = concepts.flatMap(({ stems }) => stems), { titre, synonymes = [], mots = [] } = search.document.get(entry.id);
    const isSaid = asked.length > 1 && ` ${words(titre).join(" ")} `.includes(` ${asked.join(" ")} `);
    const isAll = (name) => words(name).length > 0 && words(name).every((stem) => asked.includes(stem));
    return isSaid || [titre, ...synonymes, ...mots].some(isAll);
  }

  /* The trades that a question refuses: those that answer an unwanted wish, and those whose sheet says a refused word. */
  function refusedBy({ unwanted, refused }) {
    const out = new Set();
    for (const { members } of unwanted) for (const [rank] of members) out.add(search.trades[rank].id);
    for (const { part } of refused) {
      const trades = saying(part);
      if (trades.size <= search.trades.length * HALF) for (const rank of trades.keys()) out.add(search.trades[rank].id);
    }
    return out;
  }

  /* Adds to each trade how much it answers what is wished; who answers nothing of it steps back, unless it was named. */
  function wish(found, { wanted, concepts }) {
    const spent = concepts.reduce((bits, { spent }, at) => (spent ? bits | 1 << at : bits), 0);
    for (const { members } of wanted) {
      for (const [rank, degree] of members) {
        const entry = at(found, search.trades[rank]);
        entry.wished += 1;
        entry.held |= spent;
        entry.score += WISHED * (.4 + .6 * degree);
      }
    }
    const open = concepts.filter(({ spent }) => !spent);
    const most = Math.max(...[...found.values()].map(({ wished }) => wished));
    for (const entry of found.values()) {
      const isAsked = open.length ? hasAll(entry, open) : entry.genre !== TRADE && isMeant(entry, concepts);
      // Of two wishes, the answers to both leave those to one of them out.
      if (most > 1 && entry.wished < most && !isAsked) found.delete(entry.id);
      else if (!entry.wished && !isAsked) entry.score *= STRANGER;
    }
  }

  /* What is spelt nearly like a name of the guide: by how many letters at least. */
  const slipsTo = (entry, { stems }) => Math.min(9, ...(entry?.terms ?? []).map((term) => search.distance(term, stems[0], 3)));

  /* Whether a trade is named only within a longer one of its other names, as who lays tiles is in « couvreur poseur de panneaux ». */
  function isBeside({ id }, [{ stems, meant }]) {
    const { titre, synonymes = [], mots = [] } = search.document.get(id);
    const says = (text) => [stems, ...meant].some((all) => all.every((stem) => words(text).some((word) => word.startsWith(stem))));
    const isOne = (name) => words(name).length === stems.length && says(name);
    const isWhole = (form) => isOne(form) || (!form.includes(" ") && form.split("-").some(isOne));
    return ![titre, ...mots].some(says) && !synonymes.some((name) => name.split(" / ").some(isWhole));
  }

  /* The trade that a question names and that the guide has not, with the nearest that it has. */
  function absence({ concepts }, found, question) {
    const strong = concepts.filter(({ weak }) => !weak);
    const open = strong.filter(({ spent }) => !spent);
    // One word that said a wish names no trade, unless it only is of its family: « patronnier », of « patron ».
    const isLoose = !open.length && strong.length === 1 && strong[0].loose;
    if (!open.length && strong.length < 2 && !isLoose) return null;
    const beside = [];
    const whole = (1 << concepts.length) - 1;
    for (const entry of found.values()) {
      if (entry.held !== whole || !isMeant(entry, strong)) continue;
      if (strong.length > 1 || entry.genre !== TRADE || !isBeside(entry, strong)) return null;
      beside.push(entry.id);
    }
    if (!search.hasNames()) return { unsure: true };
    const sheet = search.sheetOf(strong, ...unknown(open, found));
    if (!sheet || ((beside.length || isLoose) && !sheet.alone)) return null;
    const said = question.slice(Math.min(...sheet.concepts.map(({ start }) => start)), Math.max(...sheet.concepts.map(({ end }) => end)));
    const near = [...new Set([...beside, ...sheet.ranks.map((rank) => search.trades[rank]?.id)])].filter(Boolean).slice(0, NEAREST);
    return { said, near: near.map((id) => answer(search.document.get(id))), own: sheet.own };
  }

  /* The concepts of which no name of the guide has anything, and how far a name of another trade may be from the first. */
  function unknown(open, found) {
    const none = open.filter(({ stems, meant }) => ![stems, ...meant].some((all) => all.every(search.isNaming)));
    let best = null;
    for (const entry of found.values()) if (!(best?.score >= entry.score)) best = entry;
    return [none, none.length ? Math.max(0, slipsTo(best, none[0]) - 1) : 2];
  }

  /* Answers to a question, best first. `partial` says that no answer has all of it; `near` is what is written nearly so, if
     there is nothing else; `wishes` are what it wishes for, `unwanted` and the words `refused` what it refuses; `absent` names a trade
     that the guide has not; `unsure` says that there may be one, once `names` has come. */
  function find(question) {
    const understood = understand(question);
    const { concepts, wanted, unwanted, refused } = understood;
    const told = { stems: concepts.flatMap(({ stems }) => stems), results: [], partial: false, near: [], wishes: wanted, unwanted, refused, absent: null };
    const found = scored(understood);
    const missing = absence(understood, found, question);
    if (missing?.near && !missing.own) return { ...told, absent: missing.said, near: missing.near };
    for (const { id } of missing?.near ?? []) at(found, search.document.get(id)).score += OWN;
    // Who says nothing but what is not wanted, or nothing else that the guide knows, is shown all the rest.
    const onlyRefuses = !found.size && !wanted.length && (unwanted.length > 0 || refused.length > 0);
    if (onlyRefuses) for (const trade of search.trades) found.set(trade.id, answer(trade, 1));
    if (wanted.length) wish(found, understood);
    for (const id of refusedBy(understood)) if (found.has(id) && !hasAll(found.get(id), concepts)) found.delete(id);
    const results = ordered([...found.values()], concepts);
    const isWhole = onlyRefuses || wanted.length > 0 || results[0]?.held === (1 << concepts.length) - 1;
    const near = results.length || onlyRefuses || wanted.length ? [] : nearest(told.stems);
    return { ...told, results, partial: results.length > 0 && !isWhole, near, unsure: Boolean(missing?.unsure) };
  }

  const bits = (set) => { let all = 0; for (; set; set &= set - 1) all += 1; return all; };

  /* Best first: what has all that is asked for before what has some; the faint ones are left out. */
  function ordered(entries, concepts) {
    const whole = (1 << concepts.length) - 1;
    let best = 0;
    for (const entry of entries) {
      if (entry.genre !== TRADE && !(entry.held === whole && isMeant(entry, concepts))) entry.score *= OTHER;
      if (whole) entry.score *= .25 + .75 * (bits(entry.held) / concepts.length) ** 1.5;
      best = Math.max(best, entry.score);
    }
    return entries.filter(({ score, held, wished }) => wished || held === whole || score >= best * FAINT).sort((one, other) => other.score - one.score);
  }

  /* What begins like a word without its last letters, or is two or three letters away. */
  function nearest(stems) {
    const begun = stems.filter((stem) => stem.length > 3).map((stem) => stem.slice(0, Math.max(4, stem.length - 3)));
    const far = { prefix: true, fuzzy: (stem) => (stem.length > 3 ? .34 : false), maxFuzzy: 3 };
    return ask([...new Set([...stems, ...begun])], far).filter(({ genre }) => genre !== WISH).slice(0, 3);
  }

  Object.assign(search, { find });
})();
