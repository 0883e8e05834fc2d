"""What tests ask of a PDF, with outside tools and by its structure."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf

from oma_builder.content import loader
from oma_builder.films.files import stock
from oma_builder.guide import linker, routes, vocabulary
from oma_builder.guide.model import Guide
from oma_builder.guide.publication import true_ones
from oma_builder.guide.values import GenderedTitle
from tests.built import TODAY, Built, squeezed, text_of_pages
from tests.tools import need

A4 = (595.276, 841.89)
UA = "{http://www.aiim.org/pdfua/ns/id/}part"


@cache
def linked(content: Path) -> Guide:
    """Return the guide of a content folder that nobody changes, as its build on the tests’ day links it."""
    guide, _ = linker.link(loader.load(content, 1).value, TODAY, stock=stock(content.parent / "films"))
    assert guide is not None
    return guide


def run(tool: str, *arguments: str | Path) -> str:
    """Return what an outside tool prints; any failure of its own fails the test."""
    return subprocess.run([need(tool), *arguments], capture_output=True, text=True, encoding="utf-8", check=True).stdout


def bare(text: str) -> str:
    """Return a text without spaces nor hyphens: poppler takes a hyphen at the end of a line for a broken word."""
    return squeezed(text).replace("-", "")


def chapters(guide: Guide) -> dict[str, bool]:
    """Return the title of every chapter that may follow the trades, and whether this guide has anything for it."""
    return {
        "Ce qui m’intéresse": routes.QUIZ in guide.lists,
        "Centres d’intérêt": bool(guide.interests),
        "Les métiers en un coup d’œil": bool(guide.metiers),
        "Après la 3e, après le bac": any(formation.required_number is not None for formation in guide.formations),
        "Les formations": bool(guide.formations),
        "Stages et visites : les règles": bool(guide.rules or guide.hosts),
        **{handbook.title: True for handbook in guide.handbooks if handbook.is_chapter},
        "Envie d’entreprendre": bool(guide.initiatives),
        "Où les employeurs prévoient de recruter": any(territory.demand for territory in guide.territories),
        "Près de chez moi": bool(guide.territories),
        "L’année, mois par mois": any(thing.months for thing in (*guide.rules, *true_ones(guide.initiatives)))
        or any(true_ones(guide.events)),
        "Agenda": bool(guide.events),
        "Les mots du guide": guide.glossary is not None,
        "Index des métiers": True,
        "À propos de cette édition": True,
        "Mes pistes": True,
    }


def index_names(title: GenderedTitle) -> tuple[str, ...]:
    """Return the entries that a name has in the index: one for both genders, where both are looked for in one place."""
    if vocabulary.initial(title.masculine) == vocabulary.initial(title.feminine):
        return (title.both,)
    return (title.masculine, title.feminine)


def chapter_pages(site: Built, guide: Guide, title: str) -> range:
    """Return the numbers of the pages from the one that opens with a title to the end of its chapter, if there is one."""
    if not chapters(guide).get(title, True):
        return range(0)
    pages = text_of_pages(site.pdf)
    start = next(at for at, text in enumerate(pages, 1) if text.startswith(f"{title}\n"))
    others = {"Sommaire", "Secteur", *chapters(guide)} - {title}
    last = next((at for at in range(start, len(pages)) if pages[at].split("\n")[0] in others), len(pages))
    return range(start, last + 1)


def chapter(site: Built, guide: Guide, title: str) -> tuple[int, str]:
    """Return the first page of a chapter and its whole text."""
    numbers = chapter_pages(site, guide, title)
    pages = (text_of_pages(site.pdf)[number - 1] for number in numbers)
    # The page number at the foot would run into the last entry.
    told = (re.sub(rf"^{number}$", "", page, flags=re.MULTILINE) for number, page in zip(numbers, pages, strict=True))
    return numbers[0], "\n".join(told)


def chapter_as_drawn(site: Built, guide: Guide, title: str) -> str:
    """Return the bare text of a chapter, if there is one, in the order of the file: poppler would mix its columns."""
    ends = [str(number) for number in chapter_pages(site, guide, title)]
    return bare(run("pdftotext", "-raw", "-f", ends[0], "-l", ends[-1], site.pdf, "-")) if ends else ""


def destinations(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Return the page number of each named place."""
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {str(name): page_number(pdf, place) for name, place in tree.items()}


def links_astray(pdf: pikepdf.Pdf) -> list[str]:
    """Return the links inside a document that lead to no labelled heading."""
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    known = {_spot(pdf, place) for _, place in tree.items()}
    notes = [note for page in pdf.pages for note in page.get("/Annots", []) if "/Dest" in note]
    assert notes
    return [str(note.Contents) for note in notes if _spot(pdf, note.Dest) not in known]


def _spot(pdf: pikepdf.Pdf, place: Any) -> tuple[int, int]:
    """Return the page of a destination and how high it stands there, in points."""
    return page_number(pdf, place), round(float(_named(pdf, place)[3]))


def page_number(pdf: pikepdf.Pdf, place: Any) -> int:
    """Return the number of the page on which a destination stands."""
    return pdf.pages.index(pikepdf.Page(_named(pdf, place)[0])) + 1


def _named(pdf: pikepdf.Pdf, place: Any) -> Any:
    """Return a destination that may be given by its name."""
    return pikepdf.NameTree(pdf.Root.Names.Dests)[str(place)] if isinstance(place, pikepdf.String) else place


def structure(node: Any) -> Iterator[pikepdf.Object]:
    """Yield the elements of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from structure(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        yield from structure(node.get("/K"))


def heading_levels(pdf: pikepdf.Pdf) -> list[int]:
    """Return the level of each heading, in reading order."""
    names = [str(node.S) for node in structure(pdf.Root.StructTreeRoot)]
    return [int(name[2:]) for name in names if re.fullmatch(r"/H\d", name)]


def foreign_fonts(pdf: Path) -> list[str]:
    """Return the lines of `pdffonts` about a font that is not ours, embedded, subset and readable."""
    lines = run("pdffonts", pdf).splitlines()[2:]
    assert len(lines) >= 3
    ours = re.compile(r"[A-Z]{6}\+(AtkinsonHyperlegibleNext|BricolageGrotesque)-.* yes +yes +yes +\d+ +\d+$")
    return [line for line in lines if not ours.match(line)]


def words_off_the_page(pdf: Path) -> list[str]:
    """Return the words that reach into what an office printer cannot print."""
    boxes = r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>'
    found = re.findall(boxes, run("pdftotext", "-bbox", pdf, "-"))
    assert len(found) > 100
    margin = 14  # points
    return [
        word
        for left, top, right, bottom, word in found
        if not (
            margin <= float(left) <= float(right) <= A4[0] - margin
            and margin <= float(top) <= float(bottom) <= A4[1] - margin
        )
    ]


def lonely_headings(path: Path, pdf: pikepdf.Pdf) -> list[str]:
    """Return the labelled headings below which, on their page and in their column, nothing more is told."""
    pages = run("pdftotext", "-bbox", path, "-").split("<page ")[1:]
    spots = r'<word xMin="([-\d.]+)" yMin="([-\d.]+)"'
    words = [[(float(x), float(y)) for x, y in re.findall(spots, page)] for page in pages]
    foot, column = A4[1] - 50, 230  # points: above the folio, and as wide as a column is at least
    lonely = []
    for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items():
        across, down = float(place[2]), A4[1] - float(place[3])
        told = [
            x for x, y in words[page_number(pdf, place) - 1] if down + 11 < y < foot and 0 <= x - across + 3 < column
        ]
        if not told:
            lonely.append(str(name))
    return lonely


def badly_broken_lines(pdf: Path) -> list[str]:
    """Return the lines that start with French punctuation, or end with an opening mark."""
    lines = run("pdftotext", "-layout", pdf, "-").splitlines()
    return [line.strip() for line in lines if re.search(r"^\s*(?:[;:!?»]|\d* ?€)|«\s*$", line)]
