"""One year of the survey of recruitments: `content/recrutement/<year>.yaml`, made by `python build.py import bmo`."""

import datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from oma_builder.content import figures
from oma_builder.content.fields import RECORDED, Given
from oma_builder.content.kinds.base import Author, Source
from oma_builder.content.numbers import SurveyYear
from oma_builder.content.official_codes import FapCode

OfficialName = Annotated[Given, StringConstraints(max_length=240)]
"""A name as its publisher writes it, letter by letter."""


def _figures(value: str) -> str:
    """Refuse a line that is not of the survey, and show that one alone: there are up to sixteen."""
    for number, line in enumerate(value.splitlines()):
        if not figures.LINE.fullmatch(line):
            told = {"value": line, "hint": RECORDED, "lines_down": number + 1}
            raise PydanticCustomError("chiffres-invalides", "« {value} » n’est pas une ligne de chiffres", told)
    return value


Figures = Annotated[Given, AfterValidator(_figures)]
"""A line for each territory, as `content.figures` reads them."""


class SurveyedTrade(Author):
    """One trade of the survey, in the region, its academies and its departments."""

    fap: FapCode = Field(description="son code dans l’enquête (FAP-2021)")
    nom: OfficialName = Field(description="son nom dans l’enquête, tel quel")
    chiffres: Figures = Field(
        description="une ligne par territoire : les projets de recrutement, ceux que les employeurs jugent difficiles, les saisonniers"
    )


_MONTH_OUT = 5
"""By May, the survey of the year is out: those of 2023 to 2026 came in April."""

_OLDEST = 2
"""Surveys that may be newer than one that is shown."""


def newest_year(today: datetime.date) -> int:
    """Return the year of the survey that should be out."""
    return today.year if today.month >= _MONTH_OUT else today.year - 1


class Recrutement(Author):
    """What employers of the region planned to recruit in one year."""

    annee: SurveyYear = Field(description="l’année de l’enquête")
    source: Source = Field(description="l’enquête, et le jour où son fichier a été lu")
    metiers: Annotated[tuple[SurveyedTrade, ...], Field(min_length=1)] = Field(description="les métiers de l’enquête")

    @property
    def montre_jusqu_au(self) -> datetime.date:
        """The last day on which its figures are shown: the eve of the day when a third newer survey should be out."""
        return datetime.date(self.annee + _OLDEST + 1, _MONTH_OUT, 1) - datetime.timedelta(1)
