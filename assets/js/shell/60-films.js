/* Films: captions where file:// loads no track, players of other servers when one asks for them, one voice at a time. */
"use strict";

(() => {
  const { element } = window.oma;

  addEventListener("DOMContentLoaded", () => {
    for (const video of document.querySelectorAll("video[data-captions]")) {
      const track = video.addTextTrack("captions", video.dataset.label, video.dataset.lang);
      for (const cue of window.oma.captions?.[video.dataset.captions] ?? []) track.addCue(new VTTCue(...cue));
      track.mode = "disabled";
    }
  });

  for (const box of document.querySelectorAll("[data-player]")) {
    const button = box.querySelector("button");
    button.hidden = false;
    button.onclick = () => {
      const player = element("iframe", {
        src: box.dataset.player, title: box.dataset.title, allowFullscreen: true,
        sandbox: "allow-scripts allow-same-origin allow-popups", referrerPolicy: "no-referrer",
      });
      button.remove();
      box.querySelector("small").remove();
      box.prepend(player); // the link stays, for whom the player shows nothing
      player.focus();
    };
  }

  document.addEventListener("play", ({ target }) => {
    for (const other of document.querySelectorAll("video")) if (other !== target) other.pause();
  }, true);
})();
