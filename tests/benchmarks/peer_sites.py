"""Sites of the same content for Eleventy, Pelican and MkDocs: same fields as front matter, Markdown as body.

One set of templates in `shared/`, written in what Nunjucks and Jinja share, serves all three; each peer's own folder says
how it hears of other pages. They are spared more than Hugo is (`hugo_site`): the pages of `SPARED`, the offers, actors
and initiatives of most pages, names of style sheets by digest, and the addresses in texts, which are written out here.
So the ratios are to our disadvantage.
"""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import hugo_site
from tests.benchmarks.hugo_site import BODIES, SECTIONS, document, front_matter, load_yaml, write_text
from tests.benchmarks.writing import Data

_HERE = Path(__file__).resolve().parent

SPARED = {f"{name}.html" for name in ("404", "agenda", "donnees", "entreprendre", "recherche", "stages")}
"""Single pages that Hugo makes and these peers do not."""

_RENDERED = ("metiers", "secteurs", "territoires", "interets", "formations", "campus", "publics")
_LISTS = ("metiers", "secteurs", "territoires", "interets", "formations", "campus", "guides")
_FOLDERS = {"metier": "/metiers", "secteur": "/secteurs", "territoire": "/territoires", "page": "", "liste": ""}
_LINK = re.compile(rf"\]\(({'|'.join(_FOLDERS)}):([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a peer wants its pages, templates and static files, and how its templates know their page and its body."""

    name: str
    pages: str
    templates: str
    static: str
    one: str
    body: str


ELEVENTY = Frame("eleventy", "content", "templates", "static", 'index[kind or "pages"][ident]', "content")
PELICAN = Frame("pelican", "content/pages", "theme/templates", "content/static", "page.one", "page.content")
MKDOCS = Frame(
    "mkdocs", "docs", "theme", "docs/static", 'index[page.meta.kind or "pages"][page.meta.ident]', "page.content"
)
FRAMES = (ELEVENTY, PELICAN, MKDOCS)


def write_site(frame: Frame, content: Path, folder: Path, assets: Path) -> None:
    """Write into `folder` the site of our content folder for the peer of this frame."""
    shutil.copytree(_HERE / frame.name, folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(_HERE / "shared" / "linking.py", folder)
    for template in sorted((_HERE / "shared").glob("*.html")):
        write_text(folder / frame.templates / template.name, _template(frame, template))
    write_text(folder / "given.json", json.dumps(_given(content), ensure_ascii=False))
    for name, text in _pages(content):
        write_text(folder / frame.pages / name, text)
    _write_look(content, assets, folder / frame.static)
    (folder / frame.templates.partition("/")[0] / "static").mkdir(parents=True, exist_ok=True)


def metier_page(data: Data, identifier: str) -> str:
    """Return the page of a trade as these peers read it."""
    return _page("metiers", identifier, data, "journee")


def _template(frame: Frame, template: Path) -> str:
    text = template.read_text(encoding="utf-8")
    if not text.startswith("{% extends"):
        return text
    return f"{{% set one = {frame.one} %}}{{% set body = {frame.body} %}}{text}"


def _pages(content: Path) -> Iterator[tuple[str, str]]:
    """Yield every page: its path and its text."""
    for kind in _RENDERED:
        for path in sorted((content / kind).glob("*.yaml")):
            yield f"{kind}/{path.name.replace('.yaml', '.md')}", _page(kind, path.stem, load_yaml(path), BODIES[kind])
    for kind in ("pages", "guides"):
        for path in sorted((content / kind).glob("*.md")):
            yield path.name if kind == "pages" else f"guides/{path.name}", _prose(kind, path)
    for kind in _LISTS:
        yield f"{kind}.md", front_matter({"title": SECTIONS[kind]["title"], **_own("listes", kind), **_described(kind)})
    site = load_yaml(content / "site.yaml")
    home = {"title": site["titre"], **_own("", "index"), "description": site["description"]}
    yield "index.md", f"{front_matter(home)}\n{site['slogan']}\n"


def _page(kind: str, identifier: str, data: Data, body: str) -> str:
    return _addressed(document({**_own(kind, identifier), **data}, body))


def _prose(kind: str, path: Path) -> str:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = hugo_site.parsed(head)
    own = _own("" if kind == "pages" else kind, path.stem)
    return _addressed(f"{front_matter({'title': facts['titre'], **own, **facts})}{body}")


def _own(kind: str, identifier: str) -> Data:
    """Return the fields that tell a peer which page this is: its template by two names, its address whole."""
    template = "liste" if kind == "listes" else kind if kind in _RENDERED else "page"
    folder = f"/{kind}" if kind not in ("", "listes") else ""
    short = {"short": hugo_site.short_address(identifier)} if kind == "metiers" else {}
    return {
        "kind": kind,
        "ident": identifier,
        "layout": f"{template}.html",
        "template": f"{template}.html",
        "permalink": f"{folder}/{identifier}.html",
        **short,
    }


def _described(kind: str) -> Data:
    return {"description": SECTIONS[kind]["description"]}


def _addressed(text: str) -> str:
    return _LINK.sub(lambda link: f"]({_FOLDERS[link[1]]}/{link[2]}.html)", text)


def _given(content: Path) -> Data:
    """Return what has no page: the site's own facts, the vocabulary, offers, rules and events."""
    site = load_yaml(content / "site.yaml")
    lists = [{"kind": kind, "title": SECTIONS[kind]["title"], "address": f"/{kind}.html"} for kind in _LISTS]
    loose = {
        kind: [{"id": path.stem, **load_yaml(path)} for path in sorted((content / kind).glob("*.yaml"))]
        for kind in ("accueils", "regles", "evenements")
    }
    site |= {"adresse": site["adresse"].rstrip("/"), "lists": lists}
    return {"site": site, "words": hugo_site.vocabulary_words(), **loose}


def _write_look(content: Path, assets: Path, static: Path) -> None:
    shutil.copytree(content / "images", static / "images")
    css = [hugo_site.joined(assets / "css", "*.css"), hugo_site.joined(assets / "css" / "components", "*.css")]
    write_text(static / "oma.css", "\n".join(css))
    write_text(static / "oma.js", hugo_site.joined(assets / "js" / "shell", "*.js"))
    shutil.copy(assets / "icons" / "oma.svg", static)
