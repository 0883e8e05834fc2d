/* The page « Ma sélection »: cards, a link and a QR code to hand on. What comes by such a link (#partage=) is asked first. */
"use strict";

(() => {
  const { hash, element, load, data, selection, count, copy, hearts } = window.oma;
  const chosen = document.querySelector("[data-chosen]");
  if (!chosen) return;

  const find = (name) => document.querySelector(`[data-${name}]`);
  const status = document.querySelector("main [role=status]");
  const panel = find("share-panel"), link = find("link"), received = find("received");
  const LONGEST_CODE = 2300; // letters that a QR code of a size fit for phones still holds, at its lowest correction

  const known = (names) => names.filter((name) => Object.hasOwn(oma.catalogue, name));

  const shared = (names) => `${panel.dataset.address}#partage=${names.join(",")}`;

  /* Drawn as one SVG path of squares, here on the device. */
  function code(text) {
    const drawn = qrcode(0, "L");
    drawn.addData(text);
    drawn.make();
    const size = drawn.getModuleCount(), margin = 4, space = "http://www.w3.org/2000/svg";
    let path = "";
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        if (drawn.isDark(row, column)) path += `M${column + margin} ${row + margin}h1v1h-1z`;
      }
    }
    const svg = document.createElementNS(space, "svg"), squares = document.createElementNS(space, "path");
    svg.setAttribute("viewBox", `0 0 ${size + 2 * margin} ${size + 2 * margin}`);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", "Code QR qui mène à cette sélection");
    squares.setAttribute("d", path);
    svg.append(squares);
    return svg;
  }

  async function showCode(text) {
    const place = find("code");
    place.replaceChildren();
    if (text.length > LONGEST_CODE) return;
    try {
      await load(panel.dataset.load);
      if (link.value === text) place.replaceChildren(code(text));
    } catch { /* the link is enough */ }
  }

  function show() {
    const all = selection.all(), names = known(all), lost = all.length - names.length;
    chosen.replaceChildren(element("ul", { className: "cards" }, ...names.map((name) => oma.card(name))));
    hearts(document);
    find("none").hidden = names.length > 0;
    find("actions").hidden = panel.hidden = !names.length;
    find("to-compare").hash = names.length ? `m=${names.slice(0, 3).join(",")}` : "";
    status.textContent = (names.length ? `${count(names.length, "métier")} dans ta sélection.` : "")
      + (lost ? ` ${count(lost, "métier gardé n’est", "métiers gardés ne sont")} plus dans le guide.` : "");
    link.value = shared(names);
    if (names.length) showCode(link.value);
  }

  function forget() {
    const state = hash.read();
    state.delete("partage");
    hash.write(state);
    received.hidden = true;
  }

  /* What someone else chose never replaces what stands here without a word. */
  function receive() {
    const names = known([...new Set((hash.read().get("partage") ?? "").split(","))]);
    const fresh = names.filter((name) => !selection.has(name));
    received.hidden = !fresh.length;
    if (!fresh.length) return;
    const titles = fresh.map((name) => oma.catalogue[name].titre).join(", ");
    received.querySelector("div").textContent = `On te propose ${count(fresh.length, "métier")} : ${titles}.`;
    find("accept").onclick = () => { selection.replace([...selection.all(), ...fresh]); forget(); };
    find("refuse").onclick = forget;
  }

  function start() {
    selection.watch(show);
    receive();
    addEventListener("hashchange", receive);
    find("clear").addEventListener("click", () => { selection.replace([]); status.focus(); });
    find("copy").addEventListener("click", async () => {
      link.select();
      const done = (await copy(link.value)) || document.execCommand("copy");
      panel.querySelector("[role=status]").textContent = done ? "Lien copié." : "Le lien est sélectionné : copie-le avec Ctrl + C.";
    });
  }

  data("catalogue").then(start, () => {
    status.textContent = "Les fiches n’ont pas pu être lues : vérifie la connexion, puis recharge la page.";
  });
})();
