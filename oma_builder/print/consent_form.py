"""The model of authorisation that comes with a brief of films → one page to fill in by hand, drawn by `autorisation.typ`."""

import json
from collections.abc import Iterator
from functools import partial

from oma_builder.artifact import Artifact
from oma_builder.guide.briefs import Cahier, ConsentForm
from oma_builder.print.book import site_data
from oma_builder.print.bookwork import Printed
from oma_builder.print.context import PrintContext
from oma_builder.print.forms import SCREEN
from oma_builder.print.parts import Data, Paper
from oma_builder.print.sheet import Folder, laid_out
from oma_builder.problems import Problem


def print_consent_form(brief: Cahier, form: ConsentForm, context: PrintContext) -> Printed:
    """Print the form of one version; nothing of the other texts goes into it, nor into its key."""
    data: Data = {"site": site_data(context.guide), "consent": consent_data(brief, form)}
    folder = context.materials.folder(context.materials.dressed(data, SCREEN, context.guide, brief.route), {})
    key = context.materials.key("consent form", folder, context.guide.today)
    pages, _, pdf = context.cache.memo(key, partial(_set, folder, context)).partition(b"\n")
    return Printed((Artifact(form.pdf, pdf),), tuple(_too_long(brief, json.loads(pages))))


def consent_data(brief: Cahier, form: ConsentForm) -> Data:
    """Return everything the form shows."""
    paper = Paper({}, {}, "")
    return {
        **paper.fields(form, "purpose promises"),
        "brief": brief.title,
        "version": brief.id,
        "scopes": [paper.fields(scope, "name meaning") for scope in form.scopes],
        "sample": brief.is_sample,
    }


def _set(folder: Folder, context: PrintContext) -> bytes:
    """Run Typst; return the number of pages, then the PDF."""
    with laid_out(folder, "autorisation.typ", context.materials.fonts, context.cache.root) as sheet:
        pages = sheet.ask("<pages>")
        return json.dumps(pages).encode() + b"\n" + sheet.document(context.guide.today)


def _too_long(brief: Cahier, pages: int) -> Iterator[Problem]:
    if pages > 1:
        message = f"le modèle d’autorisation prend {pages} pages : il doit tenir sur une seule"
        yield Problem(brief.file, 1, "fiche-trop-longue", message, "raccourcissez les phrases de « autorisation »")
