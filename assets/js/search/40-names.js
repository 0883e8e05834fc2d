/* Names of trades that the guide may not have (ROME's): which sheet a question names, and the trades of the guide that are
   nearest. The data come when a question is the name of nothing that the guide has. */
"use strict";

(() => {
  const { search, data } = window.oma;
  const { stem, ranks } = search;

  const DATA = "noms", NEAR = "=", OWN = "!";
  const TO_TYPE = 3;  // letters that a name still being typed may lack
  let near, standing, heads;

  /* By stem: the sheets that have it in their label, as a whole name, at the beginning of a name, and within one. */
  function take() {
    const { [NEAR]: nearest = "", ...entries } = window.oma[DATA] ?? {};
    near = nearest.split(";").map((text) => {
      const [size, trades = ""] = text.replace(OWN, "").split(":");
      return { own: text.startsWith(OWN), size: Number(size), ranks: trades.split(" ").map(Number) };
    });
    standing = new Map();
    for (const [word, told] of Object.entries(entries)) {
      const key = stem(word), parts = told.split("|");
      standing.set(key, (standing.get(key) ?? ["", "", "", ""]).map((before, at) => [before, parts[at]].filter(Boolean).join(" ")));
    }
    heads = [...standing].filter(([, [, , first]]) => first).map(([key]) => key);
  }

  /* Resolves once names can be looked up; without a network they cannot, and the search goes on without. */
  let asked;
  const names = () => asked ??= Promise.resolve(data?.(DATA)).then(take).catch(() => { asked = null; });

  /* The places of a word, and what each weighs; a word of a label weighs more, the shorter the label. */
  const [LABEL, ALONE, BEGINS] = [0, 1, 2];
  const weigh = (place, { size }) => [4 / size, 2, 2, 0][place] + (place === LABEL ? 0 : 1);

  /* The sheets that have a stem in a name: what that weighs, whether it begins one, and whether it is one. */
  function sheets(key) {
    const found = new Map();
    (standing.get(key) ?? []).forEach((told, place) => {
      for (const steps of told.split(" ")) {
        for (const rank of ranks(steps)) {
          const before = found.get(rank) ?? { weight: 0, begins: false, alone: false };
          found.set(rank, {
            weight: before.weight + weigh(place, near[rank]),
            begins: before.begins || place === BEGINS,
            alone: before.alone || place === ALONE,
          });
        }
      }
    });
    return found;
  }

  /* The sheets that have all of some stems. */
  function holding(stems) {
    const [first, ...others] = stems.map(sheets);
    if (!first || !others.length) return first ?? new Map();
    const common = [...first].filter(([rank]) => others.every((other) => other.has(rank)));
    return new Map(common.map(([rank, told]) => {
      const all = [told, ...others.map((other) => other.get(rank))];
      return [rank, { weight: all.reduce((sum, { weight }) => sum + weight, 0), begins: all.some(({ begins }) => begins), alone: false }];
    }));
  }

  /* The sheets of several sets, each by the place where it weighs most. */
  function union(maps) {
    const all = new Map();
    for (const map of maps) for (const [rank, told] of map) if (!(all.get(rank)?.weight >= told.weight)) all.set(rank, told);
    return all;
  }

  /* How many letters to change, add, take away or swap; `most + 1` beyond that. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let at = 1; at <= one.length; at += 1) {
      const next = [at];
      for (let to = 1; to <= other.length; to += 1) {
        const same = one[at - 1] === other[to - 1];
        next[to] = Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + (same ? 0 : 1));
        if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) next[to] = Math.min(next[to], before[to - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[other.length];
  }

  /* First words of names that a word begins, or else that it nearly is: by fewer than `most` slips. */
  function slips(key, most) {
    if (standing.has(key) || key.length < 4) return [];
    const begun = heads.filter((head) => head.startsWith(key) && head.length - key.length <= TO_TYPE);
    if (begun.length) return begun;
    // Who slips seldom does so at the first letter, and all others need not be looked at.
    const alike = heads.filter((head) => head[0] === key[0]);
    const allowed = Math.min(most, key.length > 7 ? 2 : key.length > 4 ? 1 : 0);
    for (let far = 1; far <= allowed; far += 1) {
      const found = alike.filter((head) => distance(key, head, far) === far);
      if (found.length) return found;
    }
    return [];
  }

  /* The sheets that a concept names, by its own stems or by what it means; spelt nearly so, if no more than `most` slips. */
  const named = ({ stems, meant }, most) => {
    const exact = union([holding(stems), ...meant.map(holding)]);
    return exact.size || stems.length > 1 ? exact : union(slips(stems[0], most).map(sheets));
  };

  /* The sheet that a question names. Every concept stands in one name, and one begins it; or else those that the guide knows
     nothing of (`unknown`) do, if they are half of the question. */
  function sheetOf(concepts, unknown, most) {
    const found = new Map(concepts.map((concept) => [concept, named(concept, most)]));
    const common = (wanted) => {
      const [first, ...others] = wanted.map((concept) => found.get(concept));
      return first ? [...first.keys()].filter((rank) => others.every((other) => other.has(rank))) : [];
    };
    const begins = (rank, wanted) => wanted.some((concept) => found.get(concept).get(rank).begins);
    const score = (rank) => concepts.reduce((sum, concept) => sum + (found.get(concept).get(rank)?.weight ?? 0), near[rank].own ? .5 : 0);
    const best = (wanted) => common(wanted).filter((rank) => begins(rank, wanted)).sort((one, other) => score(other) - score(one) || one - other)[0];
    const whole = best(concepts);
    if (whole !== undefined) return { ...near[whole], concepts, alone: concepts.length === 1 && found.get(concepts[0]).get(whole).alone };
    if (unknown.length * 2 < concepts.length) return null;
    const partly = best(unknown);
    return partly === undefined ? null : { ...near[partly], concepts: unknown };
  }

  Object.assign(search, { names, hasNames: () => Boolean(standing), sheetOf, distance });
})();
