/* Printing and sharing, where the device can. What is shared is the page's address online, even from a USB key. */
"use strict";

(() => {
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { return false; }
  }

  async function share(button) {
    const url = button.dataset.address + location.hash;
    if (navigator.share) {
      try { await navigator.share({ title: document.title, url }); } catch { /* the reader changed their mind */ }
      return;
    }
    const said = button.textContent;
    button.textContent = (await copy(url)) ? "Lien copié" : url;
    setTimeout(() => { button.textContent = said; }, 4000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print], [data-share]");
    if (!button) return;
    if (button.hasAttribute("data-print")) print();
    else share(button);
  });
  for (const button of document.querySelectorAll("[data-print], [data-share], [data-scripted]")) button.hidden = false;
  window.oma.copy = copy;
})();
