"""The guide cut to a sector, to a place or to chosen trades: each a smaller guide, whole in itself."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations, product
from pathlib import Path

import pikepdf
import pytest

from oma_builder.guide import routes
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.print.editions import edition, planned, whole
from oma_builder.print.forms import FORMS, SCREEN
from oma_builder.print.parts import Paper
from oma_builder.print.territories import territory_chapter
from oma_builder.problems import ExitCode
from tests.built import A_TRADE, ANOTHER_TRADE, FULL, TODAY, squeezed, text_of_pages
from tests.papers import (
    bare,
    chapter,
    chapter_as_drawn,
    chapters,
    destinations,
    index_names,
    linked,
    links_astray,
    lonely_headings,
    words_off_the_page,
)
from tests.press_reading import MM, bled, boxes, foreign_colours
from tests.printed import Print, Source, facts, printed, source, trades_on
from tests.sharing import CACHE, once, place_of_run
from tests.tools import MINIMAL, ROOT, workshop

pytestmark = [pytest.mark.paper, pytest.mark.slow]


@dataclass(frozen=True)
class Cut:
    """A cut guide, and what it must hold: the words on its cover, the trades in it by name."""

    paper: Print
    title: str
    about: str
    inside: frozenset[str]

    @property
    def whole(self) -> Guide:
        """Return the guide that it was cut from."""
        return self.paper.source.guide

    @property
    def kept(self) -> list[Metier]:
        """Return its trades."""
        return [metier for metier in self.whole.metiers if metier.id in self.inside]

    @property
    def others(self) -> list[Metier]:
        """Return the trades that it leaves out."""
        return [metier for metier in self.whole.metiers if metier.id not in self.inside]

    @cached_property
    def places(self) -> dict[str, int]:
        """Return the page of each of its trades."""
        return {name: pages[0] for name, pages in trades_on(self.paper.pages, self.whole).items() if pages}


CUTS = {
    "sector": ("real", "secteur", ("bois",)),
    "place": ("real", "territoire", ("gard",)),
    "academy": ("real", "territoire", ("academie-toulouse",)),
    "trades": ("real", "selection", (A_TRADE, ANOTHER_TRADE, A_TRADE)),
    "trade": ("real", "selection", (A_TRADE,)),
    "small-sector": ("full", "secteur", ("exemple",)),
}


@pytest.fixture(scope="module", params=CUTS)
def cut(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Cut:
    name, kind, things = CUTS[request.param]
    paper = printed(source(tmp_path_factory, name), kind, things)
    guide = paper.source.guide
    if kind == "selection":
        named = [metier for metier in guide.metiers if metier.id in things]
        return Cut(paper, "Ma sélection", ", ".join(metier.title.both for metier in named), frozenset(things))
    if kind == "territoire":
        (place,) = (found for found in guide.territories if found.id in things)
        everyone = frozenset(metier.id for metier in guide.metiers)
        return Cut(paper, place.name, f"{len(everyone)} métiers", everyone)
    (sector,) = (found for found in guide.sectors if found.id in things)
    own = frozenset(metier.id for metier in guide.metiers if metier.sector.route == sector.route)
    return Cut(paper, sector.name, f"{len(own)} métier{'s' if len(own) > 1 else ''}", own)


def test_the_cover_says_what_it_is_about(cut: Cut) -> None:
    cover = bare(cut.paper.pages[0])
    site = cut.whole.site
    assert bare(f"{site.title}{cut.title}{cut.about}Édition {site.edition}") in cover
    assert bare(site.slogan) not in cover
    assert facts(cut.paper.pdf)["Title"] == f"{site.title} – {cut.title} – {site.edition}"


def test_it_holds_its_trades_and_no_others(cut: Cut) -> None:
    found = trades_on(cut.paper.pages, cut.whole)
    assert {name for name, pages in found.items() if pages} == cut.inside
    assert all(len(found[name]) == 1 for name in cut.inside)
    for metier in cut.kept:
        assert bare(metier.title.both) in bare(cut.paper.pages[cut.places[metier.id] - 1])


def test_the_contents_name_what_is_in_it_with_its_page(cut: Cut) -> None:
    told = bare(chapter(cut.paper, cut.whole, "Sommaire")[1])

    def pages_of(title: str) -> list[int]:
        return [int(number) for number in re.findall(rf"{re.escape(bare(title))}\.*(\d+)", told)]

    expected = {metier.title.both: [cut.places[metier.id]] for metier in cut.kept}
    opened = {sector.name: opening(cut.paper, sector.name) for sector in cut.whole.sectors}
    assert len(cut.inside) == sum(map(len, expected.values()))
    shown = {sector.name: bool({card.id for card in sector.metiers} & cut.inside) for sector in cut.whole.sectors}
    assert {name: bool(pages) for name, pages in opened.items()} == shown
    expected |= opened
    expected |= {metier.title.both: [] for metier in cut.others}
    expected |= {title: starting(cut.paper, title) for title in chapters(cut.whole)}
    assert {title: pages_of(title) for title in expected} == expected


def opening(paper: Print, sector: str) -> list[int]:
    """Return the page that opens a sector, if there is one."""
    start = bare(f"Secteur{sector}")
    return [
        number for number, text in enumerate(paper.pages, 1) if text.startswith("Secteur\n") and start in bare(text)
    ]


def starting(paper: Print, title: str) -> list[int]:
    """Return the page on which a chapter starts, if there is one: pages with a running head have something above it."""
    found = [number for number, text in enumerate(paper.pages, 1) if text.startswith(f"{title}\n")]
    return found[:1]


def test_the_index_names_its_trades_and_nothing_else(cut: Cut) -> None:
    _, text = chapter(cut.paper, cut.whole, "Index des métiers")
    told = bare(text).casefold()
    names: dict[str, list[int]] = {}
    for metier in cut.kept:
        titles = (metier.title, *metier.synonyms)
        written = {*(word for title in titles for word in index_names(title)), *metier.keywords}
        for name in {bare(word).casefold() for word in written}:  # with and without a capital letter, it is one entry
            names.setdefault(name, []).append(cut.places[metier.id])
    missing = [
        name
        for name, pages in names.items()
        if not re.search(rf"{re.escape(name)},{','.join(map(str, sorted(pages)))}(?![\d,])", told)
    ]
    assert missing == []
    assert {int(page) for page in re.findall(r",(\d+)", told)} <= {cut.places[metier.id] for metier in cut.kept}


def test_diplomas_and_interests_lead_to_its_trades_alone(cut: Cut) -> None:
    leading = {
        found.id for found in cut.whole.formations if {card.id for card in (*found.metiers, *found.later)} & cut.inside
    }
    with pikepdf.open(cut.paper.pdf) as pdf:
        told = {name.removeprefix("formation-") for name in destinations(pdf) if name.startswith("formation-")}
    idle = {
        found.id for found in cut.whole.formations if not (found.metiers or found.later)
    }  # a guide of a place keeps them
    assert told - idle == leading
    listed = [
        text
        for title in ("Centres d’intérêt", "Les formations")
        if starting(cut.paper, title)
        for text in [chapter_as_drawn(cut.paper, cut.whole, title)]
    ]
    assert listed
    diplomas = sorted((bare(found.title) for found in cut.whole.formations), key=len, reverse=True)
    for diploma in diplomas:  # what follows a diploma may bear the name of a trade: CAP Fleuriste
        listed = [text.replace(diploma, "") for text in listed]
    assert [metier.id for metier in cut.others if any(bare(metier.title.both) in text for text in listed)] == []


def test_a_page_is_given_for_its_own_trades_only(cut: Cut) -> None:
    text = squeezed("".join(cut.paper.pages))
    for metier in cut.whole.metiers:
        title = re.escape(squeezed(metier.title.both))
        told = {int(page) for page in re.findall(rf"(?<![^\W\d]){title}(?:\(|—|–)p\.(\d+)", text)}
        assert told <= {cut.places.get(metier.id)}, metier.id


def test_every_link_lands_in_the_book_or_on_the_site(cut: Cut) -> None:
    with pikepdf.open(cut.paper.pdf) as pdf:
        assert links_astray(pdf) == []
        places = destinations(pdf)
        addresses = {str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note}
    assert {name: page for name, page in places.items() if name.startswith("metier-")} == {
        f"metier-{name}": page for name, page in cut.places.items()
    }
    assert all(address.startswith(("https://", "mailto:")) for address in addresses)
    site = cut.whole.site.address
    on_site = {address.removeprefix(site) for address in addresses if address.startswith(site)}
    close = {card.route for metier in cut.kept for card in metier.similar if card.id not in cut.inside}
    assert close <= on_site
    assert {route.partition("#")[0] for route in on_site if route.startswith("metiers/")} <= {
        metier.route for metier in cut.whole.metiers
    }


def test_no_page_is_badly_set(cut: Cut) -> None:
    assert words_off_the_page(cut.paper.pdf) == []
    with pikepdf.open(cut.paper.pdf) as pdf:
        assert lonely_headings(cut.paper.pdf, pdf) == []


PLACES = {
    "occitanie": "Zorvi",
    "academie-toulouse": "Zulta",
    "haute-garonne": "Zagme",
    "tarn": "Zibro",
    "academie-montpellier": "Zenka",
    "gard": "Zymol",
}
"""A region of two academies, with a word that stands for each place and is nowhere else."""

DEPARTMENTS = ("haute-garonne", "tarn", "gard")
AROUND = {
    "tarn": {"occitanie", "academie-toulouse", "tarn"},
    "gard": {"occitanie", "academie-montpellier", "gard"},
    "academie-toulouse": {"occitanie", "academie-toulouse", "haute-garonne", "tarn"},
    "occitanie": set(PLACES),
}
"""What is near: what a place is in, what is in it, and itself."""

LOCAL = {
    "evenements/journee": ("titre: Exemple de journée", "titre: Journée", "territoires: [academie-toulouse]"),
    "acteurs/exemple": ("nom: Exemple de CLEE", "nom: Acteur", "territoires: [academie-toulouse]"),
    "initiatives/exemple": ("nom: Exemple d'initiative", "nom: Initiative", "territoires: [haute-garonne]"),
    "accueils/exemple": (
        "organisme: Exemple d'organisme d'accueil",
        "organisme: Accueil",
        "departement: haute-garonne",
    ),
    "campus/exemple": ("nom: Exemple de campus", "nom: Campus", "departements: [haute-garonne]"),
}
"""For each kind of thing that is somewhere: its sample, how it is called, how it is called here, where it is."""


def region(places: pytest.TempPathFactory) -> Source:
    """Return the full mini-site with one thing of each kind in every place, each named after it."""
    folder = place_of_run(places) / "region"
    return once(folder, lambda: write_region(folder))


def write_region(folder: Path) -> Source:
    content = Path(shutil.copytree(FULL, workshop(folder, folder.with_name(CACHE)) / "content"))
    add_places(content)
    for sample, said in LOCAL.items():
        add_local(content / f"{sample}.yaml", said)
    add_claims(content / "metiers" / "exemple.yaml")
    return Source(content, TODAY, folder)


def add_places(content: Path) -> None:
    for name, called, sample, code, above in (
        ("tarn", "Tarn", "haute-garonne", 81, "academie-toulouse"),
        ("academie-montpellier", "Académie de Montpellier", "academie-toulouse", 11, "occitanie"),
        ("gard", "Gard", "haute-garonne", 30, "academie-montpellier"),
    ):
        text = (content / "territoires" / f"{sample}.yaml").read_text(encoding="utf-8")
        text = re.sub(r"^nom: .*", f"nom: {called}", text, flags=re.MULTILINE)
        text = re.sub(r"^code: .*", f"code: {code}", text, flags=re.MULTILINE)
        text = re.sub(r"^rattachement: .*", f"rattachement: {above}", text, flags=re.MULTILINE)
        (content / "territoires" / f"{name}.yaml").write_text(text, encoding="utf-8")


def add_local(sample: Path, said: tuple[str, str, str]) -> None:
    """Add a thing of the kind of a sample to every place where it can be."""
    old_name, new_name, old_place = said
    text = sample.read_text(encoding="utf-8")
    assert old_name in text
    assert old_place in text
    former = re.findall(r"[a-z-]+", old_place)[-1]
    for place in PLACES if old_place.startswith("territoires") else DEPARTMENTS:
        told = text.replace(old_name, f"{new_name} {PLACES[place]}")
        told = told.replace(old_place, old_place.replace(former, place))
        (sample.parent / f"{place}.yaml").write_text(told, encoding="utf-8")


def add_claims(trade: Path) -> None:
    claims = "".join(
        f"  - territoire: {place}\n    constat: Constat {word}.\n"
        "    source:\n      titre: Exemple de source\n      date: 2026-09-03\n"
        for place, word in PLACES.items()
    )
    text = trade.read_text(encoding="utf-8")
    assert "recrute:\n" in text
    trade.write_text(text.replace("recrute:\n", f"recrute:\n{claims}"), encoding="utf-8")


@pytest.mark.parametrize("place", AROUND)
def test_a_place_has_what_is_near_it_and_nothing_else_of_the_region(
    place: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paper = printed(region(tmp_path_factory), "territoire", (place,))
    text = bare("".join(paper.pages))
    kinds = {name.partition(": ")[2]: where.startswith("territoires") for _, name, where in LOCAL.values()}
    found, wanted = set(), set()
    for (kind, is_anywhere), (where, word) in product({**kinds, "Constat": True}.items(), PLACES.items()):
        found |= {(kind, where)} if bare(f"{kind} {word}") in text else set()
        wanted |= {(kind, where)} if where in AROUND[place] and (is_anywhere or where in DEPARTMENTS) else set()
    assert found == wanted
    with pikepdf.open(paper.pdf) as pdf:
        told = {name for name in destinations(pdf) if name.startswith("territoire-")}
    assert told == {f"territoire-{where}" for where in AROUND[place]}
    assert {name for name, pages in trades_on(paper.pages, paper.source.guide).items() if pages} == {
        metier.id for metier in paper.source.guide.metiers
    }


def test_what_is_everywhere_is_in_the_guide_of_every_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    guide = printed(source(tmp_path_factory, "real"), "territoire", ("gard",)).source.guide
    everywhere = [found.name for found in guide.initiatives if not found.territories]
    assert everywhere
    text = bare("".join(printed(source(tmp_path_factory, "real"), "territoire", ("gard",)).pages))
    assert all(bare(name) in text for name in everywhere)


@pytest.mark.parametrize("place", ["gard", "academie-toulouse", "occitanie"])
def test_the_map_shows_where_a_place_lies_in_the_whole_region(
    place: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    guide = source(tmp_path_factory, "real").guide
    atlas = territory_chapter(edition(guide, "territoire", (place,), SCREEN).guide, Paper({}, {}, ""))["atlas"]
    inside = [found["path"] for academie in atlas["academies"] for found in academie]
    assert len(inside) == {"gard": 1, "academie-toulouse": 8, "occitanie": 13}[place]
    assert len({*inside, *atlas["around"]}) == len(inside) + len(atlas["around"]) == 13


FORMED = {"sector": ("full", "secteur", ("exemple",)), "trade": ("real", "selection", (A_TRADE,))}


@pytest.fixture(scope="module", params=FORMED)
def formed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Print]:
    """Return what prints a cut guide in a form."""
    name, kind, things = FORMED[request.param]
    given = source(tmp_path_factory, name)
    return lambda form: printed(given, kind, things, form)


A4 = (210 * MM, 297 * MM)


def test_on_the_press_a_cut_guide_is_a_bound_book_with_a_cover_of_its_own(formed: Callable[[str], Print]) -> None:
    press, screen = formed("presse"), formed("ecran")
    stem = screen.pdf.stem
    assert [file.name for file in press.files] == [f"{stem}-presse.pdf", f"{stem}-presse-couverture.pdf"]
    inside, cover = (boxes(file.read_bytes()) for file in press.files)
    assert len(inside) % 4 == 0
    assert len(inside) - len(screen.pages) in range(4)
    prints = press.source.guide.site.prints
    thickness = (prints.sheet_thickness * len(inside) / 2 + prints.cover_thickness) * MM
    pages = [(number, page, A4[0]) for number, page in enumerate(inside, 1)]
    for number, page, width in (*pages, (0, cover[0], 2 * A4[0] + thickness)):
        left, foot, right, head = page["Trim"]
        assert (right - left, head - foot) == pytest.approx((width, A4[1]), abs=0.03)
        assert page["Bleed"] == pytest.approx(bled(page["Trim"], number), abs=0.03)
    assert len(cover) == 1
    for file in press.files:
        assert foreign_colours(file.read_bytes(), "DeviceCMYK", "DeviceGray", "Pattern", "Separation All") == set()
    assert trades_on(press.pages, press.source.guide) == trades_on(screen.pages, press.source.guide)


def test_the_cover_apart_says_what_the_book_is_about(formed: Callable[[str], Print]) -> None:
    press, screen = formed("presse"), formed("ecran")
    title = press.source.guide.site.title
    said = bare(screen.pages[0].partition(f"\n{title}\n")[2].partition("\nÉdition")[0])
    assert said
    assert bare(title) + said in bare(text_of_pages(press.files[1])[0])
    assert facts(press.files[1])["Title"] == f"{facts(screen.pdf)['Title']} – couverture"


@pytest.mark.parametrize(("form", "size"), [("photocopie", A4), ("livret", A4[::-1])])
def test_what_schools_print_of_a_cut_guide_is_grey_and_a4(
    formed: Callable[[str], Print], form: str, size: tuple[float, float]
) -> None:
    paper, screen = formed(form), formed("ecran")
    assert [file.name for file in paper.files] == [f"{screen.pdf.stem}-{form}.pdf"]
    assert foreign_colours(paper.pdf.read_bytes(), "DeviceGray", "Pattern", "Indexed") == set()
    for page in boxes(paper.pdf.read_bytes()):
        assert page["Media"] == page["Trim"] == pytest.approx([0, 0, *size], abs=0.03)
    assert form == "photocopie" or len(paper.pages) % 2 == 0
    (title,) = facts(screen.pdf)["Title"].split(" – ")[1:2]
    assert bare(title) in bare("".join(paper.pages))


def test_no_guide_is_written_over_another(tmp_path_factory: pytest.TempPathFactory) -> None:
    guide = source(tmp_path_factory, "real").guide
    trades = [metier.id for metier in guide.metiers]
    cuts: list[tuple[str, tuple[str, ...]]] = [("secteur", (sector.id,)) for sector in guide.sectors]
    cuts += [("territoire", (place.id,)) for place in guide.territories]
    cuts += [("selection", tuple(trades[:count])) for count in range(1, len(trades) + 1)]
    cuts += [("selection", tuple(trades[count:])) for count in range(1, len(trades))]
    made = [edition(guide, name, things, form) for (name, things), form in product(cuts, FORMS.values())]
    made += [whole(guide, form) for form in FORMS.values()]
    names = [one.name for one in made] + [routes.cover_name(one.name) for one in made if one.form.cover_apart]
    assert len(names) == len(set(names)) > 4 * len(cuts)
    assert all(re.fullmatch(r"[a-z0-9+-]{1,120}", name) for name in names)


def test_a_selection_has_one_name_in_whatever_order_it_is_typed(tmp_path_factory: pytest.TempPathFactory) -> None:
    guide = source(tmp_path_factory, "real").guide
    names = {edition(guide, "selection", order, SCREEN).name for order in permutations((A_TRADE, ANOTHER_TRADE))}
    assert names == {f"oma-guide-selection-{A_TRADE}+{ANOTHER_TRADE}"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the content of the minimal site, of one trade, with a sector that has none and asks to be printed."""
    content = Path(shutil.copytree(MINIMAL, tmp_path_factory.mktemp("small") / "content"))
    sector = (content / "secteurs" / "exemple.yaml").read_text(encoding="utf-8")
    (content / "secteurs" / "desert.yaml").write_text(sector.replace("Exemple de secteur", "Désert"), encoding="utf-8")
    with (content / "site.yaml").open("a", encoding="utf-8") as site:
        site.write("impression:\n  secteurs: [desert, exemple]\n")
    return content


def test_a_build_prints_no_guide_of_a_sector_without_trades(small: Path) -> None:
    guide = linked(small)
    assert [one.name for one in planned(guide)] == ["oma-guide", "oma-guide-secteur-exemple"]
    assert [document.route for document in guide.site.prints.documents] == [routes.sector_pdf("exemple")]


def test_a_department_may_be_named_by_its_number(small: Path) -> None:
    by_number, by_name = (edition(linked(small), "territoire", (name,), SCREEN) for name in ("31", "haute-garonne"))
    assert (by_number.name, by_number.part) == (by_name.name, by_name.part)
    assert edition(linked(small), "territoire", ("31", "haute-garonne"), SCREEN).name == by_name.name


REFUSED = {
    "far number": ("territoire 75", "aucun territoire publié ne s’appelle « 75 »", "haute-garonne"),
    "no sector": ("secteur", "il manque le nom du secteur", "content/secteurs/ : desert, exemple"),
    "no place": ("territoire", "il manque le nom du territoire", "content/territoires/"),
    "no trade": ("selection", "il manque le nom du métier", "content/metiers/ : exemple"),
    "near sector": ("secteur exemples", "aucun secteur publié ne s’appelle « exemples »", "« exemple » ?"),
    "near place": ("territoire haute_garonne", "aucun territoire publié", "« haute-garonne » ?"),
    "near trade": ("selection exemple exmple", "aucun métier publié ne s’appelle « exmple »", "« exemple » ?"),
    "far sector": ("secteur zzz", "aucun secteur publié ne s’appelle « zzz »", "content/secteurs/ : desert, exemple"),
    "far place": ("territoire zzz", "« zzz »", "academie-toulouse, haute-garonne, occitanie"),
    "far trade": ("selection zzz", "aucun métier publié ne s’appelle « zzz »", "content/metiers/ : exemple"),
    "two sectors": ("secteur exemple desert", "cette édition est celle d’un secteur", "un seul à la fois"),
    "two places": ("territoire occitanie haute-garonne", "celle d’un territoire", "un seul à la fois"),
    "empty sector": ("secteur desert", "le secteur « Désert » n’a aucun métier publié", "« secteur: desert »"),
    "whole of names": ("presse exemple", "celle du guide entier", "--edition selection"),
    "whole in a form": ("presse --tirage livret", "« presse » a déjà sa forme", "--edition secteur"),
    "sheet in a form": ("fiche exemple --tirage presse", "« fiche » a déjà sa forme", "--edition secteur"),
    "no such form": ("secteur exemple --tirage couleur", "« couleur » n’est pas l’un de", "'livret'"),
    "no such edition": ("secteurs exemple", "« secteurs » n’est pas l’un de", "'secteur'"),
}


def typed_in(content: Path, output: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `python build.py pdf --edition …`."""
    where = ("--content", content, "--output", output, "--today", TODAY.isoformat())
    command: list[str | Path] = [sys.executable, ROOT / "build.py", "pdf", *where, "--edition", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_printed_is_refused_in_plain_french(case: str, small: Path, tmp_path: Path) -> None:
    typed, sentence, hint = REFUSED[case]
    done = typed_in(small, tmp_path / "out", *typed.split())
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert sentence in done.stderr
    assert hint in done.stderr.partition(sentence)[2]
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_command_prints_a_guide_of_one_trade(small: Path, tmp_path: Path) -> None:
    done = typed_in(small, tmp_path, "selection", "exemple", "--tirage", "presse")
    assert done.returncode == ExitCode.FINE, done.stderr
    names = ["oma-guide-selection-exemple-presse.pdf", "oma-guide-selection-exemple-presse-couverture.pdf"]
    *_, book, cover, counted = done.stdout.splitlines()
    assert [book, cover] == [str(tmp_path / name) for name in names]
    assert counted == "2 PDF écrits ; 2 avertissements."  # of the sector without a trade, and of its colour
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert len(text_of_pages(tmp_path / names[0])) % 4 == 0
