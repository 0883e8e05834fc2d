/* What the preview adds to each page: it loads again what has changed, swaps style sheets, says what is wrong, and which
   file the page comes from. Never part of a published site. */
(() => {
  "use strict";

  const RETRY = 1000;
  const here = document.currentScript.src;
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = document.createElement("link");
  let state = null;
  let isHidden = false;
  let isListed = false;
  let seen = "";

  const marks = new CSSStyleSheet();
  marks.replaceSync(`[data-unpublished]::before { content: attr(data-unpublished); display: inline-block; white-space: nowrap; vertical-align: middle;
    margin-inline-end: .5rem; padding: 0 .5em; letter-spacing: normal; text-transform: none; border: 2px solid #b98900; border-radius: .375em; background: #fff8e6; color: #2b2413; font: 700 .8125rem/1.5 system-ui, sans-serif; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks];

  function element(name, content, attributes = {}) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...[content].flat().filter((part) => part !== "" && part !== null));
    return made;
  }

  function button(text, act, attributes = {}) {
    const made = element("button", text, { type: "button", ...attributes });
    made.addEventListener("click", act);
    return made;
  }

  function links(item) {
    return element("span", [
      item.form ? element("a", "Ouvrir dans le formulaire", { href: item.form }) : "",
      element("a", "Ce que cela veut dire", { href: item.meaning, target: "_blank" }),
      item.code ? element("a", "Ouvrir dans VS Code", { href: item.code }) : "",
    ], { class: "links" });
  }

  function list(items) {
    const rows = items.map((item) => element("li", [element("div", item.text, { class: "text" }), links(item)]));
    return element("ul", rows, { class: "list" });
  }

  /* What keeps the site from being rebuilt covers the page, since the page is no longer what the files say. */
  function alarm() {
    const isWrong = (state.stopping.length > 0 || state.refused !== "") && !location.pathname.startsWith("/apercu/");
    if (!isWrong || isHidden) return "";
    const title = state.refused ? "L’aperçu n’a pas pu être reconstruit" : "À corriger pour voir la suite";
    return element("section", [
      element("h2", title),
      element("p", "La page reste celle du dernier état sans erreur. Corrigez, enregistrez : ce message s’en ira de lui-même."),
      state.refused ? element("p", state.refused, { class: "text" }) : "",
      list(state.stopping),
      element("p", state.more),
      button("Voir la page quand même", () => { isHidden = true; draw(); }),
    ], { class: "alarm", "aria-label": title, tabindex: "-1" });
  }

  function bar() {
    const page = state.page;
    const isSmall = (read("small") || (innerWidth < 480 ? "oui" : "")) === "oui";
    if (isSmall) return element("div", button("Aperçu", () => keep("small", "non")), { class: "bar small" });
    const isOwn = page && page.problems.length > 0;
    const items = isOwn ? page.problems : state.problems;
    const count = `${isOwn ? "cette page" : "guide"} : ${(isOwn ? page : state).count.replace("aucun problème, ", "")}`;
    return element("div", [
      element("div", [
        element("span", state.building ? "Aperçu (en cours…)" : "Aperçu", { class: state.building ? "name busy" : "name" }),
        page && page.state ? element("span", page.state, { class: "state" }) : "",
        page && page.approval ? element("span", page.approval) : "",
        state.approvals ? element("a", "Tous les accords", { href: "/apercu/accords" }) : "",
        page && page.form ? element("a", "Modifier cette page", { href: page.form }) : "",
        page ? element("a", page.form ? "Dans VS Code" : "Modifier cette page", { href: page.code, title: page.file }) : "",
        items.length > 0
          ? button(count, () => { isListed = !isListed; draw(); }, { "aria-expanded": String(isListed) })
          : element("span", count),
        element("a", "Guide de l’éditeur", { href: "/apercu/aide", target: "_blank" }),
        state.printing ? element("span", "Guides à imprimer : en cours…", { class: "busy" }) : "",
        button("Réduire", () => keep("small", "oui"), { class: "away" }),
      ], { class: "row" }),
      isListed ? list(items) : "",
    ], { class: "bar", role: "region", "aria-label": "Aperçu" });
  }

  function read(name) {
    try { return sessionStorage.getItem(`oma-apercu-${name}`) || ""; } catch { return ""; }
  }

  function keep(name, value) {
    try { sessionStorage.setItem(`oma-apercu-${name}`, value); } catch { /* the bar stays as it is */ }
    draw();
  }

  function draw() {
    const focused = root.activeElement ? root.activeElement.textContent : null;
    const scrolled = root.querySelector(".alarm")?.scrollTop || 0;
    root.replaceChildren(sheet, ...[bar(), alarm()].filter(Boolean));
    const shown = root.querySelector(".alarm");
    if (shown) shown.scrollTop = scrolled;
    if (focused !== null) [...root.querySelectorAll("button, a")].find((one) => one.textContent === focused)?.focus();
    if (!host.isConnected) document.body.append(host);
  }

  /* Whatever leads to a document that readers cannot see, or shows it, says so. */
  function mark() {
    const base = new URL("/", location.href).href;
    for (const link of document.querySelectorAll("a[href]")) {
      const route = link.href.startsWith(base) ? link.href.slice(base.length) : "";
      stamp(link, state.unpublished[decodeURI(route)] || "");
    }
    const path = decodeURI(location.pathname.slice(1)) || "index.html";
    for (const [route, words] of Object.entries(state.unpublished)) {
      const [page, place] = route.split("#");
      if (page === path) stamp(place ? document.getElementById(place) : document.querySelector("h1"), words);
    }
  }

  function stamp(marked, words) {
    if (!marked) return;
    if (words && marked.dataset.unpublished !== words) marked.dataset.unpublished = words;
    if (!words && marked.dataset.unpublished) delete marked.dataset.unpublished;
  }

  /* A sheet's name changes with its bytes: the one of the same stem takes its place, once it has come. */
  function dress(routes) {
    for (const old of document.querySelectorAll('link[rel="stylesheet"]')) {
      const stem = /assets\/([a-z0-9-]+)\.[0-9a-f]+\.css$/.exec(old.href)?.[1];
      const route = routes.find((one) => one.startsWith(`assets/${stem}.`));
      if (!stem || !route || old.href.endsWith(route)) continue;
      const fresh = element("link", "", { rel: "stylesheet", href: new URL(`/${route}`, location.href).href });
      fresh.addEventListener("load", () => old.remove());
      old.after(fresh);
    }
  }

  function take(news) {
    const told = JSON.stringify([news.state.stopping, news.state.refused]);
    if (told !== seen) isHidden = false;
    seen = told;
    state = news.state;
    draw();
    mark();
    if (news.sheets.length > 0) dress(news.sheets);
    else if (news.reload) location.reload();
  }

  function listen() {
    const socket = new WebSocket(`ws://${location.host}/livereload`);
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] }));
      socket.send(JSON.stringify({ command: "info", url: location.href }));
    });
    socket.addEventListener("message", (event) => {
      const news = JSON.parse(event.data);
      if (news.command === "oma") take(news);
    });
    socket.addEventListener("close", () => setTimeout(listen, RETRY));
  }

  sheet.rel = "stylesheet";
  sheet.href = new URL("preview.css", here).href;
  new MutationObserver(() => { if (state) mark(); }).observe(document.body || document.documentElement, { childList: true, subtree: true });
  listen();
})();
