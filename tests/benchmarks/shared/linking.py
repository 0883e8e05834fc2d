"""Who names whom, for the peers whose plugins are Python; `eleventy/eleventy.config.js` says the same in JavaScript."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup

Page = dict[str, Any]
"""What templates know of a page: its kind, identifier, title, address, and the fields of its front matter."""

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def page_of(facts: dict[str, Any]) -> Page:
    """Return a page by the fields of its front matter."""
    known = {"kind": facts["kind"], "id": facts["ident"], "title": facts["title"], "address": facts["permalink"]}
    return {**known, "facts": facts}


def by_kind(pages: Iterable[Page]) -> dict[str, dict[str, Page]]:
    """Return every page by its kind, then by its identifier."""
    index: dict[str, dict[str, Page]] = {}
    for page in sorted(pages, key=lambda page: str(page["title"])):
        index.setdefault(page["kind"] or "pages", {})[page["id"]] = page
    return index


def linked(index: dict[str, dict[str, Page]], given: dict[str, Any]) -> dict[str, list[Any]]:
    """Return who names each page, by what it is to it, then by its identifier."""
    links: dict[str, list[Any]] = {}

    def add(relation: str, name: object, value: Any) -> None:
        known = links.setdefault(f"{relation}/{name}", [])
        if value not in known[-1:]:
            known.append(value)

    for kind, pages in index.items():
        for page in pages.values():
            add("liste", kind, page)
    for page in index["metiers"].values():
        _link_metier(page, index, add)
    _link_studies(index, add)
    _link_places(index, add)
    _link_given(given, add)
    return links


def _link_given(given: dict[str, Any], add: Any) -> None:
    for offer in given["accueils"]:
        add("ouvert", offer["departement"], offer)
        add("offre", offer["type"], offer)
        for metier in offer["metiers"]:
            add("accueil", metier, offer)
    for rule in given["regles"]:
        for kind in rule["types"]:
            add("regle", kind, rule)
    for event in given["evenements"]:
        for metier in event["metiers"]:
            add("evenement", metier, event)


def _link_metier(page: Page, index: dict[str, dict[str, Page]], add: Any) -> None:
    facts = page["facts"]
    add("secteur", facts["secteur"], page)
    for sector in facts["secteurs_associes"]:
        add("aussi", sector, page)
    add("principal", facts["interets"]["principal"], page)
    if "secondaire" in facts["interets"]:
        add("secondaire", facts["interets"]["secondaire"], page)
    for claim in facts["recrute"]:
        add("recrute", claim["territoire"], {"page": page, "claim": claim})
    for other in facts["similaires"]:
        add("proche", page["id"], index["metiers"][other])
        if page["id"] not in index["metiers"][other]["facts"]["similaires"]:
            add("proche", other, page)
    _link_paths(page, add)


def _link_paths(page: Page, add: Any) -> None:
    opening, earlier = set(), set()
    for path in page["facts"]["etudes"]:
        steps = [{step["formation"], *step.get("ou", ())} for step in path["etapes"]]
        opening |= steps[-1]
        earlier |= set().union(*steps[:-1])
    for diploma in sorted(opening):
        add("ouvre", diploma, page)
    for diploma in sorted(earlier - opening):
        add("plus-tard", diploma, page)


def _link_studies(index: dict[str, dict[str, Page]], add: Any) -> None:
    for page in index["formations"].values():
        for after in page["facts"].get("mene_a", ()):
            add("suite", page["id"], after)
            add("avant", after, page["id"])


def _link_places(index: dict[str, dict[str, Page]], add: Any) -> None:
    for page in index["territoires"].values():
        if "rattachement" in page["facts"]:
            add("dedans", page["facts"]["rattachement"], page)
    for page in index["campus"].values():
        for metier in page["facts"]["metiers"]:
            add("campus", metier, page)
            add("prepare", page["id"], index["metiers"][metier])
        for place in page["facts"]["departements"]:
            add("lieu", place, page)
        for sector in page["facts"]["secteurs"]:
            add("campus-secteur", sector, page)


def teach(environment: Any, index: dict[str, dict[str, Page]], given: dict[str, Any]) -> None:
    """Tell the templates of an environment of Jinja every page, and who names it."""
    environment.autoescape = True
    environment.filters |= {"date": french_date, "json": as_json}
    environment.globals |= {
        "index": index,
        "links": linked(index, given),
        "site": given["site"],
        "words": given["words"],
    }


def lead_on(template: Any, output: str, page: Page) -> None:
    """Write the page that leads to a trade from its short address, as plugins for redirections do."""
    folder = Path(output, page["facts"]["short"])
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(template.render(one=page), encoding="utf-8")


def french_date(day: str) -> str:
    """Return a day as French texts write it."""
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def as_json(value: Any) -> Markup:
    """Return JSON as it stands in a script of a page, which nothing in it can end."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("</", "<\\/"))  # noqa: S704 - nothing ends the script
