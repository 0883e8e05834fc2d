"""What an old copy says wrongly → a sheet to slip into it, drawn by `templates/print/erratum.typ`."""

from collections.abc import Callable, Mapping
from functools import partial

from oma_builder.artifact import Artifact
from oma_builder.guide.changes import Changed, Changes
from oma_builder.guide.editions import Edition
from oma_builder.guide.metier_fields import COUNTED, MetierField
from oma_builder.guide.vocabulary import french_date
from oma_builder.print.book import site_data
from oma_builder.print.bookwork import Printed
from oma_builder.print.context import PrintContext
from oma_builder.print.forms import SCREEN
from oma_builder.print.metiers import metier_data
from oma_builder.print.parts import Data, Paper
from oma_builder.print.sheet import Folder, laid_out

_FIELDS = {field.label: field for field in COUNTED.values()}


def print_erratum(edition: Edition, changes: Changes, context: PrintContext) -> Printed:
    """Print what has changed since an edition, in the order of its pages."""
    paper = Paper({}, context.pictures.names(), context.guide.site.address)
    data: Data = {
        "site": site_data(context.guide),
        "edition": edition.name,
        "recorded": french_date(edition.date),
        "today": french_date(context.guide.today),
        "changed": [_changed(change, paper) for change in changes.changed],
        "withdrawn": [{"title": sheet.title, "page": sheet.page} for sheet in changes.withdrawn],
        "new": [metier_data(metier, paper) for metier in changes.new],
    }
    folder = context.materials.folder(context.materials.dressed(data, SCREEN, context.guide), {})
    key = context.materials.key("erratum", folder, context.guide.today)
    pdf = context.cache.memo(key, partial(_set_erratum, folder, context))
    return Printed((Artifact(f"oma-erratum-{edition.id}.pdf", pdf),))


def _set_erratum(folder: Folder, context: PrintContext) -> bytes:
    with laid_out(folder, "erratum.typ", context.materials.fonts, context.cache.root) as sheet:
        return sheet.document(context.guide.today)


def _changed(change: Changed, paper: Paper) -> Data:
    said = metier_data(change.metier, paper)
    fields = [{"name": label[:1].upper() + label[1:], **_told(_FIELDS[label], said)} for label in change.fields]
    if change.lost_films:
        lost = "Un film nommé" if change.lost_films == 1 else "Des films nommés"
        fields.append(
            {
                "name": "Films d’élèves",
                "text": f"{lost} sur cette page ne se regarde{'' if change.lost_films == 1 else 'nt'} plus.",
            }
        )
    return {"title": said["title"], "page": change.page, "colour": said["colour"], "fields": fields}


def _told(field: MetierField, said: Data) -> Data:
    """Return what a field says now, as one of `text`, `items`, `paths` or `body`; all are missing when it is gone."""
    tell = _SHOWN.get(field.word)
    value = tell(said) if tell else said[field.paper[0]]
    if not value:
        return {}
    if field.word in ("etudes", "journee"):
        return {"paths" if field.word == "etudes" else "body": value}
    return {"items": value} if isinstance(value, list | tuple) else {"text": value}


def _planned(demand: Data) -> str:
    there = f" Par département : {', '.join(demand['departements'])}." if demand["departements"] else ""
    return f"{demand['statement']}{there} ({demand['source']})"


_SHOWN: Mapping[str, Callable[[Data], object]] = {
    "interets": lambda said: [interest["name"] for interest in said["interests"]],
    "conditions": lambda said: [
        *said["places"],
        said["hours"],
        *([f"Tenue : {said['clothing']}"] if said["clothing"] else []),
        *said["constraints"],
    ],
    "reglementation": lambda said: (
        said["regulation"] and f"{said['regulation']['text']} ({said['regulation']['source']})"
    ),
    "salaire": lambda said: said["salary"] and f"{said['salary']['text']} ({said['salary']['source']})",
    "recrutements": lambda said: said["demand"] and _planned(said["demand"]),
    "recrute": lambda said: [claim["text"] for claim in said["claims"]],
    "similaires": lambda said: [other["title"] for other in said["similar"]],
    "illustration": lambda said: "une autre image, à voir en ligne" if said["picture"] else "",
}
"""Fields that the erratum tells otherwise than the sheet of the trade, where they are more than a text or a list."""
