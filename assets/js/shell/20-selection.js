/* « Ma sélection »: trades kept on this device alone. Where the device keeps nothing, links carry them (#sel=a,b). */
"use strict";

(() => {
  const { hash, memory, carry } = window.oma;
  const WELL_FORMED = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const MOST = 60;
  const listeners = [];

  const clean = (names) => Array.isArray(names)
    ? [...new Set(names)].filter((name) => typeof name === "string" && WELL_FORMED.test(name)).slice(0, MOST)
    : [];

  const carried = clean((hash.read().get("sel") ?? "").split(","));
  let chosen = clean([...clean(memory.read("selection")), ...carried]);
  const keeps = memory.write("selection", chosen.length ? chosen : null) && location.protocol !== "file:";

  function save(names) {
    chosen = clean(names);
    memory.write("selection", chosen.length ? chosen : null);
    if (hash.read().has("sel")) {
      const state = hash.read();
      if (chosen.length) state.set("sel", chosen.join(","));
      else state.delete("sel");
      hash.write(state);
    }
    listeners.forEach((tell) => tell(chosen));
  }

  carry("sel", () => (keeps ? "" : chosen.join(",")));
  addEventListener("storage", (event) => {
    if (event.key !== "oma:selection") return;
    chosen = clean(memory.read("selection"));
    listeners.forEach((tell) => tell(chosen));
  });

  window.oma.selection = {
    most: MOST,
    all: () => [...chosen],
    has: (name) => chosen.includes(name),
    toggle: (name) => save(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]),
    replace: save,
    /* Calls back now, and at each change. */
    watch(tell) { listeners.push(tell); tell(chosen); },
  };
})();
