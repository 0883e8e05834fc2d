/* The interest discovery. The answers stand in the address alone (#reponses=…), so that reload, back and a copied link
   keep them; an address that makes no sense is a fresh start. Nothing is sent, nothing is stored. */
"use strict";

(() => {
  const { hash, element, count, data, root, selection } = window.oma;

  /* One « Oui, beaucoup » is worth a little more than two « Un peu »: no two different triples of answers are equal. */
  const POINTS = { o: 5, p: 2, n: 0, s: 0 };
  const WORDS = { o: "Oui, beaucoup", p: "Un peu" };
  const TIMES = ["", "une fois", "deux fois", "trois fois"];
  const LETTERS = "RIASEC", EACH = 3, ALL = LETTERS.length * EACH, SHOWN = 3;
  const WELL_FORMED = new RegExp(`^[opns-]{${ALL}}$`);

  /* The scenes as they are asked: never twice the same theme in a row, each round from another theme on. */
  const ORDER = Array.from({ length: ALL }, (_, place) => {
    const round = Math.floor(place / LETTERS.length);
    return ((place + 2 * round) % LETTERS.length) * EACH + round;
  });

  /* Answers are one sign a scene, theme after theme. Returns points by letter and the themes that stand out:
     three, fewer when no more got a point, one or two more or less when the third place is shared. */
  function profile(answers) {
    const points = {};
    [...LETTERS].forEach((letter, theme) => {
      const given = [...answers.slice(theme * EACH, (theme + 1) * EACH)];
      points[letter] = given.reduce((sum, sign) => sum + (POINTS[sign] ?? 0), 0);
    });
    const ranked = [...LETTERS].filter((letter) => points[letter]).sort((one, other) => points[other] - points[one]);
    if (!ranked.length) return { points, strong: [], kind: "none" };
    const least = points[ranked.at(Math.min(SHOWN, ranked.length) - 1)];
    const above = ranked.filter((letter) => points[letter] > least);
    const reached = ranked.filter((letter) => points[letter] >= least);
    if (reached.length === LETTERS.length && !above.length) return { points, strong: reached, kind: "even" };
    const strong = reached.length <= SHOWN + 1 || !above.length ? reached : above;
    return { points, strong, kind: "some" };
  }

  /* How well a trade goes with a profile: its major theme counts twice, its minor once; one theme alone is worth
     a little more than with a second that does not count. */
  function fit(letters, { points, strong }) {
    const [major, minor] = [...letters].map((letter) => (strong.includes(letter) ? points[letter] : 0));
    return 2 * major + (minor ?? major / 2);
  }

  /* Trades as [name, letters], those that go best first; equals keep their order. */
  const rank = (trades, found) => trades
    .map(([name, letters]) => ({ name, worth: letters && fit(letters, found) }))
    .filter(({ worth }) => worth).sort((one, other) => other.worth - one.worth).map(({ name }) => name);

  /* Where one is: a place among the scenes, or the result, which is the place after the last. */
  function read(state) {
    const given = state.get("reponses") ?? "";
    const answers = WELL_FORMED.test(given) ? given : "-".repeat(ALL);
    const open = ORDER.findIndex((scene) => answers[scene] === "-");
    const furthest = open < 0 ? ALL : open;
    const asked = /^\d{1,2}$/.test(state.get("question") ?? "") ? Number(state.get("question")) - 1 : furthest;
    return { answers, furthest, place: asked >= 0 && asked <= furthest ? asked : furthest };
  }

  window.oma.quiz = { ORDER, profile, fit, rank };

  const quiz = document.querySelector("[data-quiz]");
  if (!quiz) return;

  const paper = document.querySelector("[data-paper]");
  const find = (name, value) => quiz.querySelector(`[data-${name}="${value}"]`);
  const status = quiz.querySelector("[role=status]");
  const field = quiz.querySelector(".quiz-link");
  const sheets = [...paper.querySelectorAll("[data-theme]")];
  const scenes = sheets.flatMap((sheet) => [...sheet.querySelectorAll("li")].map((item) => item.textContent));
  const themes = Object.fromEntries(sheets.map((sheet) => {
    const link = sheet.querySelector("a");
    const { theme, hint, colour } = sheet.dataset;
    return [theme, { name: link.textContent, page: link.href, hint, colour }];
  }));
  const all = new Intl.ListFormat("fr", { type: "conjunction" });
  const names = (letters) => all.format(letters.map((letter) => themes[letter].name));
  const quoted = (text) => `«\u00a0${text}\u00a0»`;
  const PORTION = 12;
  let now;
  let trades = [];

  /* Goes to a place: a step of the browser's history, so that « back » on a phone is the question before. */
  function go(answers, place) {
    const state = hash.read();
    for (const name of ["reponses", "question"]) state.delete(name);
    if (answers !== "-".repeat(ALL)) {
      state.set("reponses", answers);
      if (place < ALL) state.set("question", place + 1);
    }
    const text = state.toString().replaceAll("%2C", ",");
    history.pushState(null, "", text ? `#${text}` : location.pathname + location.search);
    show(true);
  }

  function showQuestion({ answers, furthest, place }) {
    quiz.querySelector("progress").value = place;
    find("text", "progress").textContent = `Question ${place + 1} sur ${ALL}`;
    find("text", "question").textContent = scenes[ORDER[place]];
    for (const button of quiz.querySelectorAll("[data-answer]")) {
      button.setAttribute("aria-pressed", button.dataset.answer === answers[ORDER[place]]);
    }
    find("do", "back").hidden = place === 0;
    find("do", "next").hidden = place >= furthest || place === ALL - 1;
    find("do", "finish").hidden = furthest < ALL;
  }

  /* Which answers a theme owes its place to: in a sentence, and scene by scene. */
  function reasons(letter, answers) {
    const first = LETTERS.indexOf(letter) * EACH;
    const own = scenes.slice(first, first + EACH);
    const given = Object.keys(WORDS).map((sign) => [sign, own.filter((_, at) => answers[first + at] === sign)])
      .filter(([, found]) => found.length);
    const told = given.map(([sign, found]) => `${quoted(WORDS[sign])} ${TIMES[found.length]}`).join(" et ");
    return [
      element("p", {}, `Tu as répondu ${told}.`),
      element("details", {},
        element("summary", {}, `Tes réponses pour ${themes[letter].name}`),
        ...given.flatMap(([sign, found]) => [
          element("p", {}, `${quoted(WORDS[sign])}\u00a0:`),
          element("ul", {}, ...found.map((scene) => element("li", {}, scene)))])),
    ];
  }

  function theme(letter, answers, found) {
    const { name, page, hint, colour } = themes[letter];
    return element("li", { "data-colour": colour },
      element("h3", {}, element("a", { href: page }, name)),
      element("p", {}, `${hint[0].toUpperCase()}${hint.slice(1)}.`),
      ...(found.kind === "some" ? reasons(letter, answers) : []));
  }

  const LEADS = ["", "Une piste", "Deux pistes", "Trois pistes", "Quatre pistes", "Cinq pistes"];
  const TITLES = {
    none: "Aucune scène ne t’attire aujourd’hui",
    unknown: "Tu ne sais pas encore, et c’est bien normal",
    even: "Tes six thèmes sont à égalité",
    all: "Tout te plaît\u202f!",
  };
  const ADVICE = {
    none: "C’est une réponse comme une autre. Les goûts viennent souvent en essayant\u00a0: ouvre un thème au hasard, "
      + "visite un lieu de travail, ou recommence un autre jour.",
    even: "Tes réponses ne mettent aucun thème devant les autres\u00a0: en choisir trois serait tirer au sort. Recommence "
      + "en gardant «\u00a0Oui, beaucoup\u00a0» pour ce que tu préfères vraiment, ou pars du thème qui t’intrigue.",
  };

  function titled({ kind, strong }, answers) {
    if (kind === "none") return TITLES[/^s+$/.test(answers) ? "unknown" : "none"];
    if (kind === "even") return TITLES[/^o+$/.test(answers) ? "all" : "even"];
    return `${LEADS[strong.length]}\u00a0: ${names(strong)}`;
  }

  /* What must be said for the result to be honest: ties, what comes behind, answers that say little. */
  function words({ kind, strong, points }, answers) {
    if (kind !== "some") return [ADVICE[kind]];
    const worth = (letter) => points[letter];
    const others = [...LETTERS].filter((letter) => !strong.includes(letter));
    const next = Math.max(...others.map(worth));
    const unknown = answers.split("s").length - 1;
    const said = [...new Set(strong.map(worth))].map((value) => strong.filter((letter) => worth(letter) === value))
      .filter((equal) => equal.length > 1)
      .map((equal) => `${names(equal)} arrivent à égalité\u00a0: leur ordre ne veut rien dire.`);
    if (strong.length < SHOWN) {
      said.push(next
        ? `${names(others.filter((letter) => worth(letter) === next))} suivent à égalité\u00a0: tes réponses ne les départagent pas.`
        : "Les autres thèmes n’ont reçu ni «\u00a0Oui, beaucoup\u00a0» ni «\u00a0Un peu\u00a0».");
    }
    if (!answers.includes("o")) {
      said.push("Tu n’as répondu «\u00a0Oui, beaucoup\u00a0» à aucune scène\u00a0: ces pistes sont légères.");
    }
    if (unknown >= LETTERS.length) {
      said.push(`Tu as répondu «\u00a0Je ne sais pas\u00a0» ${unknown} fois\u00a0: prends ces pistes avec prudence.`);
    }
    return said;
  }

  /* Why a trade is shown, in the words of the themes. */
  function reason(letters, { strong }) {
    const [major, minor] = [...letters].map((letter) => themes[letter].name);
    const [first, second] = [...letters].map((letter) => strong.includes(letter));
    if (first && second) return `${major} et ${minor}, comme tes réponses`;
    if (first) return `${major}, comme tes réponses${minor ? `\u00a0; ${minor} aussi` : ""}`;
    return `${minor}, comme tes réponses, mais d’abord ${major}`;
  }

  function keep(name) {
    const button = element("button", { type: "button", className: "button button-quiet", "data-keep": name });
    mark(button);
    return button;
  }

  function mark(button) {
    const kept = selection.has(button.dataset.keep);
    button.textContent = kept ? "Dans ma sélection" : "Garder ce métier";
    button.setAttribute("aria-pressed", kept);
    button.setAttribute("aria-label", `${button.textContent}\u00a0: ${oma.catalogue[button.dataset.keep].titre}`);
    button.dataset.icon = kept ? "heart-full" : "heart";
  }

  function trade(name, found) {
    const { titre, accroche, page, couleur, parcours, interets, recrutements } = oma.catalogue[name];
    return element("li", { className: "card", "data-colour": couleur },
      element("a", { className: "card-title", href: root + page }, titre),
      element("p", { className: "why" }, reason(interets, found)),
      element("p", {}, accroche), element("small", {}, [parcours, recrutements].filter(Boolean).join(" · ")), keep(name));
  }

  /* Shows the next trades, and leads the keyboard to the first of them. */
  function more(found) {
    const list = find("list", "trades"), shown = list.children.length;
    list.append(...trades.slice(shown, shown + PORTION).map((name) => trade(name, found)));
    const rest = trades.length - list.children.length;
    find("do", "more").hidden = !rest;
    find("do", "more").textContent = `Voir ${count(Math.min(rest, PORTION), "autre métier", "autres métiers")}`;
    if (shown) list.children[shown].querySelector("a").focus();
  }

  function showResult({ answers }) {
    const found = profile(answers);
    showThemes(found, answers);
    find("list", "trades").replaceChildren();
    data("catalogue").then(() => { if (now.answers === answers) showTrades(found); }, () => {
      find("text", "trades").textContent = "Les métiers n’ont pas pu être lus\u00a0: vérifie la connexion, puis recharge la page.";
    });
    find("part", "link").hidden = true;
    status.textContent = "";
  }

  function showThemes(found, answers) {
    find("text", "title").textContent = titled(found, answers);
    find("text", "words").replaceChildren(...words(found, answers).map((text) => element("p", {}, text)));
    const shown = found.kind === "some" ? found.strong : [...LETTERS];
    find("list", "themes").replaceChildren(...shown.map((letter) => theme(letter, answers, found)));
    find("part", "trades").hidden = found.kind !== "some";
  }

  function showTrades(found) {
    const listed = Object.entries(oma.catalogue).map(([name, card]) => [name, card.interets]);
    trades = found.kind === "some" ? rank(listed, found) : [];
    const shared = count(trades.length, "métier du guide partage", "métiers du guide partagent");
    find("text", "trades").textContent = trades.length
      ? `${shared} au moins un de tes thèmes, les plus proches d’abord. Touche un titre pour ouvrir sa fiche.`
      : "Le guide n’a pas encore de fiche pour ces thèmes.";
    find("list", "trades").replaceChildren();
    more(found);
  }

  function show(moved) {
    now = read(hash.read());
    const done = now.place === ALL;
    find("part", "question").hidden = done;
    find("part", "result").hidden = !done;
    find("do", "restart").hidden = !now.furthest;
    document.querySelector(".page-head .lead").hidden = now.place > 0;
    paper.hidden = done;
    if (done) showResult(now);
    else showQuestion(now);
    if (!moved) return;
    const title = find("text", done ? "title" : "question");
    title.focus();
  }

  function answer(sign) {
    data("catalogue").catch(() => {});  // there are seventeen more scenes to fetch it in
    const at = ORDER[now.place];
    go(now.answers.slice(0, at) + sign + now.answers.slice(at + 1), now.place + 1);
  }

  async function share() {
    field.value = `${quiz.dataset.address}#reponses=${now.answers}`;
    find("part", "link").hidden = false;
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = "Lien copié. Il contient tes réponses\u00a0: donne-le à qui tu veux.";
    } catch {
      status.textContent = "Copie le lien à la main. Il contient tes réponses\u00a0: donne-le à qui tu veux.";
    }
  }

  function toggle(button) {
    selection.toggle(button.dataset.keep);
    const full = !selection.has(button.dataset.keep) && selection.all().length >= selection.most;
    status.textContent = full ? `Ta sélection est pleine (${selection.most} métiers).` : "";
  }

  const ACTIONS = {
    back: () => go(now.answers, now.place - 1),
    next: () => go(now.answers, now.place + 1),
    finish: () => go(now.answers, ALL),
    review: () => go(now.answers, 0),
    restart: () => go("-".repeat(ALL), 0),
    more: () => more(profile(now.answers)),
    print: () => print(),
    share,
  };

  quiz.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.answer) answer(button.dataset.answer);
    else if (button.dataset.keep) toggle(button);
    else ACTIONS[button.dataset.do]();
  });
  /* A link to a place in the page, such as « Aller au contenu », is no state: the address gets the answers back. */
  addEventListener("hashchange", (event) => {
    const before = new URL(event.oldURL).hash;
    const isPlace = location.hash.length > 1 && !location.hash.includes("=");
    if (isPlace) history.replaceState(null, "", before || location.pathname + location.search);
    else show(true);
  });
  selection.watch(() => quiz.querySelectorAll("[data-keep]").forEach(mark));
  show(false);
  paper.dataset.paper = "print"; // a teacher may print the scenes
  quiz.hidden = false;
})();
