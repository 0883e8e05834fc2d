/* What every script may use. It shows nothing; a page without it is whole. */
"use strict";

(() => {
  const root = document.documentElement.dataset.root ?? "";

  /* The state of a page stands after the « # », as in a query: it survives a copied link, and file://. */
  const hash = {
    read: () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : ""),
    text: (state) => state.toString().replaceAll("%2C", ","),
    write(state) {
      const text = hash.text(state);
      history.replaceState(history.state, "", text ? `#${text}` : location.pathname + location.search);
    },
  };

  /* The device's own store: a private window refuses it, and others may have written anything there. */
  const memory = {
    read(name) {
      try { return JSON.parse(localStorage.getItem(`oma:${name}`)); } catch { return null; }
    },
    write(name, value) {
      try {
        if (value === null) localStorage.removeItem(`oma:${name}`);
        else localStorage.setItem(`oma:${name}`, JSON.stringify(value));
        return true;
      } catch { return false; }
    },
  };

  /* Makes an element; texts are texts, never HTML. */
  function element(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in made && name !== "list") made[name] = value;
      else made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  /* A picture of the catalogue: it decorates what names the trade. */
  const picture = ([route, kept]) => element("img", { src: root + route, alt: "", ...kept });

  const loading = new Map();

  /* Loads a script of the site once, and again after a failure; classic scripts are all that file:// allows. */
  function load(source) {
    if (!loading.has(source)) {
      loading.set(source, new Promise((done, failed) => {
        const fail = () => { loading.delete(source); failed(new Error(source)); };
        document.head.append(element("script", { src: root + source, onload: done, onerror: fail }));
      }));
    }
    return loading.get(source);
  }

  const count = (number, one, many = `${one}s`) => `${number.toLocaleString("fr-FR")} ${number > 1 ? many : one}`;

  /* The menu of a small screen may lie over the page: it closes before the keyboard goes on to what it would hide. */
  const menu = document.querySelector("details.menu");
  menu?.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
  });

  /* The first number of a text in French, such as 6400 of « ≈ 6 400, dont… »; -1 when it has none. */
  const firstNumber = (text) => Number(/[\d\u202f]+/.exec(text)?.[0].replaceAll("\u202f", "") ?? -1);

  window.oma = { root, hash, memory, element, picture, load, count, firstNumber };
})();
