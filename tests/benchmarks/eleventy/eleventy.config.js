// Eleventy's part of the benchmark: the same Nunjucks templates as Jinja's for the others, and who names whom.
import { readFileSync } from "node:fs";

const given = JSON.parse(readFileSync("given.json", "utf-8"));
// Eleventy copies the plain objects of its configuration; these must stay the ones that are filled below.
class Shared {}
const index = new Shared(), links = new Shared();

function add(relation, name, value) {
  const known = (links[`${relation}/${name}`] ??= []);
  if (known.at(-1) !== value) known.push(value);
}

function fill(items) {
  for (const part of [index, links]) for (const key of Object.keys(part)) delete part[key];
  const order = new Intl.Collator("fr");
  const pages = items.map(({ data }) => ({
    kind: data.kind, id: data.ident, title: data.title, address: data.permalink, facts: data,
  }));
  pages.sort((one, other) => order.compare(one.title, other.title));
  for (const page of pages) (index[page.kind || "pages"] ??= {})[page.id] = page;
  for (const [kind, found] of Object.entries(index)) for (const page of Object.values(found)) add("liste", kind, page);
  Object.values(index.metiers).forEach(linkMetier);
  for (const page of Object.values(index.formations))
    for (const after of page.facts.mene_a ?? []) {
      add("suite", page.id, after);
      add("avant", after, page.id);
    }
  linkPlaces();
  for (const offer of given.accueils) {
    add("ouvert", offer.departement, offer);
    add("offre", offer.type, offer);
    for (const metier of offer.metiers) add("accueil", metier, offer);
  }
  for (const rule of given.regles) for (const kind of rule.types) add("regle", kind, rule);
  for (const event of given.evenements) for (const metier of event.metiers) add("evenement", metier, event);
}

function linkMetier(page) {
  const facts = page.facts;
  add("secteur", facts.secteur, page);
  for (const sector of facts.secteurs_associes) add("aussi", sector, page);
  add("principal", facts.interets.principal, page);
  if (facts.interets.secondaire) add("secondaire", facts.interets.secondaire, page);
  for (const claim of facts.recrute) add("recrute", claim.territoire, { page, claim });
  for (const other of facts.similaires) {
    add("proche", page.id, index.metiers[other]);
    if (!index.metiers[other].facts.similaires.includes(page.id)) add("proche", other, page);
  }
  const opening = new Set(), earlier = new Set();
  for (const path of facts.etudes)
    path.etapes.forEach((step, rank) => {
      const into = rank === path.etapes.length - 1 ? opening : earlier;
      for (const diploma of [step.formation, ...(step.ou ?? [])]) into.add(diploma);
    });
  for (const diploma of opening) add("ouvre", diploma, page);
  for (const diploma of earlier) if (!opening.has(diploma)) add("plus-tard", diploma, page);
}

function linkPlaces() {
  for (const page of Object.values(index.territoires))
    if (page.facts.rattachement) add("dedans", page.facts.rattachement, page);
  for (const page of Object.values(index.campus)) {
    for (const metier of page.facts.metiers) {
      add("campus", metier, page);
      add("prepare", page.id, index.metiers[metier]);
    }
    for (const place of page.facts.departements) add("lieu", place, page);
    for (const sector of page.facts.secteurs) add("campus-secteur", sector, page);
  }
}

const months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

export default function (config) {
  for (const [name, value] of Object.entries({ index, links, site: given.site, words: given.words }))
    config.addNunjucksGlobal(name, value);
  config.addCollection("linked", (api) => {
    fill(api.getAll());
    return [];
  });
  config.addCollection("metiers", (api) => api.getAll().filter(({ data }) => data.kind === "metiers"));
  config.addFilter("date", (day) => {
    const [year, month, number] = day.split("-");
    return `${Number(number)} ${months[month - 1]} ${year}`;
  });
  config.addNunjucksFilter("json", function (value) {
    return this.env.filters.safe(JSON.stringify(value).replaceAll("</", "<\\/"));
  });
  config.addPassthroughCopy({ static: "static" });
  return {
    dir: { input: "content", includes: "../templates", output: "public" },
    htmlTemplateEngine: "njk",
    markdownTemplateEngine: false,
  };
}
