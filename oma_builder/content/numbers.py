"""The types of single numbers: each has its limits, and says what to write instead."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from oma_builder.content.fields import is_scalar, shown, without_marks
from oma_builder.content.slips import unquoted

DIGITS = re.compile(r"-?\d{1,9}", re.ASCII)


def _between(low: int, high: int) -> AfterValidator:
    def check(value: int) -> int:
        if low <= value <= high:
            return value
        raise PydanticCustomError(
            "nombre-invalide",
            "le nombre {value} est hors limites",
            {"value": value, "hint": f"la valeur va de {low} à {high}"},
        )

    return AfterValidator(check)


def _integer(hint: str) -> BeforeValidator:
    def check(value: object) -> object:
        if is_scalar(value) and DIGITS.fullmatch(value):
            return int(value)
        meant = unquoted(str(value))
        advice = without_marks(meant) if meant != value and DIGITS.fullmatch(meant) else hint
        raise PydanticCustomError(
            "nombre-invalide", "« {value} » n’est pas un nombre entier", {"value": str(value), "hint": advice}
        )

    return BeforeValidator(check)


def _number(
    low: int, high: int, hint: str = "écrivez seulement des chiffres, sans espace ni unité"
) -> tuple[BeforeValidator, AfterValidator, WithJsonSchema]:
    schema = shown(DIGITS.pattern, hint, "integer", minimum=low, maximum=high)  # a text when it is in quotes
    return _integer(hint), _between(low, high), schema


Level = Annotated[int, *_number(3, 8, "écrivez 3 pour CAP, 4 pour bac, 5 pour bac + 2, 6 pour bac + 3, 7 pour bac + 5")]
"""Level of the national framework: 3 CAP, 4 bac, 5 bac+2, 6 bac+3, 7 bac+5, 8 doctorat (Code du travail, D.6113-19)."""

Required = Annotated[int, *_number(0, 8, "écrivez 0 s’il ne faut aucun diplôme, 3 pour un CAP, 4 pour un bac…")]
"""What one must have to begin: a level of the national framework, or 0 where no diploma is asked for."""

EurosPerMonth = Annotated[int, *_number(100, 30_000)]
"""Gross pay for a month, in whole euros."""

Days = Annotated[int, *_number(1, 60)]
Years = Annotated[int, *_number(1, 10)]
Months = Annotated[int, *_number(1, 120)]
Month = Annotated[int, *_number(1, 12, "écrivez le numéro du mois : 11 pour novembre")]
"""A month of the year, as a date has it."""

Rank = Annotated[int, *_number(1, 99)]
Micrometres = Annotated[
    int, *_number(40, 400, "écrivez seulement un nombre de micromètres : 100 pour un dixième de millimètre")
]
FilmSeconds = Annotated[int, *_number(1, 180)]
SchoolYear = Annotated[int, *_number(2021, 2099, "écrivez l’année en quatre chiffres, comme 2026")]
"""A year since the agreement."""

SurveyYear = Annotated[int, *_number(2024, 2099, "écrivez l’année en quatre chiffres, comme 2025")]
"""A year of the survey of recruitments, since its trades are those of FAP-2021."""

Octets = Annotated[int, *_number(1, 999_999_999, "recopiez le nombre que donne « film prepare »")]
Pixels = Annotated[int, *_number(120, 7_680)]
PicturesPerSecond = Annotated[int, *_number(1, 120)]
Loudness = Annotated[
    int,
    *_number(
        -60,
        -5,
        "écrivez un nombre entier et son signe moins, sans unité : -23 ; plus il est bas, plus le son est faible",
    ),
]
"""Loudness of a whole programme, in LUFS (EBU R 128)."""

SignsPerSecond = Annotated[int, *_number(5, 30)]
SignsPerLine = Annotated[int, *_number(20, 60)]
Pages = Annotated[int, *_number(1, 9_999)]
