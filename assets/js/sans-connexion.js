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

  /* All the guide: the worker keeps it, and tells how far it is. */
  async function offerAll() {
    const section = document.getElementById("tout");
    const [told, progress, keep, forget] = ["conseil", "avance", "garder", "oublier"].map((name) => document.getElementById(`tout-${name}`));
    const { active } = await navigator.serviceWorker.ready;
    const names = async () => (await caches.keys()).filter((name) => name.startsWith(`oma:${base.pathname}:`) && name.endsWith(":whole"));
    const list = new URL(section.dataset.list, location.href).href;
    const isKept = async () => (await Promise.all((await names()).map(async (name) => (await caches.open(name)).match(list)))).some(Boolean);

    async function draw(said) {
      const [isWhole, isBegun] = [await isKept(), (await names()).length > 0];
      const asked = isWhole || !navigator.onLine ? null : await fetch(list, { cache: "no-cache" }).then((answer) => (answer.ok ? answer.json() : null), () => null);
      const listed = asked?.files.length ? asked : null; // a guide too large for a telephone has an empty list
      const size = listed ? (Math.max(listed.bytes, 50_000) / 1e6).toLocaleString("fr-FR", { maximumFractionDigits: 1 }) : "";
      progress.hidden = true;
      keep.hidden = !listed;
      keep.textContent = `${isBegun ? "Continuer à garder" : "Garder"} tout le guide (${size} Mo)`;
      forget.hidden = !isBegun;
      told.textContent = said || (isWhole
        ? "Toutes les pages du guide sont gardées sur cet appareil. Elles se mettent à jour quand tu reviens en ligne."
        : "Toutes les pages et leurs images, en une fois : à faire en Wi-Fi. Les films et les PDF n’y sont pas.");
      section.hidden = !(isBegun || listed);
    }

    keep.addEventListener("click", async () => {
      const { port1, port2 } = new MessageChannel();
      keep.hidden = true;
      progress.hidden = false;
      told.textContent = "Téléchargement en cours… Laisse cette page ouverte.";
      await navigator.storage?.persist?.().catch(() => {}); // else a telephone that lacks room forgets it first
      port1.onmessage = ({ data }) => {
        if (data.all) [progress.max, progress.value] = [data.all, data.done];
        else draw(data.isWhole ? "C’est fait : toutes les pages du guide sont gardées sur cet appareil." : "Le téléchargement s’est arrêté. Reviens avec du réseau, il reprendra là où il en était.");
      };
      active.postMessage({}, [port2]);
    });
    forget.addEventListener("click", async () => {
      await Promise.all((await names()).map((name) => caches.delete(name)));
      await draw("Le guide n’est plus gardé en entier sur cet appareil.");
    });
    await draw("");
  }

  tell();
  if ("caches" in window && location.protocol !== "file:") await show().catch(() => {});
  if (navigator.serviceWorker && document.getElementById("tout")) await offerAll();
})();
