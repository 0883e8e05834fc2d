"""The yearly report of the agreement (art. 9): the linked guide and what Git remembers → sections of tables."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oma_builder.content.history import Snapshot
from oma_builder.content.loader import Corpus
from oma_builder.guide.model import Guide
from oma_builder.guide.vocabulary import french_date
from oma_builder.stewardship.links import external
from oma_builder.stewardship.report_approvals import approvals
from oma_builder.stewardship.report_changes import changes
from oma_builder.stewardship.report_coverage import coverage
from oma_builder.stewardship.report_films import films
from oma_builder.stewardship.report_links import external_links
from oma_builder.stewardship.report_recruitment import recruitment
from oma_builder.stewardship.report_tables import Section, Table, typeset
from oma_builder.stewardship.report_upkeep import editions, events, freshness
from oma_builder.stewardship.visits import Answer


@dataclass(frozen=True, slots=True)
class Report:
    """One year's report: what it shows, as things stood on `today`."""

    year: int
    today: datetime.date
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """What the report calls itself."""
        return f"Bilan {self.year}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """All its tables, in reading order."""
        return tuple(table for section in self.sections for table in section.tables)


def report_of(
    guide: Guide,
    corpus: Corpus,
    year: int,
    since: datetime.date,
    past: tuple[Snapshot, Snapshot] | None,
    answers: Mapping[str, Answer],
) -> Report:
    """Return the report of a year; `past` is the trades as they were on `since` and at its end, where Git knows them.

    `answers` are those of other sites that are remembered.

    What changed is told of `since`, usually the first of January; all else is as it stands on the day of the guide.
    """
    sections = (
        coverage(guide),
        recruitment(guide, corpus),
        films(guide, corpus),
        freshness(guide, corpus, year),
        approvals(guide),
        editions(guide, corpus, year),
        events(guide, corpus, year),
        changes(guide, corpus, since, past),
        external_links(external(corpus), answers),
        method(guide, year),
    )
    return Report(year, guide.today, tuple(map(typeset, (essentials(sections), *sections))))


def essentials(sections: Iterable[Section]) -> Section:
    """Return the few numbers that open the report: those that its sections give for it."""
    rows = tuple(row for section in sections for row in section.key)
    note = "Le détail de chaque nombre est plus bas, avec sa source."
    table = Table("essentiel", "Les nombres de l’année", ("Ce qui est compté", "Nombre"), rows, note)
    return Section("essentiel", "L’essentiel", (), (table,))


def method(guide: Guide, year: int) -> Section:
    """Return what the report counts, and what it can say nothing of."""
    belated = (
        f"{year} est finie : ses événements, ses éditions, ses relectures et ses changements sont ceux de l’année ; le reste"
        f" est l’état du guide le {french_date(guide.today)}."
    )
    return Section(
        "methode",
        "Comment ce bilan est fait",
        (
            (
                f"Ce bilan est tiré des fiches du guide par la commande « python build.py report --year {year} », le"
                f" {french_date(guide.today)}. Rien n’y est saisi à la main : un chiffre qui surprend se corrige dans les fiches."
            ),
            (
                "Aucun lecteur n’est suivi : le site ne compte ni visites, ni lectures, ni téléchargements, et ce bilan ne peut"
                " donc pas dire combien de personnes ont lu une fiche. Ce qu’on sait des usages se demande aux établissements."
            ),
            (
                "Ne sont comptées que les fiches montrées ce jour-là : ni les brouillons, ni ce qui est expiré ou à venir, ni les"
                " exemples. Chaque tableau est aussi un fichier CSV, à ouvrir avec un tableur."
            ),
            *((belated,) if year < guide.today.year else ()),
        ),
    )
