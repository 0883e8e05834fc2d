"""Sitemaps: every address in one of them, none over what sitemaps.org allows, and an index where there are several."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from oma_builder.guide import routes
from oma_builder.web.feeds import Limits, sitemaps
from oma_builder.web.views import PageView

ADDRESS = "https://x.fr/guide/"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def views(count: int) -> list[PageView]:
    return [
        PageView(f"metiers/{'x' * (number % 40)}-{number}.html", "metier.html", "", "", None) for number in range(count)
    ]


def read(content: bytes, kind: str) -> list[str]:
    """Return the addresses in a sitemap, or in an index of them."""
    root = ElementTree.fromstring(content)  # noqa: S314 - a file of our own making
    assert root.tag == f"{NAMESPACE}{kind}"
    return [node.text or "" for node in root.iter(f"{NAMESPACE}loc")]


def test_a_guide_of_usual_size_has_one() -> None:
    (only,) = sitemaps(views(50_000), ADDRESS)
    assert only.route == routes.SITEMAP
    assert len(read(only.content, "urlset")) == 50_000


def test_one_address_more_makes_two_and_an_index() -> None:
    index, *files = sitemaps(views(50_001), ADDRESS)
    assert (index.route, [file.route for file in files]) == (routes.SITEMAP, ["sitemap-1.xml", "sitemap-2.xml"])
    assert read(index.content, "sitemapindex") == [ADDRESS + file.route for file in files]
    assert [len(read(file.content, "urlset")) for file in files] == [50_000, 1]


@given(st.integers(0, 60), st.integers(1, 20), st.integers(400, 3000))
def test_every_address_is_in_one_of_them_in_order(count: int, addresses: int, size: int) -> None:
    made = sitemaps(views(count), ADDRESS, Limits(addresses, size))
    files = made[1:] if len(made) > 1 else made
    listed = [address for file in files for address in read(file.content, "urlset")]
    assert listed == [ADDRESS + view.route for view in views(count)]
    for file in files:
        assert len(read(file.content, "urlset")) <= addresses
        assert len(file.content) <= size
