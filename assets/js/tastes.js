/* What answers say of tastes, and which trades go with them: pure functions. What weighs stands in the page, which has it
   from `guide/discovery.py`; profiles of trades come with the catalogue, from `guide/tastes.py`. */
"use strict";

(() => {
  const LETTERS = "RIASEC", EACH = 3, ALL = LETTERS.length * EACH;
  const STRONG = 3, LEAST_SHARE = 1 / 2; // themes that stand out, and what each has of the points of the first
  const SHOWN = 6, MOST = 8, NEAR = 0.95; // trades; two more where they are nearly as near as the sixth
  const TOLD_SHARE = 1 / 5; // what a second theme must bring, beside the first, to be named as a reason
  const dataOf = (selector) => [...document.querySelectorAll(selector)].map(({ dataset }) => dataset);
  const POINTS = Object.fromEntries(dataOf("[data-answer]").map(({ answer, points }) => [answer, Number(points)]));

  /* The questions on the setting that the page asks: signs of their choices → traits that these want, and what is near. */
  const QUESTIONS = [...document.querySelectorAll("fieldset[data-wish]")].map((box) => ({
    id: box.dataset.wish,
    weight: Number(box.dataset.weight),
    told: JSON.parse(box.dataset.told),
    choices: Object.fromEntries([...box.querySelectorAll("[data-choice]:not([data-choice=''])")]
      .map(({ dataset: { choice, traits, near } }) => [choice, { traits: traits.split(" "), near: near?.split(" ") ?? [] }])),
  }));

  /* The scenes as they are asked: never twice the same theme in a row, each round from another theme on. */
  const ORDER = Array.from({ length: ALL }, (_, place) => {
    const round = Math.floor(place / LETTERS.length);
    return ((place + 2 * round) % LETTERS.length) * EACH + round;
  });

  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  /* What differs from one's own mean, at length 1: somebody who says yes to all is no nearer to any trade than to another. */
  function direction(heights) {
    const mean = sum(heights) / heights.length;
    const centred = heights.map((height) => height - mean);
    const length = Math.hypot(...centred);
    return centred.map((height) => (length ? height / length : 0));
  }

  /* Answers are one sign a scene, theme after theme. Returns points by letter, their direction, and the themes that stand
     out: those with half the points of the first at least; three, or one or two more or less when the third place is shared. */
  function profile(answers) {
    const points = Object.fromEntries([...LETTERS].map((letter, theme) =>
      [letter, sum([...answers.slice(theme * EACH, (theme + 1) * EACH)].map((sign) => POINTS[sign] ?? 0))]));
    const found = { points, direction: direction(Object.values(points)) };
    const ranked = [...LETTERS].filter((letter) => points[letter]).sort((one, other) => points[other] - points[one]);
    if (!ranked.length) return { ...found, strong: [], kind: "none" };
    const best = points[ranked[0]];
    if (ranked.length === LETTERS.length && points[ranked.at(-1)] === best) return { ...found, strong: ranked, kind: "even" };
    const high = ranked.filter((letter) => points[letter] >= best * LEAST_SHARE);
    const least = points[high.at(Math.min(STRONG, high.length) - 1)];
    const above = high.filter((letter) => points[letter] > least);
    const reached = high.filter((letter) => points[letter] >= least);
    return { ...found, strong: reached.length <= STRONG + 1 || !above.length ? reached : above, kind: "some" };
  }

  /* What each theme adds to the agreement of a trade with answers, the most first: why the trade is shown. */
  const reasons = ({ profil }, { points, direction: own }) => [...LETTERS]
    .map((letter, at) => ({ letter, worth: points[letter] && own[at] > 0 && profil[at] > 0 ? own[at] * profil[at] : 0 }))
    .filter(({ worth }) => worth > 0)
    .sort((one, other) => other.worth - one.worth)
    .filter(({ worth }, _, [first]) => worth >= first.worth * TOLD_SHARE)
    .map(({ letter }) => letter);

  /* From -1 (all the other way) to 1: the correlation of two profiles of six themes. */
  const agreement = ({ profil }, { direction: own }) => sum(direction(profil).map((part, at) => part * own[at]));

  /* How a trade answers each wish: its traits that are wanted, the others, and what part is wanted. What is near counts half,
     as does not to know, and is not held against what is wanted. */
  function settings({ cadre }, wishes) {
    const traits = cadre.split(" ");
    return QUESTIONS.flatMap(({ weight, told, choices }) => {
      const sign = [...wishes].find((one) => one in choices);
      if (!sign) return [];
      const choice = choices[sign], names = told.find((group) => choice.traits[0] in group);
      const own = traits.filter((trait) => trait in names);
      const wanted = own.filter((trait) => choice.traits.includes(trait));
      const others = own.filter((trait) => !wanted.includes(trait) && !(wanted.length && choice.near.includes(trait)));
      const near = others.filter((trait) => choice.near.includes(trait));
      const share = own.length ? (wanted.length + near.length / 2) / (wanted.length + others.length) : 1 / 2;
      return [{ weight, names, own, wanted, others, share }];
    });
  }

  const worth = (trade, found, wishes) =>
    agreement(trade, found) + sum(settings(trade, wishes).map(({ weight, share }) => weight * share));

  /* A number from a text (FNV-1a): draws lots between trades that nothing tells apart, the same for the same answers. */
  const lot = (text) => [...text].reduce((number, sign) => Math.imul(number ^ sign.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);

  /* The names of six to eight trades, those that go best first: of all that answers speak for, or else of those that share
     a taste with them at least. */
  function rank(catalogue, answers, wishes) {
    const found = profile(answers);
    if (found.kind !== "some") return [];
    const sharing = Object.entries(catalogue)
      .filter(([, trade]) => trade.profil && trade.interets && reasons(trade, found).length)
      .map(([name, trade]) => ({ name, trade, agrees: agreement(trade, found), lot: lot(answers + wishes + name) }))
      .sort((one, other) => other.agrees - one.agrees || one.lot - other.lot);
    const listed = sharing.filter(({ agrees }, at) => agrees > 0 || at < SHOWN)
      .map((one) => ({ ...one, worth: Number(worth(one.trade, found, wishes).toFixed(6)) }))
      .sort((one, other) => other.worth - one.worth || one.lot - other.lot);
    return listed.slice(0, MOST)
      .filter((one, at) => at < SHOWN || one.worth >= listed[SHOWN - 1].worth * NEAR)
      .map(({ name }) => name);
  }

  const RANKS = ["premier", "second"];

  /* What a trade shares with answers, by the themes that are its own: its first and second, or those its know-how leans to. */
  function likes(trade, found, names) {
    const shared = reasons(trade, found), own = [...trade.interets];
    const declared = own.filter((letter) => shared.includes(letter));
    const told = `Tu penches vers ${(declared.length ? declared : shared.slice(0, 1)).map((letter) => names[letter]).join(" et ")}`;
    if (declared.length > 1) return `${told}\u00a0: ce sont les deux thèmes de ce métier`;
    if (!declared.length) return `${told}\u00a0: cela sert aussi dans ce métier`;
    return `${told}\u00a0: c’est le ${own.length > 1 ? `${RANKS[own.indexOf(declared[0])]} ` : ""}thème de ce métier`;
  }

  function matched({ names, wanted, others }) {
    const where = wanted.map((trait) => names[trait]).join(" ou ");
    return ("dehors" in names || "assis" in names) && others.length ? `en partie ${where}` : where;
  }

  /* Why a trade is shown: the themes that it shares with answers, and how it answers what one wishes, or else where it is done. */
  function sentence(trade, found, wishes, names) {
    const asked = settings(trade, wishes).filter(({ own }) => own.length);
    const met = asked.filter(({ wanted }) => wanted.length).map(matched).join(", ");
    const missed = asked.filter(({ wanted }) => !wanted.length).map(({ names: told, own }) => told[own[0]]).join(", ");
    const why = likes(trade, found, names);
    if (met) return `${why}. On y travaille ${met}${missed ? `, mais plutôt ${missed}` : ""}.`;
    if (missed) return `${why}, mais on y travaille plutôt ${missed}.`;
    const told = QUESTIONS.find(({ id }) => id === "lieux")?.told[0] ?? {};
    const places = trade.cadre.split(" ").filter((trait) => trait in told).slice(0, 2);
    return places.length ? `${why}. On y travaille ${places.map((place) => told[place]).join(" ou ")}.` : `${why}.`;
  }

  window.oma.tastes = { ALL, EACH, LETTERS, ORDER, QUESTIONS, STRONG, profile, rank, reasons, sentence, settings, worth };
})();
