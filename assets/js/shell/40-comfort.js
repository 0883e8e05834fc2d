/* Reading comfort: size, spacing, font and colours as the reader wants them, kept on this device alone. */
"use strict";

(() => {
  const { element, hash, memory, carry } = window.oma;
  const page = document.documentElement;
  /* Each choice is a `data-` attribute of the page; its first value is the page as it is, without one. */
  const CHOICES = {
    size: ["Taille du texte", { 100: "100 %", 115: "115 %", 130: "130 %", 150: "150 %" }],
    spacing: ["Espacement", { normal: "Normal", wide: "Aéré" }],
    font: ["Police", { device: "De l’appareil", atkinson: "Atkinson, très lisible" }],
    theme: ["Couleurs", { auto: "De l’appareil", light: "Claires", dark: "Sombres" }],
  };
  const names = Object.keys(CHOICES);
  const usual = (name) => Object.keys(CHOICES[name][1])[0];
  /* What is stored may be anything: only known values count. */
  const clean = (found) => Object.fromEntries(names.map((name) =>
    [name, Object.hasOwn(CHOICES[name][1], found?.[name]) ? String(found[name]) : usual(name)]));

  const metas = [...document.querySelectorAll('meta[name="theme-color"]')];
  const papers = metas.map((meta) => meta.content);

  function apply() {
    for (const name of names) {
      if (chosen[name] === usual(name)) delete page.dataset[name];
      else page.dataset[name] = chosen[name];
    }
    const forced = ["light", "dark"].indexOf(chosen.theme);
    metas.forEach((meta, index) => { meta.content = papers[forced < 0 ? index : forced]; });
  }

  /* From a folder, Firefox gives each page a store of its own: links carry the choices (#confort=130,wide,…). */
  const inFolder = location.protocol === "file:";
  const carried = inFolder && hash.read().get("confort")?.split(",");
  let told = Boolean(carried);
  let chosen = clean(carried ? Object.fromEntries(names.map((name, at) => [name, carried[at]])) : memory.read("comfort"));
  apply();

  const isUsual = () => names.every((name) => chosen[name] === usual(name));
  const save = () => memory.write("comfort", isUsual() ? null : chosen);
  if (carried) save();

  carry("confort", () => (inFolder && (told || !isUsual()) ? names.map((name) => chosen[name]).join(",") : ""));

  const box = document.querySelector(".comfort");
  if (!box) return;
  const button = box.firstElementChild;
  let panel, status;

  function choose(found) {
    chosen = clean(found);
    told = true;
    apply();
    return save() ? "" : "Cet appareil ne garde rien : ces réglages valent pour cette page.";
  }

  const group = (name) => element("fieldset", {}, element("legend", {}, CHOICES[name][0]),
    ...Object.entries(CHOICES[name][1]).map(([value, label]) => element("label", {},
      element("input", { type: "radio", name: `comfort-${name}`, value, checked: chosen[name] === value }), label)));

  function show() {
    for (const name of names) panel.elements[`comfort-${name}`].value = chosen[name];
  }

  function build() {
    status = element("p", { role: "status" });
    const reset = element("button", { type: "button", className: "link" }, "Réglages d’origine");
    const note = element("p", {}, "Tes choix restent sur cet appareil.");
    panel = element("form", { id: "confort", className: "comfort-panel", "aria-label": "Confort de lecture" },
      ...names.map(group), reset, note, status);
    panel.addEventListener("change", (event) => {
      const [, name] = event.target.name.split("-");
      status.textContent = choose({ ...chosen, [name]: event.target.value });
    });
    panel.addEventListener("submit", (event) => event.preventDefault());
    reset.addEventListener("click", () => {
      status.textContent = choose({}) || "Les réglages d’origine sont revenus.";
      show();
    });
    box.append(panel);
    button.setAttribute("aria-controls", "confort");
  }

  function open(wanted) {
    if (!panel) build();
    panel.hidden = !wanted;
    button.setAttribute("aria-expanded", wanted);
    status.textContent = "";
    if (wanted) show();
  }
  const isOpen = () => panel && !panel.hidden;

  box.hidden = false;
  button.addEventListener("click", () => open(!isOpen()));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    open(false);
    button.focus();
  });
  /* It covers a part of the page: it closes when the reader goes there. */
  box.addEventListener("focusout", (event) => {
    if (isOpen() && event.relatedTarget && !box.contains(event.relatedTarget)) open(false);
  });
  document.addEventListener("click", (event) => { if (isOpen() && !box.contains(event.target)) open(false); });
  addEventListener("storage", (event) => {
    if (event.key !== "oma:comfort") return;
    chosen = clean(memory.read("comfort"));
    apply();
    if (isOpen()) show();
  });
})();
