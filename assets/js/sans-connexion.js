/* The page shown without a network: which page was wanted, and which ones this device has kept. */
"use strict";

(async () => {
  const { root, hash, element, count } = window.oma;
  const base = new URL(root || ".", location.href);
  const wanted = hash.read().get("page") ?? "";

  function tell() {
    if (!/^[a-z0-9-]+(\/[a-z0-9-]+)*(\.html)?$/.test(wanted)) return;
    const again = element("a", { href: root + wanted }, "Réessayer");
    const said = "La page demandée n’a pas encore été lue sur cet appareil : il faut internet pour l’ouvrir. ";
    const place = document.getElementById("absente");
    place.hidden = false;
    place.append(said, again, ".");
  }

  /* Titles are in the pages themselves, before the dash that the site's name follows. */
  async function titled(cache, request) {
    const html = await (await cache.match(request)).text();
    const { title } = new DOMParser().parseFromString(html.slice(0, html.indexOf("</title>") + 8), "text/html");
    return { title: title.split(" – ")[0] || request.url, route: request.url.slice(base.href.length) };
  }

  async function show() {
    const names = await caches.keys();
    const name = names.find((other) => other.startsWith(`oma:${base.pathname}:`) && other.endsWith(":pages"));
    const cache = name && await caches.open(name);
    const kept = await Promise.all((cache ? await cache.keys() : []).map((request) => titled(cache, request)));
    const others = kept.filter(({ route }) => route !== "sans-connexion.html");
    if (!others.length) return;
    others.sort((one, other) => one.title.localeCompare(other.title, "fr"));
    const told = document.getElementById("lues-conseil");
    told.textContent = `${count(others.length, "page")} sur cet appareil :`;
    const list = document.getElementById("lues-liste");
    const links = others.map(({ title, route }) => element("li", {}, element("a", { href: root + route }, title)));
    list.append(element("ul", {}, ...links));
    list.hidden = false;
    const forget = document.getElementById("lues-oublier");
    forget.hidden = false;
    forget.addEventListener("click", async () => {
      await caches.delete(name);
      list.hidden = forget.hidden = true;
      told.textContent = "Les pages lues ont été oubliées sur cet appareil.";
      told.tabIndex = -1;
      told.focus();
    });
  }

  tell();
  if ("caches" in window && location.protocol !== "file:") await show().catch(() => {});
})();
