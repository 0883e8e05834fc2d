/* One trade a screen, in large type. Nothing moves by itself; arrows, space, Page Up and Down, and a swipe turn pages. */
"use strict";

(() => {
  const { element, picture } = window.oma;
  const MISSIONS = 4;
  const PLACES = 2;
  const SWIPE = 60;
  const SIZES = [1, 0.94, 0.88, 0.82, 0.76];
  const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity };
  const stage = document.getElementById("projection");
  const frame = stage.querySelector(".stage-frame");
  const slide = stage.querySelector(".slide");
  const status = stage.querySelector("[role=status]");
  const full = document.getElementById("plein-ecran");
  let names = [];
  let rank = 0;
  let tell = {};

  const items = (texts) => element("ul", {}, ...texts.map((text) => element("li", {}, text)));

  function facts(sheet) {
    const told = [
      ["Où", sheet.lieux?.slice(0, PLACES)],
      ["Études", sheet.etudes?.map(([title]) => title)],
      ["Centres d’intérêt", sheet.interets && [sheet.interets.join(", ")]],
    ].filter(([, texts]) => texts);
    return element("dl", {}, ...told.map(([term, texts]) =>
      element("div", {}, element("dt", {}, term), ...texts.map((text) => element("dd", {}, text)))));
  }

  function show() {
    const { catalogue, fiches, root } = window.oma;
    const card = catalogue[names[rank]];
    const sheet = fiches[names[rank]] ?? {};
    frame.dataset.colour = card.couleur;
    slide.replaceChildren(
      element("header", {},
        element("p", { className: "kicker" }, `${card.secteur} · études\u00a0: ${card.parcours}`),
        element("h2", {}, card.titre),
        element("p", { className: "lead" }, card.accroche)),
      ...sheet.image ? [picture(sheet.image)] : [],
      ...sheet.missions ? [element("div", {}, element("h3", {}, "Les missions"), items(sheet.missions.slice(0, MISSIONS)))] : [],
      facts(sheet),
    );
    status.replaceChildren(`${rank + 1} sur ${names.length}`, element("span", {}, ` : ${card.titre}`));
    for (const button of stage.querySelectorAll("[data-move]")) {
      button.ariaDisabled = String(Number(button.dataset.move) < 0 ? rank === 0 : rank === names.length - 1);
    }
  }

  /* The largest type with which the screen needs no scrolling; where none is small enough, it scrolls in full size. */
  function fit() {
    slide.scrollTop = 0;
    for (const size of SIZES) {
      slide.style.setProperty("--fit", size);
      if (slide.scrollHeight <= slide.clientHeight) return;
    }
    slide.style.removeProperty("--fit");
  }

  function move(by) {
    const wanted = Math.max(0, Math.min(names.length - 1, rank + by));
    if (wanted === rank) return;
    rank = wanted;
    show();
    fit();
    tell.moved(rank);
  }

  stage.addEventListener("keydown", (event) => {
    const presses = event.target.closest("button") && event.key === " ";
    if (!(event.key in STEPS) || presses || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(event.shiftKey ? -STEPS[event.key] : STEPS[event.key]);
  });

  stage.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-move]");
    if (button) move(Number(button.dataset.move));
  });

  let start = null;
  slide.addEventListener("touchstart", ({ touches }) => { start = touches.length === 1 ? touches[0] : null; }, { passive: true });
  slide.addEventListener("touchend", ({ changedTouches: [end] }) => {
    if (!start) return;
    const across = end.clientX - start.clientX;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(end.clientY - start.clientY)) move(-Math.sign(across));
    start = null;
  });

  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", () => {
    /* A refusal changes nothing: the projection already fills the window. */
    (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen()).catch(() => {});
  });
  document.addEventListener("fullscreenchange", () => {
    full.textContent = document.fullscreenElement ? "Quitter le plein écran" : "Plein écran";
  });
  addEventListener("resize", () => { if (stage.open) fit(); });
  document.getElementById("fermer").addEventListener("click", () => stage.close());
  stage.addEventListener("close", () => {
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    tell.closed();
  });

  window.oma.projection = {
    /* Shows these trades from that rank on; tells of each move, and of the end. */
    open(chosen, from, listener) {
      names = chosen;
      rank = Math.max(0, Math.min(names.length - 1, from));
      tell = listener;
      show();
      if (!stage.open) stage.showModal();
      fit();
      slide.focus();
    },
    close: () => stage.close(),
  };
})();
