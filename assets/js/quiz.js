/* The interest discovery. The answers stand in the address alone (#reponses=…&cadre=…), so that reload, back and a copied
   link keep them; an address that makes no sense is a fresh start. Nothing is sent, nothing is stored. */
"use strict";

(() => {
  const { hash, element, count, data, selection } = window.oma;

  const WORDS = { o: "Oui, beaucoup", p: "Un peu" };
  const TIMES = ["", "une fois", "deux fois", "trois fois"];
  const quiz = document.querySelector("[data-quiz]");
  if (!quiz) return;

  const { ALL, EACH, LETTERS, ORDER, QUESTIONS, STRONG, profile, rank, sentence } = window.oma.tastes;
  const END = ALL + QUESTIONS.length; // the result is the place after the last question
  const NONE = "-".repeat(ALL);
  const WELL_FORMED = new RegExp(`^[opns-]{${ALL}}$`);

  /* Of the signs of wishes, at most one a question is kept, in the order of the questions. */
  const wished = (signs) => QUESTIONS.map(({ choices }) => [...signs].find((sign) => sign in choices) ?? "").join("");

  /* Where one is: a place among the questions, or the result. Questions on the setting may be skipped, scenes not: an
     address with all scenes and no question leads to the result. */
  function read(state) {
    const given = state.get("reponses") ?? "";
    const answers = WELL_FORMED.test(given) ? given : NONE;
    const open = ORDER.findIndex((scene) => answers[scene] === "-");
    const furthest = open < 0 ? END : open;
    const asked = /^\d{1,2}$/.test(state.get("question") ?? "") ? Number(state.get("question")) - 1 : furthest;
    const wishes = answers === NONE ? "" : wished(state.get("cadre") ?? "");
    return { answers, wishes, furthest, place: asked >= 0 && asked <= furthest ? asked : furthest };
  }

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
  const titles = Object.fromEntries(Object.entries(themes).map(([letter, { name }]) => [letter, name]));
  const quoted = (text) => `«\u00a0${text}\u00a0»`;
  const boxes = [...quiz.querySelectorAll("fieldset")]; // that of all scenes, then one a question on the setting
  const LARGE = [2 / 3, 1 / 3];
  let now;

  /* Goes to a place: a step of the browser's history, so that « back » on a phone is the question before. */
  function go({ answers = now.answers, wishes = now.wishes, place }) {
    const state = hash.read();
    for (const name of ["reponses", "cadre", "question"]) state.delete(name);
    if (answers !== NONE) {
      state.set("reponses", answers);
      if (wishes) state.set("cadre", wishes);
      if (place < END) state.set("question", place + 1);
    }
    const text = state.toString().replaceAll("%2C", ",");
    history.pushState(null, "", text ? `#${text}` : location.pathname + location.search);
    show(true);
  }

  const box = ({ place }) => boxes[Math.max(0, place - ALL + 1)];

  function showQuestion({ answers, wishes, furthest, place }) {
    const isScene = place < ALL;
    quiz.querySelector("progress").value = place;
    find("text", "progress").textContent = `Question ${place + 1} sur ${END}${isScene ? "" : ", facultative"}`;
    boxes.forEach((one) => { one.hidden = one !== box(now); });
    if (isScene) find("text", "question").textContent = scenes[ORDER[place]];
    for (const button of box(now).querySelectorAll("button")) {
      const { answer: sign, choice } = button.dataset;
      button.setAttribute("aria-pressed", isScene ? sign === answers[ORDER[place]] : choice !== "" && wishes.includes(choice));
    }
    find("do", "back").hidden = place === 0;
    find("do", "next").hidden = !isScene || place >= furthest;
    find("do", "finish").hidden = furthest < END;
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

  /* A theme, large or small by its points beside those of the first. */
  function theme(letter, answers, found) {
    const { name, page, hint, colour } = themes[letter];
    const best = Math.max(...Object.values(found.points));
    const size = found.kind === "some" ? 3 - LARGE.filter((share) => found.points[letter] < best * share).length : 2;
    return element("li", { "data-colour": colour, "data-size": String(size) },
      element("h3", {}, element("a", { href: page }, name)),
      element("p", {}, `${hint[0].toUpperCase()}${hint.slice(1)}.`),
      ...(found.kind === "some" && size > 1 ? reasons(letter, answers) : []));
  }

  const FLAT = 5; // points between the first theme and the last: one « Oui, beaucoup »
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
    const next = others.some(worth);
    const unknown = answers.split("s").length - 1;
    const said = [...new Set(strong.map(worth))].map((value) => strong.filter((letter) => worth(letter) === value))
      .filter((equal) => equal.length > 1)
      .map((equal) => `${names(equal)} arrivent à égalité\u00a0: leur ordre ne veut rien dire.`);
    said.push(next ? `${names(others.filter(worth))} ${others.filter(worth).length > 1 ? "viennent" : "vient"} derrière.`
      : "Les autres thèmes n’ont reçu ni «\u00a0Oui, beaucoup\u00a0» ni «\u00a0Un peu\u00a0».");
    if (Math.max(...Object.values(points)) - Math.min(...Object.values(points)) <= FLAT) {
      said.push("Tes six thèmes se suivent de très près\u00a0: prends ces pistes avec prudence.");
    }
    if (!answers.includes("o")) {
      said.push("Tu n’as répondu «\u00a0Oui, beaucoup\u00a0» à aucune scène\u00a0: ces pistes sont légères.");
    }
    if (unknown >= LETTERS.length) {
      said.push(`Tu as répondu «\u00a0Je ne sais pas\u00a0» ${unknown} fois\u00a0: prends ces pistes avec prudence.`);
    }
    return said;
  }

  function keep(name) {
    const button = element("button", { type: "button", className: "button button-quiet", "data-keep": name });
    mark(button);
    return button;
  }

  function mark(button) {
    const kept = selection.has(button.dataset.keep);
    button.textContent = kept ? "Gardé" : "Garder ce métier";
    button.setAttribute("aria-pressed", kept);
    button.setAttribute("aria-label", `${button.textContent}\u00a0: ${oma.catalogue[button.dataset.keep].titre}`);
    button.dataset.icon = kept ? "heart-full" : "heart";
  }

  function trade(name, found) {
    const why = element("p", { className: "why" }, sentence(oma.catalogue[name], found, now.wishes, titles));
    return oma.card(name, oma.catalogue[name].fait, why, keep(name));
  }

  function showResult(asked) {
    const found = profile(asked.answers);
    showThemes(found, asked.answers);
    showWishes(asked);
    find("list", "trades").replaceChildren();
    data("catalogue").then(() => { if (now === asked) showTrades(found); }, () => {
      find("text", "trades").textContent = "Les métiers n’ont pas pu être lus\u00a0: vérifie la connexion, puis recharge la page.";
    });
    find("part", "link").hidden = true;
    status.textContent = "";
  }

  function showThemes(found, answers) {
    find("text", "title").textContent = titled(found, answers);
    find("text", "words").replaceChildren(...words(found, answers).map((text) => element("p", {}, text)));
    const shown = found.kind === "some"
      ? [...found.strong, ...[...LETTERS].filter((letter) => found.points[letter] && !found.strong.includes(letter))
        .sort((one, other) => found.points[other] - found.points[one])]
      : [...LETTERS];
    find("list", "themes").replaceChildren(...shown.map((letter) => theme(letter, answers, found)));
    find("part", "trades").hidden = found.kind !== "some";
  }

  /* What one wishes of the setting, and the way to say it or to change it. */
  function showWishes({ wishes }) {
    const chosen = [...wishes].map((sign) => find("choice", sign).textContent.trim());
    find("text", "wishes").textContent = chosen.length
      ? `Tu as aussi choisi\u00a0: ${chosen.map(quoted).join(", ")}. L’ordre des métiers en tient compte.`
      : "Où, quand, avec qui, combien d’années d’études\u00a0? Tu peux le dire, l’ordre des métiers en tiendra compte.";
    find("do", "wishes").textContent = chosen.length ? "Changer ces choix" : "Le préciser";
    find("part", "wishes").hidden = !QUESTIONS.length;
  }

  function showTrades(found) {
    const trades = rank(oma.catalogue, now.answers, now.wishes);
    const among = count(Object.keys(oma.catalogue).length, "métier", "métiers");
    find("text", "trades").textContent = trades.length
      ? `${count(trades.length, "métier, le plus proche", "métiers, les plus proches")} de tes réponses sur les ${among} du guide, `
        + "le premier d’abord. Touche un titre pour ouvrir sa fiche\u00a0; la page d’un thème montre tous les siens."
      : "Le guide n’a pas encore de fiche pour ces thèmes.";
    find("list", "trades").replaceChildren(...trades.map((name) => trade(name, found)));
  }

  function show(moved) {
    now = read(hash.read());
    const done = now.place === END;
    find("part", "question").hidden = done;
    find("part", "result").hidden = !done;
    find("do", "restart").hidden = !now.furthest;
    document.querySelector(".page-head .lead").hidden = now.place > 0;
    paper.hidden = done;
    if (done) showResult(now);
    else showQuestion(now);
    if (!moved) return;
    const title = done ? find("text", "title") : box(now).querySelector("h2");
    title.focus();
  }

  function answer(sign) {
    data("catalogue").catch(() => {});  // there are many more questions to fetch it in
    const at = ORDER[now.place];
    const answers = now.answers.slice(0, at) + sign + now.answers.slice(at + 1);
    const isListed = now.place + 1 < ALL || profile(answers).kind === "some"; // else no trade is shown, whatever one wishes
    go({ answers, place: isListed ? now.place + 1 : END });
  }

  /* A choice takes the place of another of its question; none is a question skipped. */
  function wish(sign) {
    const { choices } = QUESTIONS[now.place - ALL];
    go({ wishes: wished([...now.wishes].filter((one) => !(one in choices)).join("") + sign), place: now.place + 1 });
  }

  async function share() {
    field.value = `${quiz.dataset.address}#reponses=${now.answers}${now.wishes && `&cadre=${now.wishes}`}`;
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
    back: () => go({ place: now.place - 1 }),
    next: () => go({ place: now.place + 1 }),
    finish: () => go({ place: END }),
    review: () => go({ place: 0 }),
    wishes: () => go({ place: ALL }),
    restart: () => go({ answers: NONE, wishes: "", place: 0 }),
    print: () => print(),
    share,
  };

  quiz.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.answer) answer(button.dataset.answer);
    else if ("choice" in button.dataset) wish(button.dataset.choice);
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
