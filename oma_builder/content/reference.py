"""Embedded open data: ROME 4.0, the departments of Occitanie, the criteria of RGAA (sources in `data/SOURCES.md`)."""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

ROME_VERSION = "60"
RGAA_VERSION = "4.1.2"
REGION_CODE = "76"  # Occitanie, INSEE
TASTES = f"rome-v{ROME_VERSION}-gouts.csv"
_SETTINGS = 4
TASTES_COLUMNS = ("code", *"RIASEC", "lieux", "horaires", "contacts", "postures")


class RomeSheet(NamedTuple):
    """One *fiche* of ROME: its label, Holland themes (`minor` may be empty) and the codes one may move to."""

    label: str
    major: str
    minor: str
    moves: tuple[str, ...]


class RomeTastes(NamedTuple):
    """What ROME says of the taste for a trade, beyond its two themes (`rome/tastes.py` says how it was reckoned).

    For each of the six themes, how far the know-how asks for it beyond the mean trade, in hundredths of a standard deviation;
    then the settings, in the words of the field `cadre` of a trade.
    """

    skills: tuple[int, ...]
    places: tuple[str, ...]
    hours: tuple[str, ...]
    company: tuple[str, ...]
    postures: tuple[str, ...]


class SurveyedAs(NamedTuple):
    """How the official table leads from a ROME code to trades of the survey: by its code of before ROME 4, to these.

    There is none where that code stood for another trade before.
    """

    parent: str
    codes: tuple[str, ...]


class Departement(NamedTuple):
    """One department of the region, and the academy it belongs to."""

    name: str
    academie_code: str
    academie: str


class Criterion(NamedTuple):
    """One criterion of RGAA: the topic it belongs to, and what it asks."""

    topic: str
    title: str


@cache
def rome() -> dict[str, RomeSheet]:
    """Return the sheets of ROME 4.0 version 60 by code."""
    return {
        row["code"]: RomeSheet(
            row["libelle"], row["riasec_majeur"], row["riasec_mineur"], tuple(row["mobilites"].split())
        )
        for row in _rows("rome-v60.csv")
    }


@cache
def rome_tastes() -> dict[str, RomeTastes]:
    """Return what ROME says of tastes, by code."""
    return {
        code: RomeTastes(tuple(map(int, cells[:-_SETTINGS])), *(tuple(cell.split()) for cell in cells[-_SETTINGS:]))
        for code, *cells in csv.reader(data(TASTES).decode().splitlines()[1:])
    }


@cache
def surveyed_as() -> dict[str, SurveyedAs]:
    """Return the trades of the survey of recruitments that the official table allows, by ROME code: those used so far."""
    return {
        row["rome"]: SurveyedAs(row["rome_parent"], tuple(row["fap"].split())) for row in _rows("rome-fap-2021.csv")
    }


@cache
def departements() -> dict[str, Departement]:
    """Return the 13 departments of Occitanie by code."""
    return {
        row["code"]: Departement(row["nom"], row["code_academie"], row["academie"]) for row in _rows("departements.csv")
    }


@cache
def outside() -> dict[str, str]:
    """Return the names, by code, of the French departments that are not in the region."""
    return {row["code"]: row["nom"] for row in _rows("departements-hors-occitanie.csv")}


@cache
def rgaa() -> dict[str, Criterion]:
    """Return the 106 criteria of RGAA by number, in order."""
    return {row["critere"]: Criterion(row["thematique"], row["titre"]) for row in _rows(f"rgaa-{RGAA_VERSION}.csv")}


def data(name: str) -> bytes:
    """Return an embedded file as it is."""
    return (files("oma_builder") / "content" / "data" / name).read_bytes()


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(data(name).decode().splitlines()))
