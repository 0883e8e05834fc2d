"""The types of single fields: what one value of an author may be.

Every scalar arrives as the text the author typed; the types here give it its meaning. A value that
breaks its rule raises `PydanticCustomError(code, message)`, whose code, French message and hint
become a `Problem` without translation (see `diagnosis.py`). Beside it stands what JSON Schema can say of
the same rule: text editors check it while one types, and CONTRIBUTING.md is written from it. Patterns
therefore name both letter cases and have no flags.
"""

import datetime
import re
from pathlib import PurePosixPath
from typing import Annotated, TypeGuard

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from oma_builder.content import addresses, alternatives, quotes, signs, slips
from oma_builder.content.typography import french, one_line, prose, slugify

_ABBREVIATED = re.compile(
    r"\b\w+[·•‧]\w+|\b\w+\((?:e|ne|le|se|te|rice|euse|ère|ière|trice)s?\)|\b\w{3,}\.e(?:\.s)?\b", re.IGNORECASE
)
_REGIONAL = re.compile(
    r"(?<=l)[·•‧](?=l(?!es?(?:[·•‧]s)?\b))|(?<=brussel)[·•‧](?=les\b)|(?<=[ns])[·•‧](?=h)", re.IGNORECASE
)
"""The mid-dot of Catalan (« col·legi ») and of Gascon (« in·hèr »), which abbreviates nothing."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_CLOSING_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)


IMAGE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+")
"""The bare name of a file of `content/images/`."""

LONGEST_TEXT = 40_000
"""Characters of Markdown: more than ten printed pages."""


class MarkdownField:
    """Marks a field whose text is Markdown, compiled by `markdown.py` when the document is read."""


RARE_SIGN = "remplacez-le par des mots ou par un signe courant"
"""What to do about a sign that the fonts lack, where nothing looks like it."""

LONE_QUOTE = 'un guillemet « " » est seul dans ce texte'
LONE_QUOTE_HINT = "retirez-le, ou ajoutez le second ; des pouces s’écrivent ″, comme 24″"


def _drawable(value: str, hint: str) -> str:
    """Refuse what the fonts of the guide cannot draw: paper would show a hole, and the web another font."""
    if words := signs.foreign(value):
        message, instead = signs.describe(words, hint)
        # The message is a template to Pydantic, and names what the author typed.
        raise PydanticCustomError("caractere-impossible", "{told}", {"told": message, "hint": instead})
    return value


def _spelt_for_machines(value: str) -> str:
    """Refuse two slips of addresses whose cure is known: a line break, and a host with accents."""
    if "\n" in value:
        hint = "écrivez-la sur une seule ligne, la même que le champ"
        raise PydanticCustomError("adresse-invalide", "cette adresse contient un saut de ligne", {"hint": hint})
    if meant := addresses.in_ascii(value):
        raise PydanticCustomError(
            "adresse-invalide",
            "« {value} » a des accents dans le nom du site",
            {"value": value, "hint": f"écrivez-la comme les machines la lisent : {meant}"},
        )
    return value


def _drawable_address(value: str) -> str:
    return _drawable(value, "copiez l’adresse depuis le navigateur, où ce signe s’écrit avec des % et des chiffres")


def _may_be_short(text: str) -> bool:
    """Say whether a text holds a sign of such forms: few do, and their pattern is slow."""
    return "(" in text or ".e" in text or ".E" in text or "·" in text or "•" in text or "‧" in text


def _speakable(value: str) -> str:
    """Refuse the abbreviated forms that French school texts may not use (circular of 5 May 2021)."""
    if _may_be_short(value) and (match := _ABBREVIATED.search(_REGIONAL.sub("", value))):
        raise PydanticCustomError(
            "ecriture-abregee",
            "forme abrégée « {found} »",
            {
                "found": match.group(),
                "hint": "écrivez les deux formes en entier, au masculin et au féminin",
                "lines_down": match.string.count("\n", 0, match.start()),
            },
        )
    return value


def shown(pattern: str, hint: str, *kinds: str, **more: object) -> WithJsonSchema:
    """Describe a text of one form to text editors; `kinds` are what YAML may take it for besides a text."""
    types = ["string", *kinds] if kinds else "string"
    return WithJsonSchema({"type": types, "pattern": f"^(?:{pattern})$", "patternErrorMessage": hint, **more})


def shaped(
    pattern: re.Pattern[str], code: str, what: str, hint: str, *kinds: str, **more: object
) -> tuple[AfterValidator, WithJsonSchema]:
    """Return the rule that a text has one form; `code`, `what` and `hint` make its message."""

    def check(value: str) -> str:
        if pattern.fullmatch(value):
            return value
        meant = slips.unquoted(value)
        advice = without_marks(meant) if meant != value and pattern.fullmatch(meant) else hint
        raise PydanticCustomError(code, "« {value} » n’est pas {what}", {"value": value, "what": what, "hint": advice})

    return AfterValidator(check), shown(pattern.pattern, hint, *kinds, **more)


def without_marks(meant: str) -> str:
    """Say what to do about a value between quotation marks that are not those of a file."""
    return f"retirez les guillemets : écrivez {meant}"


def is_scalar(value: object) -> TypeGuard[str]:
    """Say that a value is one text, or refuse it."""
    if isinstance(value, str):
        return True
    raise PydanticCustomError(
        "type-inattendu", "une seule valeur est attendue ici", {"hint": "écrivez-la sur la même ligne que le champ"}
    )


_FIRST_YEAR = 1900
"""No source is older, no sheet: 0226 is 2026 mistyped."""


_DATE_HINT = "écrivez l’année, le mois et le jour, comme 2026-09-01"


def _date(value: object) -> object:
    if is_scalar(value) and not _DATE.fullmatch(value):
        meant = slips.date(value)
        hint = f"écrivez {meant}" if meant else _DATE_HINT
        raise PydanticCustomError("date-invalide", "« {value} » n’est pas une date", {"value": value, "hint": hint})
    try:
        date = datetime.date.fromisoformat(str(value))
    except ValueError as error:
        raise PydanticCustomError(
            "date-invalide",
            "le {value} n’existe pas dans le calendrier",
            {"value": str(value), "hint": "vérifiez le mois et le jour"},
        ) from error
    if date.year < _FIRST_YEAR:
        raise PydanticCustomError(
            "date-invalide", "le {value} est bien trop ancien", {"value": str(value), "hint": "vérifiez l’année"}
        )
    return date


Given = Annotated[str, StringConstraints(min_length=1)]
"""A text that is not empty."""


def is_set(text: str) -> bool:
    """Say whether a text has bold or a link of Markdown in it."""
    return "**" in text or "](" in text


def _plain(value: str) -> str:
    """Turn what was typed into one line of correct French: one function, since it runs on every text."""
    return french(_checked(one_line(value)))


def _prose(value: str) -> str:
    """Keep the lines and paragraphs of what was said; in which language is for `langue` to tell, so French rules wait."""
    return _checked(prose(value))


def _checked(value: str) -> str:
    text = _drawable(_speakable(value), RARE_SIGN)
    if is_set(text):
        raise PydanticCustomError(
            "mise-en-forme",
            "ce champ n’accepte ni gras ni lien",
            {"hint": "retirez les signes ** ou […](…) : ils se verraient tels quels"},
        )
    if quotes.lone(text) >= 0:
        raise PydanticCustomError("guillemet-seul", LONE_QUOTE, {"hint": LONE_QUOTE_HINT})
    return text


Label = Annotated[str, AfterValidator(_plain), StringConstraints(min_length=1, max_length=100)]
"""A name or title: one short line."""

CardName = Annotated[str, AfterValidator(_plain), StringConstraints(min_length=1, max_length=28)]
"""A name that takes one line on the card of a phone."""


_PICTOGRAPHS = re.compile("[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


def _typed(value: str) -> str:
    """Return what somebody types, on one line: it is compared, never shown, so that little pictures may be in it."""
    text = one_line(value)
    _drawable(_PICTOGRAPHS.sub("", text), RARE_SIGN)
    return text


Typed = Annotated[str, AfterValidator(_typed), StringConstraints(min_length=1, max_length=100)]
"""What readers type into a search field."""


def _description(value: str) -> str:
    """Refuse a description that nobody wrote; a picture that only decorates has none, and its editor says so."""
    if alternatives.is_decorative(value):
        return ""
    if not value:
        raise PydanticCustomError("champ-vide", "l’image n’a pas de description", {"hint": alternatives.EMPTY_HINT})
    if alternatives.says_nothing(value):
        raise PydanticCustomError(
            "image-sans-alt",
            "« {value} » ne dit pas ce que montre l’image",
            {"value": value, "hint": alternatives.SILENT_HINT},
        )
    return value


Caption = Annotated[str, AfterValidator(_plain), AfterValidator(_description), StringConstraints(max_length=240)]
"""What a picture shows, or nothing when its editor says that it only decorates."""

_SHARE = r"(?:100|\d{1,2})[ \u00a0\u202f]?%"
_FRAMING = re.compile(rf"haut|bas|(?:haut |bas )?(?:gauche|droite)|{_SHARE} {_SHARE}")

Framing = Annotated[
    Given,
    *shaped(
        _FRAMING,
        "cadrage-invalide",
        "un cadrage",
        "écrivez « haut », « bas », « gauche », « droite », « haut gauche »… ou deux pourcentages, de la gauche puis du haut : 30 % 20 %",
    ),
]
"""The part of a picture that stays where its frame cuts it."""

Sentence = Annotated[str, AfterValidator(_plain), StringConstraints(min_length=1, max_length=240)]
"""A line of text: one or two sentences, without Markdown."""

Definition = Annotated[str, AfterValidator(_plain), StringConstraints(min_length=1, max_length=400)]
"""One to three sentences, without Markdown."""

LONGEST_PROSE = 4_000
Prose = Annotated[str, AfterValidator(_prose), StringConstraints(min_length=1, max_length=LONGEST_PROSE)]
"""A long plain text in lines and paragraphs, such as what is said in a film, in any language."""

Markdown = Annotated[
    str, AfterValidator(_speakable), StringConstraints(min_length=1, max_length=LONGEST_TEXT), MarkdownField()
]
"""Paragraphs, lists, links, headings from level 2."""

Date = Annotated[
    datetime.date,
    BeforeValidator(_date),
    shown(_DATE.pattern, _DATE_HINT, format="date"),
]
Url = Annotated[
    Given,
    AfterValidator(_spelt_for_machines),
    *shaped(
        addresses.PAGE,
        "adresse-invalide",
        "une adresse de site sûre",
        "écrivez-la entière, avec https:// au début et sans espace",
        format="uri",
    ),
    AfterValidator(_drawable_address),
]
"""A web address, printed beside what it leads to."""

SiteUrl = Annotated[
    Given,
    AfterValidator(_spelt_for_machines),
    AfterValidator(_spelt_for_machines),
    *shaped(
        addresses.SITE,
        "adresse-invalide",
        "l’adresse d’un site",
        "écrivez-la entière, comme https://exemple.fr/oma/",
        format="uri",
    ),
]
"""Where a site is published: routes are added at its end, so it has neither query nor anchor."""

Mail = Annotated[
    Given,
    *shaped(
        addresses.MAIL,
        "adresse-invalide",
        "une adresse électronique",
        "elle ressemble à contact@exemple.fr",
        format="email",
    ),
]


def _slug(value: str) -> str:
    if _SLUG.fullmatch(value):
        return value
    meant = slugify(PurePosixPath(value.replace("\\", "/").rpartition(":")[2]).stem) or "soudeur"
    raise PydanticCustomError(
        "reference-invalide",
        "« {value} » n’est pas un nom de fiche",
        {"value": value, "hint": f"écrivez le nom du fichier visé, sans dossier ni extension, comme {meant}"},
    )


Slug = Annotated[
    Given,
    AfterValidator(_slug),
    shown(_SLUG.pattern, "écrivez le nom du fichier visé, sans dossier ni extension", "integer"),
]
"""The identifier of a document: the name of its file."""

FileNumber = Annotated[
    Given,
    *shaped(
        re.compile(r"(?=[a-z-]*[0-9])[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII),
        "dossier-invalide",
        "un numéro de dossier",
        "écrivez un numéro qui ne dit rien des personnes, en minuscules, comme dossier-2026-014",
    ),
]
"""The number of a paper file that is kept elsewhere: it has a figure, and no capital as a name would."""

_IMAGE_HINT = "donnez le seul nom d’un fichier de content/images/, sans dossier, sans espace ni accent"


def _image_name(value: str) -> str:
    if IMAGE_NAME.fullmatch(value):
        return value
    meant = slips.picture_name(value)
    hint = f"écrivez {meant}, et donnez ce nom au fichier de content/images/" if meant else _IMAGE_HINT
    raise PydanticCustomError("chemin-refuse", "« {value} » n’est pas un nom d’image", {"value": value, "hint": hint})


ImageName = Annotated[Given, AfterValidator(_image_name), shown(IMAGE_NAME.pattern, _IMAGE_HINT)]
_HOUR_HINT = "écrivez deux chiffres, deux-points, deux chiffres : 09:30 ; de 00:00 à 23:59"
Hour = Annotated[Given, *shaped(_HOUR, "heure-invalide", "une heure", _HOUR_HINT)]
ClosingHour = Annotated[
    Given, *shaped(_CLOSING_HOUR, "heure-invalide", "une heure", f"{_HOUR_HINT}, ou 24:00 pour minuit")
]


def _flag(value: object) -> object:
    if is_scalar(value) and value.casefold() in ("oui", "non", "true", "false"):
        return value.casefold() in ("oui", "true")
    raise PydanticCustomError(
        "oui-ou-non", "« {value} » ne répond pas par oui ou par non", {"value": value, "hint": "écrivez oui, ou non"}
    )


Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": ["oui", "non", True, False]})]


Seal = Annotated[
    Given,
    *shaped(
        re.compile(r"[0-9a-f]{64}", re.ASCII),
        "empreinte-invalide",
        "une empreinte",
        "recopiez les 64 signes que donne « film prepare », entre guillemets si ce sont tous des chiffres",
    ),
]
"""A SHA-256 digest, in hexadecimal."""

SHORT_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""What short codes are made of: no 0, 1, i, l or o, which one takes for another on paper."""
RECORDED = "ce fichier ne s’écrit pas à la main : remettez-le comme il a été enregistré"

ShortCode = Annotated[
    Given, *shaped(re.compile(f"[{SHORT_SIGNS}]{{5}}", re.ASCII), "code-court", "un code court", RECORDED)
]
"""The end of the short address of a trade: `m/7kq2m`."""

Fingerprint = Annotated[
    Given, *shaped(re.compile(r"[0-9a-f]{12,64}", re.ASCII), "empreinte-invalide", "une empreinte", RECORDED)
]
"""The first digits of a SHA-256."""

Fingerprints = Annotated[
    Given,
    *shaped(
        re.compile(r"[a-z_]+=[0-9a-f]{12}(?: [a-z_]+=[0-9a-f]{12})*", re.ASCII),
        "empreinte-invalide",
        "une suite d’empreintes",
        RECORDED,
    ),
]
"""Fields with the digest of what each says, on one line: a guide of 1,584 trades has some 30,000 of them."""
