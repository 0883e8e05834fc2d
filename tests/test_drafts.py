"""A guide that both parties have not approved says so on every page of every edition; an approved one on none."""

import re
from pathlib import Path

import pytest

from oma_builder.guide.vocabulary import french_date
from oma_builder.printing import erratum
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import squeezed
from tests.papers import run
from tests.printed import Source, printed, source

pytestmark = [pytest.mark.paper, pytest.mark.slow]

EDITIONS = [
    ("ecran", ()),
    ("presse", ()),
    ("photocopie", ()),
    ("livret", ()),
    ("fiche", ()),
    ("secteur", ("exemple",)),
    ("territoire", ("haute-garonne",)),
    ("selection", ("exemple", "voisin")),
]
STAMP = re.compile(r"Épreuvedu(.+?)–empreinte([0-9a-f]{8})(?![0-9a-f])")


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return source(tmp_path_factory, "full")


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return source(tmp_path_factory, "full-approved")


def pages(file: Path, *region: str) -> list[str]:
    """Return the text of each page, or of the same part of each, with its stamp."""
    return run("pdftotext", "-enc", "UTF-8", *region, file, "-").split("\f")[:-1]


def sheets(given: Source, edition: str, things: tuple[str, ...]) -> list[str]:
    """Return the bare text of every page of every file of an edition; of a booklet, of every half of a side.

    Blank pages, which fill sheets up, are left out of a book for the press and of a booklet.
    """
    halves = (("-x", "0"), ("-x", "421")) if edition == "livret" else ()
    texts: list[str] = []
    for file in printed(given, edition, things).files:
        for left in halves:
            texts += pages(file, *left, "-y", "0", "-W", "421", "-H", "596")
        texts += [] if halves else pages(file)
    return [text for page in texts if (text := squeezed(page)) or edition not in ("presse", "livret")]


@pytest.mark.parametrize(("edition", "things"), EDITIONS, ids=[name for name, _ in EDITIONS])
def test_a_draft_says_so_on_every_page(edition: str, things: tuple[str, ...], draft: Source) -> None:
    stamps = [STAMP.findall(text) for text in sheets(draft, edition, things)]
    assert stamps
    assert all(len(found) == 1 for found in stamps)
    assert {day for ((day, _),) in stamps} == {squeezed(french_date(draft.day))}


@pytest.mark.parametrize(("edition", "things"), EDITIONS, ids=[name for name, _ in EDITIONS])
def test_an_approved_guide_is_stamped_nowhere(edition: str, things: tuple[str, ...], approved: Source) -> None:
    texts = sheets(approved, edition, things)
    assert texts
    assert [text for text in texts if "preuvedu" in text] == []


def test_one_digest_stands_on_all_pages_and_in_the_imprint(draft: Source) -> None:
    texts = sheets(draft, "ecran", ())
    (digest,) = {found for text in texts for _, found in STAMP.findall(text)}
    assert len([text for text in texts if re.search(rf"Empreinte{digest}[0-9a-f]{{8}}", text)]) == 1


def test_what_says_something_else_has_another_digest(draft: Source) -> None:
    digests = {STAMP.findall(text)[0][1] for name, things in EDITIONS[5:] for text in sheets(draft, name, things)}
    assert len(digests) == 3


def test_an_erratum_of_a_draft_is_one_too(draft: Source, approved: Source) -> None:
    for given, count in ((draft, 1), (approved, 0)):
        project = Project(given.place, given.content, given.place, given.day, jobs=1)
        file, _ = erratum(project, "2026", silent)
        assert file
        place = given.place / "erratum.pdf"
        place.write_bytes(file.content)
        assert {len(STAMP.findall(squeezed(text))) for text in pages(place)} == {count}
