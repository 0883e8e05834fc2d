"""The built site as files: links, structure, weight, and nothing that should not be there."""

import gzip
import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import get_args
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pikepdf
import pytest
from pydantic import BaseModel

from oma_builder.content import documents, loader, schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds.site import Films
from oma_builder.guide import routes
from oma_builder.web.weights import AROUND, TRADE
from tests.built import CONTENT, FULL, TODAY, Built, Page, build_into, full, printed, real
from tests.conftest import Golden
from tests.language import typography
from tests.script_data import addresses
from tests.tools import MINIMAL, ROOT

pytestmark = pytest.mark.slow

LINKS = ("href", "src", "srcset", "poster", "data", "action", "formaction", "cite", "ping", "background")
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers", "list")
FOR_SERVERS = {
    "404.html", "fiche-absente.html", "_headers", "robots.txt", "serveur/apache.conf", "serveur/nginx.conf", "sitemap.xml", "sw.js", routes.WHOLE,
}  # fmt: skip
"""Files that no page names: servers, robots, paper and the shell ask for them."""
TUBE = "https://tube.example"
"""The server of films that one site names: the one address from which a page may open a frame."""
UNLISTED = {"404.html", "fiche-absente.html"}
"""Pages to which only a wrong or a lost address leads."""
GOLDEN = ["metiers/exemple.html", "secteurs/exemple.html", "territoires/haute-garonne.html", "exemple.html"]
TRADES = {
    "real": sorted(path.stem for path in (ROOT / "content" / "metiers").glob("*.yaml")),
    "full": ["exemple", "papier", "voisin"],
}


@pytest.fixture(params=["real", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return {"real": real, "full": full}[request.param](tmp_path_factory)


def links(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield the tag, attribute and address of everything that a page points at."""
    for tag, attributes in page.elements:
        for name in LINKS:
            if name == "srcset" and name in attributes:
                yield from ((tag, name, candidate.split()[0]) for candidate in attributes[name].split(","))
            elif name in attributes:
                yield tag, name, attributes[name]


def is_outside(address: str) -> bool:
    return address.casefold().startswith(("https://", "mailto:"))


def problem_of(site: Built, route: str, address: str) -> str:
    """Say what is wrong with an address inside the site, or nothing."""
    path, _, anchor = address.partition("#")
    if route == "404.html" and not address.startswith("#"):
        if not path.startswith(site.base):
            return "is not under the base path"
        target = path.removeprefix(site.base)
    elif path.startswith("/") or "\\" in path or ":" in path:
        return "is not relative"
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(route), unquote(path))) if path else route
    if path.endswith("/") or target not in site.files:
        return "is not a file of the site"
    # With « = », it is the state of a page, which its script reads.
    if anchor and "=" not in anchor and anchor not in site.pages[target].ids:
        return "has no such anchor"
    return ""


def test_every_link_leads_somewhere(site: Built) -> None:
    wrong = [
        (route, address, problem)
        for route, page in site.pages.items()
        for _, _, address in links(page)
        if not is_outside(address) and (problem := problem_of(site, route, address))
    ]
    assert wrong == []


def test_every_page_is_reached_from_the_home_page(site: Built) -> None:
    seen, waiting = set(), ["index.html"]
    while waiting:
        route = waiting.pop()
        if route not in seen and route in site.pages:
            seen.add(route)
            folder = posixpath.dirname(route)
            addresses = (urlsplit(address).path for _, _, address in links(site.pages[route]))
            waiting += (posixpath.normpath(posixpath.join(folder, path)) for path in addresses if path)
    assert seen == site.pages.keys() - UNLISTED


def test_every_file_is_used(site: Built) -> None:
    used = {
        posixpath.normpath(posixpath.join(posixpath.dirname(route), urlsplit(address).path))
        for route, page in site.pages.items()
        for _, _, address in links(page)
    }
    # Scripts that other scripts ask for are named in no page.
    asked = {
        route for route in site.files if re.fullmatch(r"assets/(minisearch|qrcode|search|suggestions)\.\w+\.js", route)
    }
    # Lists of several pages are those of large guides.
    asked |= {route for route in site.files if route.startswith("assets/guide-list.")}
    if "mes-gouts.html" not in site.files:  # not every theme has its questions
        asked |= {route for route in site.files if route.startswith(("assets/quiz.", "assets/tastes."))}
    asked |= {routes.ADDRESSES, *(route for kind in addresses(site).values() for route in kind)}
    # Fonts are named in the style sheet alone: see the next test but one.
    asked |= {route for route in site.files if route.endswith(".woff2")}
    asked |= {icon["src"] for icon in json.loads(site.text("manifest.webmanifest"))["icons"]}
    asked |= {
        attributes["content"].removeprefix(site.address)
        for page in site.pages.values()
        for _, attributes in page.every("meta")
        if attributes.get("property") == "og:image"
    }
    assert site.files - site.short_addresses - used - asked == FOR_SERVERS


def test_only_links_leave_the_site(site: Built) -> None:
    allowed = {("a", "href"), ("link", "href")}
    outside = {(tag, name) for page in site.pages.values() for tag, name, address in links(page) if is_outside(address)}
    assert outside <= allowed
    linked = {
        attributes["rel"]
        for page in site.pages.values()
        for _, attributes in page.every("link")
        if is_outside(attributes["href"])
    }
    assert linked == {"canonical"}


def test_style_sheets_load_nothing_but_fonts_of_the_site(site: Built) -> None:
    fonts: set[str] = set()
    for route in site.files:
        if route.endswith(".css"):
            css = re.sub(r'url\("[\w.-]+\.woff2"\)', "", site.text(route)).replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"@import|url\((?!\"data:image/svg\+xml,)|//", css), route
            fonts |= {f"assets/{name}" for name in re.findall(r'url\("([\w.-]+\.woff2)"\)', site.text(route))}
    assert fonts == {route for route in site.files if route.endswith(".woff2")}
    weights = {route: (site.folder / route).stat().st_size for route in fonts}
    always = [weight for route, weight in weights.items() if "bricolage" in route]
    assert len(always) == 1, "only the letters of titles come with every page"
    assert always[0] <= 20_000
    assert sum(weights.values()) - always[0] <= 35_000


def test_no_code_is_written_into_a_page(site: Built) -> None:
    for route, page in site.pages.items():
        assert not list(page.every("style", "iframe", "object", "embed", "base")), route
        code = [attributes for _, attributes in page.every("script") if attributes.get("type") != "application/ld+json"]
        assert all(attributes.get("src") for attributes in code), route
        inline = [name for _, attributes in page.elements for name in attributes if re.match(r"style$|on", name)]
        assert inline == [], route


def test_every_page_states_its_security_policy_first(site: Built) -> None:
    for route, page in site.pages.items():
        metas = [attributes for _, attributes in page.every("meta", "link", "script", "img")][:2]
        assert metas[0] == {"charset": "utf-8"}, route
        assert metas[1]["http-equiv"] == "Content-Security-Policy", route
        policy = dict(rule.strip().split(" ", 1) for rule in metas[1]["content"].split(";"))
        assert policy["default-src"] == policy["base-uri"] == "'none'", route
        assert "unsafe" not in metas[1]["content"], route
        assert policy.pop("frame-src", TUBE) == TUBE, route
        assert "http" not in " ".join(policy.values()), route


def test_every_page_is_in_french_with_one_main(site: Built) -> None:
    for route, page in site.pages.items():
        assert page.first("html")["lang"] == "fr", route
        assert len(list(page.every("main"))) == 1, route


def test_headings_go_down_one_level_at_a_time(site: Built) -> None:
    for route, page in site.pages.items():
        levels = [int(tag[1]) for tag, _ in page.every("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, route
        assert levels[0] == 1, route
        assert all(after <= before + 1 for before, after in pairwise(levels)), (route, levels)


def test_names_within_a_page_are_unique_and_found(site: Built) -> None:
    for route, page in site.pages.items():
        assert len(page.ids) == len(set(page.ids)), route
        for _, attributes in page.elements:
            wanted = {name for reference in REFERENCES for name in attributes.get(reference, "").split()}
            assert wanted <= set(page.ids), route


def test_pictures_have_alternatives_and_sizes(site: Built) -> None:
    for route, page in site.pages.items():
        for _, attributes in page.every("img"):
            assert {"alt", "width", "height"} <= attributes.keys(), route


def test_titles_and_descriptions_tell_pages_apart(site: Built) -> None:
    titles = [page.title() for page in site.pages.values()]
    described = [page.first("meta", name="description")["content"] for page in site.pages.values()]
    assert all(titles + described)
    assert sorted(titles) == sorted(set(titles))
    # Two trades of the real guide may say the same of themselves: that is for their authors to see.
    assert site.content == CONTENT or sorted(described) == sorted(set(described))


def test_texts_keep_the_rules_of_typography(site: Built) -> None:
    assert [
        (route, *fault)
        for route, page in site.pages.items()
        for tag, text in page.texts
        if tag not in ("code", "pre", "script")
        for fault in typography.faults(text)
    ] == []


def test_an_anchor_keeps_the_words_of_its_title_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert "exemple-d-image" in full(tmp_path_factory).pages["exemple.html"].ids


def test_the_sitemap_lists_exactly_the_public_pages(site: Built) -> None:
    sitemap = ElementTree.fromstring(site.text("sitemap.xml"))  # noqa: S314 - a file of our own making
    listed = [node.text for node in sitemap.iter() if node.tag.endswith("loc")]
    public = site.pages.keys() - UNLISTED
    assert sorted(map(str, listed)) == sorted(site.address + route.replace("index.html", "") for route in public)
    canonical = {site.pages[route].first("link", rel="canonical")["href"] for route in public}
    assert canonical == set(listed)


def test_no_robot_comes_to_what_is_no_release(site: Built) -> None:
    """A guide in the making is put online to be looked at; its headers are held in `test_headers`."""
    assert site.text("robots.txt") == "User-agent: *\nDisallow: /\n"
    kept_out = {route for route in site.pages if [*robots_of(site.pages[route])] == ["noindex"]}
    assert kept_out == site.pages.keys()
    assert "X-Robots-Tag: noindex" in site.text("_headers")
    assert "X-Robots-Tag" in site.text("serveur/nginx.conf")
    assert "X-Robots-Tag" in site.text("serveur/apache.conf")


def robots_of(page: Page) -> Iterator[str]:
    """Yield what a page says to robots."""
    return (said["content"] for _, said in page.every("meta") if said.get("name") == "robots")


def test_robots_may_read_everything_of_a_release(tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    shutil.copy(FULL / "accessibilite.yaml", content)
    named = (content / "site.yaml").read_text(encoding="utf-8").replace("oma.example", "oma.fr")
    (content / "site.yaml").write_text(named, encoding="utf-8")
    site = build_into(tmp_path / "work", content, for_release=True, with_pdf=False)
    assert site.summary.written, site.problems
    assert site.text("robots.txt") == f"User-agent: *\nAllow: /\n\nSitemap: {site.address}sitemap.xml\n"
    assert {route for route in site.pages if [*robots_of(site.pages[route])]} == UNLISTED
    settings = ("_headers", "serveur/nginx.conf", "serveur/apache.conf")
    assert not [route for route in settings if "X-Robots-Tag" in site.text(route)]


def test_the_address_of_a_sample_is_no_link(site: Built) -> None:
    """Who writes to a host that cannot exist waits for an answer."""
    shown = [
        text for page in site.pages.values() for _, text in page.texts if re.search(r"\bclee@\S+\.example\b", text)
    ]
    assert shown
    for route, page in site.pages.items():
        sent = [address for _, _, address in links(page) if address.startswith("mailto:clee@")]
        assert sent == [], route


@pytest.mark.parametrize(
    "host", ["oma.example", "example", "a.invalid", "x.test", "localhost", "example.com", "A.EXAMPLE.ORG"]
)
def test_nobody_is_behind_a_reserved_host(host: str) -> None:
    assert routes.mail_to(f"contact@{host}") == ""


@pytest.mark.parametrize("host", ["oma.fr", "example.fr", "monexample.com", "test.fr", "latest"])
def test_somebody_is_behind_any_other(host: str) -> None:
    assert routes.mail_to(f"contact@{host}") == f"mailto:contact@{host}"
    assert routes.mail_to("") == ""


@pytest.mark.parametrize(("name", "trade"), [(name, trade) for name, trades in TRADES.items() for trade in trades])
def test_a_trade_page_stays_light(name: str, trade: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = {"real": real, "full": full}[name](tmp_path_factory)
    page = site.pages[f"metiers/{trade}.html"]
    css = page.first("link", rel="stylesheet")["href"].removeprefix("../")
    icons = {attributes["href"] for _, attributes in page.every("link") if attributes["rel"] in ("icon", "stylesheet")}
    pictures = {
        attributes["src"]
        for _, attributes in page.every("img", "script")
        if "src" in attributes and attributes.get("loading") != "lazy"
    }
    assert len(gzip.compress(page.source.encode())) <= 12_000
    assert len(gzip.compress((site.folder / css).read_bytes())) <= 8_000
    assert 1 + len(icons | pictures) <= 8
    assert len(page.elements) <= TRADE.elements + AROUND


@pytest.mark.parametrize("route", GOLDEN)
def test_pages_of_every_field_read_as_expected(
    route: str, golden: Golden, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # The style sheet and images change more often than pages do: their digests are masked.
    html = re.sub(
        r"((?:assets/oma[0-9-]*\.|partage/[\w-]+-))[0-9a-f]{10,12}", r"\1…", full(tmp_path_factory).text(route)
    )
    golden(FULL.parent / "golden" / route.replace("/", "-"), html)


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model and those of its fields."""
    yield model
    for field in model.model_fields.values():
        kinds = [field.annotation, *get_args(field.annotation)]
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from models(kind)


def written(entry: BaseModel) -> Iterator[tuple[type[BaseModel], str]]:
    """Yield each field that an author wrote, with the model it belongs to."""
    for name in entry.model_fields_set:
        yield type(entry), name
        value = getattr(entry, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, BaseModel):
                yield from written(part)


def test_the_full_site_uses_every_field() -> None:
    corpus, problems = loader.load(FULL, 1)
    assert [problem.code for problem in problems] == ["photo-localisee", "marque-visible"]
    kinds = [*schema.KINDS, *schema.SINGLES]
    # Which fields were written is not kept with what was read: each is read once more.
    by_model = {kind.model: kind for kind in kinds}
    files = [(document, (FULL.parent / document.path).read_bytes()) for document in corpus.every()]
    read = [documents.read(raw, file.path, file.id, by_model[type(file.entry)]).value for file, raw in files]
    used = {field for document in read if isinstance(document, Document) for field in written(document.entry)}
    known = {(model, name) for kind in kinds for model in models(kind.model) for name in model.model_fields}
    # A site takes its films from its own folder or from elsewhere: that one takes them from its own.
    assert known - used == {(Films, "depot")}


def readable(site: Built) -> dict[str, bytes]:
    """Return every byte of the output, compressed parts of the PDF unpacked, in lower case."""
    content = {route: (site.folder / route).read_bytes() for route in site.files}
    for route in [route for route in site.files if route.endswith(".pdf")]:
        with pikepdf.open(site.folder / route) as pdf:
            for index, thing in enumerate(pdf.objects):
                is_packed = isinstance(thing, pikepdf.Stream) and "/DCTDecode" not in repr(thing)
                content[f"{route} {index}"] = (thing.read_bytes() if is_packed else b"") + repr(thing).encode()
    return {name: data.lower() for name, data in content.items()}


def test_what_may_not_be_shown_is_in_no_byte(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = full(tmp_path_factory)
    assert [name for name, data in readable(site).items() if b"canari" in data] == []
    assert "canari" not in printed(site)
    assert "exempledesoudeur" in printed(site)


def test_a_film_is_shown_on_the_media_that_were_allowed_and_no_other(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = full(tmp_path_factory)
    assert [path.name for path in site.folder.rglob("*.html") if b"papier.example" in path.read_bytes()] == []
    assert "exempledefilmpourlepapier" not in printed(site)  # the PDF files of a site lie on the web, too


def test_what_its_last_day_allows_is_shown(tmp_path_factory: pytest.TempPathFactory) -> None:
    trade = full(tmp_path_factory).text("metiers/exemple.html")
    assert "Exemple de film" in trade
    assert "Exemple d’organisme d’accueil" in trade
    assert "Exemple de campus" in trade


def test_a_day_later_the_next_is_shown_and_the_last_is_gone(tmp_path: Path) -> None:
    site = build_into(tmp_path / "later", FULL, TODAY.replace(day=24))
    assert "metiers/programme.html" in site.files
    assert "canariprogrammé" in printed(site)
    assert "secteurs/exemple.html" not in site.files
    assert "metiers/exemple.html" not in site.files
