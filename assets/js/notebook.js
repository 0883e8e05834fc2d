/* The notebook's print button. Ticks live in the page alone, and leave it with the reader: computers are shared. */
"use strict";

(() => {
  const button = document.getElementById("imprimer-carnet");
  button.addEventListener("click", () => print());
  button.parentElement.hidden = false;
  addEventListener("pagehide", () => {
    for (const box of document.querySelectorAll(".tick-row input")) box.checked = false;
  });
})();
