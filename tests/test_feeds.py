"""The Atom feed keeps the musts of RFC 4287, and tells of the trades that were reviewed last."""

import datetime
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from oma_builder.guide import routes
from oma_builder.guide.model import Guide
from oma_builder.guide.values import GenderedTitle, Link
from oma_builder.web.feeds import NEWEST, news
from tests.built import Built, full, real
from tests.guides import real_guide

pytestmark = pytest.mark.slow

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://x.fr/guide/"
DAY = datetime.date(2026, 3, 1)
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}:/[A-Za-z0-9/._-]*")  # RFC 4151
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")  # RFC 3339


def guide(count: int, **site: str) -> Guide:
    """Return a guide of so many trades, each reviewed a day after the one before."""
    plain = real_guide()
    metiers = tuple(
        replace(
            plain.metiers[0],
            id=f"metier-{number}",
            route=routes.metier(f"metier-{number}"),
            reviewed=DAY + datetime.timedelta(number),
        )
        for number in range(count)
    )
    return replace(plain, site=replace(plain.site, address=ADDRESS, **site), metiers=metiers)


def feed(found: Guide) -> ElementTree.Element:
    return ElementTree.fromstring(news(found).content)  # noqa: S314 - a file of our own making


def one(element: ElementTree.Element, name: str) -> str:
    """Return the text of a child that must be there once."""
    (child,) = element.findall(ATOM + name)
    return child.text or ""


def link(element: ElementTree.Element, relation: str) -> dict[str, str]:
    (found,) = (child.attrib for child in element.findall(f"{ATOM}link") if child.get("rel") == relation)
    return dict(found)


def check_musts(root: ElementTree.Element) -> None:
    """Hold what RFC 4287 asks of a feed (4.1.1) and of its entries (4.1.2)."""
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    assert root.findall(f"{ATOM}author/{ATOM}name")[0].text
    identifiers = [one(element, "id") for element in (root, *entries)]
    assert len(identifiers) == len(set(identifiers))
    assert all(TAG.fullmatch(identifier) for identifier in identifiers)
    for element in (root, *entries):
        assert one(element, "title")
        assert MOMENT.fullmatch(one(element, "updated"))
        assert link(element, "alternate")["href"].startswith("https://")
    assert link(root, "self")["type"] == "application/atom+xml"
    assert all(one(entry, "summary") and entry.find(f"{ATOM}category").get("term") for entry in entries)  # type: ignore[union-attr]
    updated = [one(entry, "updated") for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert not updated or one(root, "updated") == updated[0]


@pytest.fixture(params=["real", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return {"real": real, "full": full}[request.param](tmp_path_factory)


def test_the_feed_of_a_site_is_valid_and_leads_to_its_pages(site: Built) -> None:
    root = ElementTree.fromstring(site.text(routes.FEED))  # noqa: S314 - a file of our own making
    check_musts(root)
    assert link(root, "self")["href"] == site.address + routes.FEED
    targets = [link(entry, "alternate")["href"] for entry in root.findall(f"{ATOM}entry")]
    assert targets
    assert {target.removeprefix(site.address) for target in targets} <= site.files
    for page in (site.pages[route] for route in (routes.HOME, routes.METIERS)):
        found = page.first("link", rel="alternate")
        assert found["type"] == "application/atom+xml"
        assert found["href"].endswith(routes.FEED)


@pytest.mark.parametrize("count", [0, 1, NEWEST, NEWEST + 5])
def test_it_tells_of_the_newest_first_and_of_no_more_than_thirty(count: int) -> None:
    root = feed(guide(count))
    check_musts(root)
    told = [one(entry, "id").rpartition("/")[2] for entry in root.findall(f"{ATOM}entry")]
    assert told == [f"metier-{number}" for number in reversed(range(count))][:30]


def test_trades_of_one_day_come_in_the_order_of_their_names() -> None:
    found = guide(3)
    same = tuple(replace(metier, reviewed=DAY) for metier in reversed(found.metiers))
    root = feed(replace(found, metiers=same))
    assert [one(entry, "id")[-1] for entry in root.findall(f"{ATOM}entry")] == ["0", "1", "2"]


def test_identifiers_outlive_titles_and_review() -> None:
    found = guide(1)
    changed = replace(found.metiers[0], title=GenderedTitle("Autre", "Autre"), reviewed=DAY.replace(year=2030))
    before, after = (feed(item) for item in (found, replace(found, metiers=(changed,))))
    assert one(before, "id") == one(after, "id") == "tag:x.fr,2026:/guide/"
    ids = [one(root.findall(f"{ATOM}entry")[0], "id") for root in (before, after)]
    assert ids == ["tag:x.fr,2026:/guide/metiers/metier-0"] * 2


def test_a_feed_without_trades_is_as_old_as_its_edition() -> None:
    assert one(feed(guide(0)), "updated") == f"{real_guide().site.closed_on.isoformat()}T00:00:00Z"


def test_no_sign_of_a_text_breaks_it() -> None:
    hostile = "<b> & \"fin\" ]]> 'x'"
    found = guide(1, title=hostile, publisher=hostile, licence=hostile)
    metier = replace(
        found.metiers[0], title=GenderedTitle(hostile, hostile), hook=hostile, sector=Link(hostile, "secteurs/a.html")
    )
    root = feed(replace(found, metiers=(metier,)))
    check_musts(root)
    entry = root.findall(f"{ATOM}entry")[0]
    assert one(entry, "title") == one(entry, "summary") == one(root, "rights") == hostile
    assert entry.find(f"{ATOM}category").get("term") == hostile  # type: ignore[union-attr]
