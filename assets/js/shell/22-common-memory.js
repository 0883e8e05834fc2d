/* Firefox gives every file of a folder a store of its own, and « Back » a page as it was left: one hidden page keeps
   the selection for all. A page of the folder names it; servers have none. */
"use strict";

(() => {
  const { element, hash, selection } = window.oma;
  const { memory } = document.documentElement.dataset;
  if (!memory || location.origin !== "null") return;

  const goesBack = () => performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const carried = goesBack() ? [] : (hash.read().get("sel") ?? "").split(",");
  const before = selection.all();
  let keeper = null;
  let ready = false;

  const say = (message) => keeper.contentWindow?.postMessage(message, "*");

  /* What a link carries is as new as what is kept, or newer; what the reader did meanwhile is newer than both. */
  function first(kept) {
    const now = selection.all();
    const added = now.filter((name) => !before.includes(name));
    const taken = before.filter((name) => !now.includes(name));
    return [...kept, ...carried, ...added].filter((name) => !taken.includes(name));
  }

  function hear({ source, data }) {
    if (source !== keeper?.contentWindow || !Array.isArray(data?.selection)) return;
    const names = ready ? data.selection : first(data.selection);
    ready = true;
    selection.replace(names);
  }

  addEventListener("message", hear);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) say({ ask: true }); });
  addEventListener("DOMContentLoaded", () => {
    keeper = element("iframe", { src: memory, title: "Mémoire de la sélection", hidden: true });
    keeper.onload = () => say({ ask: true });
    document.body.append(keeper);
    selection.watch((names) => { if (ready) say({ keep: names }); });
  });
})();
