/* Has the site kept for reading without a network. Only the edition for servers names a manifest. */
"use strict";

addEventListener("load", async () => {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !document.querySelector("link[rel=manifest]")) return;
  try { await serviceWorker.register(`${window.oma.root}sw.js`); } catch { return; }
  if (serviceWorker.controller) return;
  const { active } = await serviceWorker.ready;
  active.postMessage([location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)]);
});
