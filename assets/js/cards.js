/* A trade in a list that scripts make, as the pages have it: `fact` is what it says of the trade, its studies if nothing else. */
"use strict";

(() => {
  const { element, picture, root } = window.oma;

  window.oma.card = (name, fact, ...more) => {
    const { formes: [shown, also], page, couleur, image, parcours } = window.oma.catalogue[name];
    const title = element("a", { className: "card-title", href: root + page }, shown);
    if (also) title.append(" ", element("span", { className: "heard" }, `/\u00a0${also}`));
    const told = fact || parcours;
    return element("li", { className: "card", "data-colour": couleur, "data-metier": name },
      ...(image ? [Object.assign(picture(image), { className: "thumb", loading: "lazy" })] : []),
      title, element("small", { "data-icon": told === parcours ? "stairs" : "bag" }, told[0].toUpperCase() + told.slice(1)), ...more);
  };
})();
