/* What a pupil asks: the words that count, the wishes that they say (« dehors »), and what is refused (« sans », « pas »). */
"use strict";

(() => {
  const { search } = window.oma;
  const { fold, WORD, tokens, isStop, words, stem, root, isWeak } = search;

  const split = (text) => text.split(" ");
  const REFUSALS = new Set(split("sans pas ni jamais aucun aucune non deteste detester hais horreur peur eviter evite nul nulle marre"));
  const TURNS = new Set(split("mais plutot car pourtant alors parce donc si"));
  const MOST = 30;  // an answer tells by a bit of a number which of them it has
  const ARTICLES = new Set(split("le la les l un une des de du d"));

  /* The stems of a text as phrases are compared: with the small words, but for articles. */
  const phrase = (text) => tokens(fold(text)).map(([word]) => word).filter((word) => !ARTICLES.has(word)).map(stem);

  /* By their first word, the phrases that say something: a wish (or its refusal), or what pupils call otherwise. */
  const phrases = new Map();

  function learn(text, meaning) {
    const stems = phrase(text), parts = stems.map(root);
    if (!parts.length) return;
    if (!phrases.has(parts[0])) phrases.set(parts[0], []);
    phrases.get(parts[0]).push({ stems, parts, ...meaning });
  }

  function prepare(documents, paroles) {
    for (const wish of search.wishes) {
      for (const text of [wish.titre, ...wish.mots]) learn(text, { wish });
      for (const text of wish.contraires ?? []) learn(text, { wish, refused: true });
    }
    for (const [text, told] of Object.entries(paroles)) {
      if (told.startsWith("=")) learn(text, { meant: told.slice(1).split("|").map(words) });
    }
    for (const listed of phrases.values()) listed.sort((one, other) => other.parts.length - one.parts.length);
  }

  /* The words of a question, each with the refusal that it stands under, if any: it reaches to the end of the phrase. */
  function read(question) {
    const folded = fold(question), found = [...folded.matchAll(WORD)];
    const kept = new Set(tokens(folded).map(({ index }) => index));
    const items = [];
    let refusal = 0, heavy = false, end = 0;
    found.forEach(({ 0: word, index: start }, at) => {
      const between = folded.slice(end, start), next = found[at + 1]?.[0];
      end = start + word.length;
      if (/[,.;:!?()]/.test(between) || TURNS.has(word) || (word === "et" && !ARTICLES.has(next) && !REFUSALS.has(next))) refusal = 0;
      if (heavy && (word === "avec" || word === "pour" || word === "je" || word === "j")) refusal = 0;
      if (REFUSALS.has(word)) {
        refusal = at + 1;
        heavy = false;
      } else if (kept.has(start)) {
        const small = isStop(word), cut = stem(word), weak = isWeak(cut);
        heavy ||= !small && !weak;
        items.push({ word, stem: cut, part: root(cut), start, end, refusal, small, weak, article: ARTICLES.has(word) });
      }
    });
    return items;
  }

  /* The longest phrase that begins at a word, of those that may stand there. */
  function phraseAt(items, at, fits) {
    const rest = items.slice(at).filter(({ article, refusal }) => !article && refusal === items[at].refusal);
    if (items[at].article) return null;
    const holds = ({ parts }) => parts.every((part, rank) => rest[rank]?.part === part);
    const listed = (phrases.get(items[at].part) ?? []).filter((entry) => holds(entry) && fits(entry));
    const longest = listed[0]?.parts.length;
    return listed.length ? { entries: listed.filter(({ parts }) => parts.length === longest), items: rest.slice(0, longest) } : null;
  }

  /* What is wished and what is not, with the words that said so; under a refusal, what refuses a wish's contrary says it. */
  function wishes(items) {
    const wanted = new Map(), unwanted = new Map();
    items.forEach((item, at) => {
      if (item.spent) return;
      const denied = item.refusal > 0;
      const found = (denied && phraseAt(items, at, ({ wish, refused }) => wish && refused))
        || phraseAt(items, at, ({ wish, refused }) => wish && !refused);
      if (!found) return;
      const contrary = found.entries.some(({ refused }) => refused);
      for (const { wish } of found.entries) (denied && !contrary ? unwanted : wanted).set(wish.id, wish);
      found.items.forEach((spent, rank) => {
        spent.spent = found.items.length;
        spent.loose = !found.entries.some(({ stems }) => stems[rank] === spent.stem);
      });
    });
    return { wanted: [...wanted.values()], unwanted: [...unwanted.values()].filter(({ id }) => !wanted.has(id)) };
  }

  /* What counts in a question, each with its stem and with the stems of what pupils call otherwise. */
  function concepts(items) {
    const made = [];
    const open = items.filter(({ refusal }) => !refusal);
    open.forEach((item, at) => {
      if (item.small || item.told) return;
      const found = phraseAt(open, at, ({ meant }) => meant);
      for (const other of found?.items ?? []) other.told = true;
      const stems = found ? found.items.filter(({ small }) => !small).map((other) => other.stem) : [item.stem];
      const meant = found ? found.entries.flatMap((entry) => entry.meant) : [];
      const last = found?.items.at(-1) ?? item;
      made.push({ stems, meant, weak: item.weak, spent: item.spent ?? 0, loose: Boolean(item.loose), start: item.start, end: last.end });
    });
    const once = [...new Map([...made].reverse().map((concept) => [concept.stems.join(" "), concept])).values()].reverse();
    const strong = once.filter(({ weak }) => !weak);
    return (strong.length ? strong : once).slice(0, MOST);
  }

  function understand(question) {
    const items = read(question);
    const { wanted, unwanted } = wishes(items);
    const refused = [...new Set(items.filter(({ refusal }) => refusal).map(({ refusal }) => refusal))]
      .map((refusal) => items.filter((item) => item.refusal === refusal))
      .filter((scope) => !scope.some(({ spent }) => spent))
      .flatMap((scope) => scope.filter(({ small, weak }) => !small && !weak));
    const asked = concepts(items);
    // « e-mail » and « wi-fi » are also one word.
    const joined = /-/.test(question) ? words(question.replaceAll("-", "")).filter((stem) => !asked.some(({ stems }) => stems.includes(stem))) : [];
    const told = asked.every(({ weak }) => weak) && (wanted.length || unwanted.length || refused.length) ? [] : asked;
    return { concepts: told, joined, wanted, unwanted, refused };
  }

  Object.assign(search, { prepare, understand });
})();
