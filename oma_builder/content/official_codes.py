"""Codes of registers, as an author copies them: trades, places, criteria, diplomas, companies, schools, repositories."""

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from oma_builder.content.fields import Given, shaped, shown

_UAI = re.compile(r"\d{7}[A-Z]", re.ASCII)
_UAI_KEYS = "ABCDEFGHJKLMNPRSTUVWXYZ"

RomeCode = Annotated[
    Given,
    *shaped(
        re.compile(r"[A-N]\d{4}", re.ASCII),
        "rome-forme",
        "un code ROME",
        "écrivez une lettre de A à N et quatre chiffres, comme H2913",
    ),
]
TerritoryCode = Annotated[
    Given,
    *shaped(
        re.compile(r"\d{2}", re.ASCII),
        "code-territoire",
        "un code de territoire",
        "écrivez deux chiffres, comme 09 ou 31",
        "integer",
        minimum=0,
        maximum=99,
    ),
]

CriterionNumber = Annotated[
    Given,
    *shaped(
        re.compile(r"[1-9]\d?\.[1-9]\d?", re.ASCII),
        "critere-inconnu",
        "un numéro de critère",
        "écrivez le numéro du thème, un point et celui du critère, comme 1.1 ou 10.12",
        "number",
    ),
]
"""A criterion of RGAA, such as 1.1: one or two digits, a point, one or two digits."""

RncpCode = Annotated[
    Given,
    *shaped(
        re.compile(r"RNCP\d{2,5}", re.ASCII),
        "rncp-forme",
        "un code RNCP",
        "écrivez RNCP et ses chiffres, sans espace, comme RNCP37537",
    ),
]
"""Number of a diploma in the Répertoire national des certifications professionnelles."""

OnisepCode = Annotated[
    Given,
    *shaped(
        re.compile(r"FOR\.\d{1,6}", re.ASCII),
        "onisep-forme",
        "un identifiant de l’ONISEP",
        "écrivez FOR, un point et ses chiffres, comme FOR.2246",
    ),
]
"""Number of a diploma on the site of the ONISEP, which lists the schools that prepare for it."""

FAP = re.compile(r"[A-Z][0-9A-Z][A-Y]\d{2}", re.ASCII)
FapCode = Annotated[
    Given,
    *shaped(
        FAP,
        "fap-forme",
        "un code de métier de l’enquête",
        "écrivez cinq signes, comme V0X60 : ils sont dans le fichier de l’année, sous recrutement/",
    ),
]
"""A trade of the survey of recruitments: a *famille professionnelle* of FAP-2021 (Dares), at its level of 228."""


def _siret(value: str) -> str:
    from stdnum.fr import siret  # few documents have one, and its library looks for plugins of its own

    if siret.is_valid(value):
        return str(siret.compact(value))
    raise PydanticCustomError(
        "siret-invalide",
        "« {value} » n’est pas un numéro SIRET",
        {"value": value, "hint": "recopiez ses quatorze chiffres : au moins un est faux, ou manque"},
    )


SiretCode = Annotated[
    Given,
    AfterValidator(_siret),
    shown(r" *\d(?:[ .]*\d){13} *", "recopiez ses quatorze chiffres", "integer", minimum=0, maximum=10**14 - 1),
]
"""An establishment of a company: fourteen digits with Luhn's key, or La Poste's exception (INSEE)."""


def _uai(value: str) -> str:
    value = value.upper()
    if _UAI.fullmatch(value) and _UAI_KEYS[int(value[:7]) % 23] == value[7]:
        return value
    raise PydanticCustomError(
        "uai-invalide",
        "« {value} » n’est pas un code UAI",
        {"value": value, "hint": "recopiez ses sept chiffres et sa lettre, en capitale : l’un d’eux est faux"},
    )


UaiCode = Annotated[
    Given, AfterValidator(_uai), shown(_UAI.pattern, "recopiez ses sept chiffres et sa lettre, en capitale")
]
"""A school: seven digits and the letter of their rest by 23 (Éducation nationale)."""

RepositoryName = Annotated[
    Given,
    *shaped(
        re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)+", re.ASCII),
        "depot-forme",
        "le nom d’un dépôt",
        "écrivez l’organisation, une barre oblique et le dépôt, comme mon-organisation/guide",
    ),
]
ProfileName = Annotated[
    Given,
    *shaped(
        re.compile(r"[A-Za-z0-9][\w.-]*\.icc", re.ASCII),
        "profil-forme",
        "le nom d’un profil ICC",
        "écrivez le nom du fichier, sans dossier, comme PSOuncoated_v3_FOGRA52.icc",
    ),
]
BranchName = Annotated[
    Given,
    *shaped(
        re.compile(r"[A-Za-z0-9][\w./-]*", re.ASCII),
        "depot-forme",
        "le nom d’une branche",
        "écrivez-le sans espace ni accent, comme main",
    ),
]
ApplicationId = Annotated[
    Given,
    *shaped(
        re.compile(r"[0-9a-f]{64}", re.ASCII),
        "depot-forme",
        "l’identifiant d’une application de GitLab",
        "recopiez ses 64 signes, entre guillemets si ce sont tous des chiffres",
    ),
]
