"""One sheet of ROME → one draft of the guide: only what the open data says, and a count of what it had to leave out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from oma_builder.content import reference
from oma_builder.content.filenames import right_stem, short_stem
from oma_builder.content.kinds.metier import Metier
from oma_builder.rome import settings
from oma_builder.rome.sheets import Sheet, Skill
from oma_builder.rome.titles import Gendered, gendered, masculine_words
from oma_builder.rome.wording import Spelling, ended, is_label, is_sentence, listed, sentences, spelling

Data = Mapping[str, Any]

_FEWEST, _MOST = 3, 12
"""Items that the guide wants in the lists of tasks and skills, and those that it takes."""

_FEWEST_QUALITIES, _MOST_QUALITIES = 2, 8

_SHORTEST_HOOK = 30
"""Letters of a sentence that tells something: « Les missions principales » has fewer."""

_GOING_ON = frozenset(("Peut", "Il", "Elle", "Ils", "Elles", "Son", "Sa", "Ses", "Leur", "Leurs"))
_KNOW_HOW, _MANNERS = "Savoir-faire", "Savoir-être professionnel"
_ADDRESS = "https://www.data.gouv.fr/datasets/repertoire-operationnel-des-metiers-et-des-emplois-rome/"

LONG, FORMS, UNTOLD, BEYOND = "texte", "genre", "contexte", "liste"
"""Why something of ROME stands in no field: refused by the rules of texts, one gender alone, no field, a full list."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: its identifier, its sheet, its fields in the authors' words, and what was left out, by reason."""

    id: str
    sheet: Sheet
    fields: Data
    left: Counter[str]

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that somebody must write before it can be published."""
        asked = [name for name, field in Metier.model_fields.items() if field.is_required()]
        given = self.fields.get("conditions", {})
        parts = [f"conditions › {name}" for name in ("lieux", "horaires") if given and name not in given]
        parts += [] if "feminin" in self.fields["titre"] else ["titre › feminin"]
        return (*parts, *(name for name in asked if name not in self.fields))


@dataclass(frozen=True, slots=True)
class Directory:
    """All sheets, with what is known of all their words, and the identifier of each by its code."""

    sheets: tuple[Sheet, ...]
    masculine: frozenset[str]
    spelt: Spelling
    ids: Mapping[str, str]

    def gendered(self, label: str) -> Gendered | None:
        """Return both forms of a name, spelt, or None where ROME does not give them or the guide refuses them."""
        pair = gendered(label, self.masculine)
        if pair is None:
            return None
        his, hers = map(self.spelt, pair)
        # ROME may write « équipier » in small letters somewhere, and « équipière » nowhere: both begin alike.
        hers = his[0] + hers[1:] if pair.masculine[0] == pair.feminine[0] else hers
        return Gendered(his, hers) if is_label(his) and is_label(hers) else None


def directory(sheets: tuple[Sheet, ...]) -> Directory:
    """Return the sheets with what their drafts share."""
    labels = (sheet.label for sheet in reference.rome().values())
    masculine = masculine_words(chain(labels, (name.label for sheet in sheets for name in sheet.names)))
    spelt = spelling(chain.from_iterable(map(_texts, sheets)))
    return Directory(sheets, masculine, spelt, _ids(sheets))


def _texts(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.label, sheet.domain.name, sheet.field, *sheet.definition, *sheet.access)
    for labels in (sheet.names, sheet.skills, sheet.settings):
        yield from (part.label for part in labels)


def _ids(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Name each draft by the masculine of its label; of those that would share a name, each has its code at the end."""
    stems = {sheet.code: right_stem(_his(sheet.label)) for sheet in sheets}
    shared = Counter(short_stem(stem) for stem in stems.values())
    return {
        code: short if shared[short := short_stem(stem)] == 1 else f"{short_stem(stem, 54)}-{code.lower()}"
        for code, stem in stems.items()
    }


def _his(label: str) -> str:
    pair = gendered(label, frozenset())
    return pair.masculine if pair else label


def draft(sheet: Sheet, known: Directory, today: str, sector: str | None, *, similar: bool) -> Draft:
    """Return the draft of one sheet, read on the day `today`; `sector` and `similar` trades only where they are there."""
    left: Counter[str] = Counter()
    rome = reference.rome()[sheet.code]
    fields: dict[str, Any] = {
        "titre": _title(sheet, known),
        "synonymes": _synonyms(sheet, known, left),
        "secteur": sector,
        "rome": sheet.code,
        "interets": {"principal": rome.major, **({"secondaire": rome.minor} if rome.minor else {})},
        **_work(sheet, known.spelt, left),
        "qualites": _qualities(sheet, known.spelt, left),
        **_settings(sheet, known.spelt, left),
        "similaires": [known.ids[code] for code in rome.moves if code in known.ids] if similar else [],
        "sources": [_source(sheet, today)],
        "publication": {"etat": "brouillon"},
    }
    ordered = {name: fields[name] for name in Metier.model_fields if fields.get(name)}
    return Draft(known.ids[sheet.code], sheet, ordered, left)


def _title(sheet: Sheet, known: Directory) -> Data:
    """Return both forms of the label; where it gives one, those of a name of the sheet that has it, or half of the label."""
    halves = [known.spelt(half) for half in (sheet.label, *sheet.label.split(" / "))]
    pairs = {pair.masculine: pair for name in sheet.names if (pair := known.gendered(name.label))}
    told = (pairs[half] for half in halves if half in pairs)
    if pair := known.gendered(sheet.label) or next(told, None):
        return _written(pair)
    return {"masculin": halves[0]}


def _written(pair: Gendered) -> Data:
    return {"masculin": pair.masculine, "feminin": pair.feminine}


def _synonyms(sheet: Sheet, known: Directory, left: Counter[str]) -> list[Data]:
    """Return the other names in use, in both genders."""
    pairs = [known.gendered(name.label) for name in sheet.names if not name.is_rare]
    left[FORMS] += pairs.count(None)
    title = _title(sheet, known)
    return [name for pair in dict.fromkeys(filter(None, pairs)) if (name := _written(pair)) != title]


def _work(sheet: Sheet, spelt: Spelling, left: Counter[str]) -> Data:
    """Return what is done, and what one must know how to do.

    The first sentence of the definition opens the sheet, the others are the tasks. Where these are fewer than the guide
    wants, they stay with the first one, and the first skills are the tasks.
    """
    said = _accepted(map(spelt, sentences(sheet.definition)), left)
    opening = next(filter(_opens, said), "")
    tasks, skills = _distinct(listed(text) for text in said if text != opening), _know_how(sheet, spelt, left)
    hook = _hook([opening]) if len(tasks) >= _FEWEST else _hook(said[said.index(opening) :] if opening else [])
    if len(tasks) < _FEWEST:
        tasks, skills = skills[: _MOST // 2], skills[_MOST // 2 :]
    left[BEYOND] += max(0, len(tasks) - _MOST) + max(0, len(skills) - _MOST)
    lists = {"missions": tasks[:_MOST], "competences": skills[:_MOST]}
    return {"accroche": hook, **{name: items for name, items in lists.items() if len(items) >= _FEWEST}}


def _opens(text: str) -> bool:
    """Say whether a sentence tells what the trade is: neither a mere title, nor what goes on from another, nor an extra."""
    return len(text) >= _SHORTEST_HOOK and text.partition(" ")[0] not in _GOING_ON


def _hook(said: list[str]) -> str:
    """Return as many whole sentences as make one text of the guide."""
    texts = [" ".join(map(ended, said[:count])) for count in range(len(said), 0, -1)]
    return next(filter(is_sentence, texts), "")


def _know_how(sheet: Sheet, spelt: Spelling, left: Counter[str]) -> list[str]:
    """Return the skills of a trade: its own first, then those that gather others, then those that all trades share."""
    own = sorted((skill for skill in sheet.skills if skill.category == _KNOW_HOW), key=_breadth)
    return _distinct(_accepted((listed(spelt(skill.label)) for skill in own), left))


def _breadth(skill: Skill) -> tuple[bool, bool]:
    return skill.kind == "Transverse", skill.is_broad


def _accepted(texts: Iterable[str], left: Counter[str]) -> list[str]:
    """Keep the sentences that the guide accepts, and count the others."""
    given = list(texts)
    kept = [text for text in given if is_sentence(text)]
    left[LONG] += len(given) - len(kept)
    return kept


def _distinct(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def _qualities(sheet: Sheet, spelt: Spelling, left: Counter[str]) -> list[str]:
    manners = [spelt(skill.label) for skill in sheet.skills if skill.category == _MANNERS]
    kept = _distinct(filter(is_label, manners))
    left[BEYOND] += max(0, len(kept) - _MOST_QUALITIES)
    return kept[:_MOST_QUALITIES] if len(kept) >= _FEWEST_QUALITIES else []


def _settings(sheet: Sheet, spelt: Spelling, left: Counter[str]) -> Data:
    """Return the conditions of work and the kinds of employers."""
    told = settings.told(sheet.settings)
    left[UNTOLD] += told.untold
    conditions = {
        "lieux": [spelt(place) for place in told.places],
        "horaires": _line(told.hours, spelt, left),
        "tenue": _line(told.dress, spelt, left),
        "contraintes": [spelt(hardship) for hardship in told.hardships],
    }
    return {
        "conditions": {name: value for name, value in conditions.items() if value},
        "employeurs": [spelt(structure) for structure in told.employers],
    }


def _line(labels: tuple[str, ...], spelt: Spelling, left: Counter[str]) -> str:
    """Return the labels as one sentence; those that make it too long are left out."""
    counts = range(len(labels), 0, -1)
    kept = next((count for count in counts if is_sentence(spelt(settings.enumerated(labels[:count])))), 0)
    left[LONG] += len(labels) - kept
    return spelt(settings.enumerated(labels[:kept])) if kept else ""


def _source(sheet: Sheet, today: str) -> Data:
    title = f"ROME 4.0 version {reference.ROME_VERSION}, fiche {sheet.code} (France Travail)"
    return {"titre": title, "adresse": _ADDRESS, "date": today}
