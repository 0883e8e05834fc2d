"""The figures of one year → their file in the content, the same bytes for the same figures."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from oma_builder.content.figures import table_lines
from oma_builder.content.writing import quoted
from oma_builder.problems import Checked, Problem
from oma_builder.publish.output import write_one
from oma_builder.survey.bmo import Survey

_NOTICE = (
    "Enquête « Besoins en main-d’œuvre », écrite par « python build.py import bmo ». Ne modifiez pas ce fichier.",
    "Un nombre secret (« * » : de 1 à 4 projets, de 0 à 4 difficiles ou saisonniers) donne un intervalle.",
)
_ADDRESS = "https://www.data.gouv.fr/datasets/enquete-besoins-en-main-doeuvre-bmo"


def as_text(survey: Survey, day: datetime.date) -> str:
    """Return the file of a year, in the authors' words; `day` is the one on which it was read."""
    title = f"Enquête Besoins en main-d’œuvre (BMO) {survey.year}, France Travail et Crédoc (Licence Ouverte 2.0)"
    head = [f"# {line}" for line in _NOTICE]
    head += [f"annee: {survey.year}", "source:", f"  titre: {title}", f"  adresse: {_ADDRESS}", f"  date: {day}"]
    return "\n".join([*head, "metiers:", *_trades(survey)]) + "\n"


def _trades(survey: Survey) -> Iterator[str]:
    for trade in survey.trades:
        yield f"  - fap: {quoted(trade.code)}"
        yield f"    nom: {quoted(trade.name)}"
        yield "    chiffres: |"
        yield from (f"      {line}" for line in table_lines(trade.counts.items()))


def keep(survey: Survey, day: datetime.date, folder: Path, *, may_replace: bool) -> Checked[bool]:
    """Write the file of a year into `folder`; say whether it was written: figures that are there stay as they are.

    Other figures of the same year are a problem, unless they may be replaced. Raises `BuildError`.
    """
    file, text = folder / f"{survey.year}.yaml", as_text(survey, day)
    if file.exists():
        before = file.read_text(encoding="utf-8-sig", errors="replace")
        if _figures_of(before) == _figures_of(text):
            return Checked(False)
        if not may_replace:
            message = f"l’enquête {survey.year} est déjà dans {folder.name}/{file.name}, avec d’autres chiffres"
            hint = "si France Travail les a corrigés, ajoutez --replace ; sinon, ce fichier n’est pas le bon"
            return Checked(False, (Problem(file.name, 0, "bmo-deja-importe", message, hint),))
    write_one(file, text.encode())
    return Checked(True)


def _figures_of(text: str) -> list[str]:
    """Return all lines of a file but the day on which it was read, whatever Git made of its line ends."""
    return [line for line in text.splitlines() if not line.startswith("  date:")]
