/* The one page of a folder that keeps the selection for all others, where the browser gives each a store of its own. */
"use strict";

(() => {
  const PLACE = "oma:selection";

  function kept() {
    try {
      const names = JSON.parse(localStorage.getItem(PLACE));
      return Array.isArray(names) ? names : [];
    } catch { return []; }
  }

  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    if (Array.isArray(data?.keep)) {
      try { localStorage.setItem(PLACE, JSON.stringify(data.keep)); } catch { /* full, or refused: links carry it */ }
    } else if (data?.ask) parent.postMessage({ selection: kept() }, "*");
  });
})();
