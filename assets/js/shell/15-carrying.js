/* Where the device keeps nothing from page to page (private windows, Firefox in a folder), links carry what matters:
   oma.carry("sel", () => …) adds « sel=… » to the links that readers follow, as long as the value is not empty. */
"use strict";

(() => {
  const { hash } = window.oma;
  const carried = new Map();

  /* A link to a place in a page stays as it is; one that has a state keeps it. The link itself is soon as before:
     what it carries may change. */
  function load(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || link.origin !== location.origin || !link.pathname.endsWith(".html")) return;
    const before = link.hash;
    if (before && !before.includes("=")) return;
    const state = new URLSearchParams(before.slice(1));
    for (const [name, read] of carried) {
      const value = read();
      if (value) state.set(name, value);
    }
    const loaded = hash.text(state);
    if (!loaded || `#${loaded}` === before) return;
    link.hash = loaded;
    setTimeout(() => { link.hash = before; });
  }

  for (const moment of ["click", "auxclick", "contextmenu"]) document.addEventListener(moment, load, true);
  window.oma.carry = (name, read) => { carried.set(name, read); };
})();
