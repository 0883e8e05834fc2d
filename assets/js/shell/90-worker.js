/* Has the site kept for reading without a network. Only the edition for servers names a manifest. */
"use strict";

addEventListener("load", () => {
  if (!document.querySelector("link[rel=manifest]") || !/^https?:$/.test(location.protocol)) return;
  navigator.serviceWorker?.register(`${window.oma.root}sw.js`).catch(() => {});
});
