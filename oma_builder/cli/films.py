"""The commands on pupils' films; `check` judges a file by its brief."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli.options import ROOT, existing_file, folder, jobs_option, print_problems
from oma_builder.problems import BuildError, ExitCode, plural

if TYPE_CHECKING:
    from oma_builder.content.documents import Document
    from oma_builder.content.kinds.cahier import Cahier
    from oma_builder.films.clauses import Finding
    from oma_builder.films.measure import Measures
    from oma_builder.films.probe import Probed
    from oma_builder.films.texts import Given
    from oma_builder.guide.briefs import Brief

_FILE = click.Path(path_type=Path)
_TOLD = {
    "conforme": "conforme",
    "a-reprendre": "À REPRENDRE",
    "non-mesure": "non mesuré",
    "a-regarder": "à regarder",
}
_WIDTH = max(map(len, _TOLD.values())) + 2
_SHOWN = 10
"""Findings of one clause that are listed for a person: captions may have hundreds."""


def _page(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Return where to write a page, or refuse what is no name of one: it takes the place of what is there."""
    if value is not None and value.suffix.lower() not in (".html", ".htm"):
        raise click.BadParameter(f"« {value} » : donnez un nom qui finit par .html.")
    return value


@click.group(options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE [OPTIONS]")
def film() -> None:
    """Vérifie et prépare les films d’élèves."""


@film.command(options_metavar="[OPTIONS]")
@click.argument("path", metavar="FILM", type=_FILE, callback=existing_file)
@click.option(
    "--captions", type=_FILE, callback=existing_file, metavar="FICHIER", help="Sous-titres du film : .vtt ou .srt."
)
@click.option(
    "--transcript",
    type=_FILE,
    callback=existing_file,
    metavar="FICHIER",
    help="Transcription du film : un texte (.txt, UTF-8).",
)
@click.option("--brief", "version", metavar="VERSION", help="Cahier des charges  [par défaut : le plus récent]")
@click.option(
    "--report",
    "report_file",
    type=_FILE,
    callback=_page,
    metavar="FICHIER.html",
    help="Écrit aussi une page à rendre à la classe, dans ses mots.",
)
@folder("--content")
@jobs_option
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="Forme du rapport : text ou json."
)
def check(
    path: Path,
    captions: Path | None,
    transcript: Path | None,
    version: str | None,
    report_file: Path | None,
    content: Path,
    jobs: int,
    style: str,
) -> None:
    """Vérifie un film d’après son cahier des charges.

    Chaque demande est mesurée sur le fichier, où qu’il soit ; ce qu’une machine ne sait pas voir est donné à regarder.
    """
    from oma_builder.films import checking, opening
    from oma_builder.films.clauses import State
    from oma_builder.guide.briefs import brief
    from oma_builder.guide.clauses import clauses

    opening.require()
    document, site = _document(content, version, jobs)
    demanded = brief(document)
    try:
        facts, measures = _looked_into(path, demanded)
        handed = checking.Handed(*(given(text) if text else None for text in (captions, transcript)))
    except OSError as error:
        raise BuildError(f"lecture impossible de {path} : {error.strerror or error}", "vérifiez vos droits") from error
    findings = checking.findings(facts, measures, demanded, handed)
    findings += checking.by_eye(clauses(document.entry), document.entry.interdits)
    if report_file:
        _hand_back(report_file, path.name, site, document, findings)
    is_wrong = any(one.state is State.WRONG for one in findings)
    if style == "json":
        report = {
            "film": path.name,
            "brief": demanded.version,
            "verdict": State.WRONG if is_wrong else State.GOOD,
            "facts": asdict(facts),
            "measures": asdict(measures),
            "findings": [asdict(one) for one in findings],
        }
        click.echo(json.dumps(report, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        click.echo("\n".join(_report(path.name, demanded.version, findings)))
    sys.exit(ExitCode.CONTENT if is_wrong else ExitCode.FINE)


def _hand_back(file: Path, film: str, site: str, document: "Document[Cahier]", findings: "Sequence[Finding]") -> None:
    from oma_builder import film_report, paris
    from oma_builder.films import filing
    from oma_builder.guide.clauses import clauses

    entry = document.entry
    report = film_report.film_report(film, site, entry.titre, findings, clauses(entry), paris.today())
    filing.put(file, film_report.page(report, ROOT).encode())
    click.echo(f"Page à rendre à la classe : {file}", err=True)


def _document(content: Path, version: str | None, jobs: int) -> "tuple[Document[Cahier], str]":
    """Return the brief asked for, or the newest, and what the site is called."""
    from oma_builder.content import loader
    from oma_builder.content.schema import CAHIERS
    from oma_builder.guide.briefs import briefs_of

    corpus, problems = loader.load(content, jobs)
    versions = tuple(briefs_of(corpus))
    if not versions:
        print_problems(problem for problem in problems if problem.path.startswith(f"{content.name}/{CAHIERS.name}/"))
        hint = f"écrivez-en un dans {content.name}/{CAHIERS.name}/, ou corrigez celui qui s’y trouve"
        raise BuildError("aucun cahier des charges ne peut être lu", hint, ExitCode.CONTENT)
    if version is not None and version not in versions:
        there = ", ".join(versions)
        raise click.BadParameter(f"« {version} » n’existe pas ; il y a : {there}.", param_hint="--brief")
    asked = version or versions[0]
    site = corpus.site.entry.titre if corpus.site else ""
    return next(document for document in corpus.of(CAHIERS) if document.id == asked), site


def _looked_into(path: Path, demanded: "Brief") -> "tuple[Probed, Measures]":
    from oma_builder.films import measure, probe
    from oma_builder.progress import watching

    facts = probe.probe(path)
    if isinstance(facts, probe.Unreadable):
        return facts, measure.Measures()
    with watching() as notify:
        return facts, measure.measure(path, facts, measure.limits_of(demanded), notify)


def given(path: Path) -> "Given":
    """Return a text that was handed in, be it too long by a little. Raises `BuildError`."""
    from oma_builder.content.captions import MAX_BYTES
    from oma_builder.films.texts import Given

    try:
        with path.open("rb") as file:
            return Given(path.name, file.read(MAX_BYTES + 1))
    except OSError as error:
        raise BuildError(f"lecture impossible de {path} : {error.strerror}", "vérifiez vos droits") from error


def _report(name: str, version: str, findings: "Iterable[Finding]") -> Iterator[str]:
    measured = [one for one in findings if one.measured]
    yield f"Film « {name} », cahier des charges {version}"
    yield ""
    for _, group in groupby(measured, key=_together):
        yield from _lines(tuple(group))
    yield ""
    yield "À regarder par une personne :"
    for clause, group in groupby((one for one in findings if not one.measured), key=lambda one: one.clause):
        yield f"  {clause}"
        yield from (f"    – {one.demanded}" for one in group)
    yield ""
    yield _closing(measured)


def _together(one: "Finding") -> tuple[str, str]:
    """Say what is told together: one clause, or all that was not measured for one reason."""
    return (one.state, one.measured) if one.state == "non-mesure" and not one.file else (one.clause, "")


def _lines(group: "tuple[Finding, ...]") -> Iterator[str]:
    """Yield what is told together; what is asked is said once, and not again where it is what was found."""
    first, indent = group[0], " " * _WIDTH
    clauses = tuple(dict.fromkeys(one.clause for one in group))
    if len(clauses) > 1:
        yield f"{_TOLD[first.state]:<{_WIDTH}}{', '.join(clauses)} : {first.measured}"
        yield from (f"{indent}→ {hint}" for hint in [first.hint] if hint)
        return
    for number, one in enumerate(group[:_SHOWN]):
        place = f" ({one.file}:{one.line})" if one.line else f" ({one.file})" if one.file else ""
        is_said = number > 0 or one.demanded == one.measured
        yield f"{_TOLD[one.state]:<{_WIDTH}}{one.clause}{place} : {one.measured}{'' if is_said else f' [demandé : {one.demanded}]'}"
        if one.hint:
            yield f"{indent}→ {one.hint}{f', puis donnez-le avec {one.option}' if one.option else ''}"
    if len(group) > _SHOWN:
        yield f"{indent}… et {plural(len(group) - _SHOWN, 'autre')} : --format json donne tout"


def _closing(measured: "Iterable[Finding]") -> str:
    counts = Counter(one.state.value for one in measured)
    wrong, unknown, looks = counts["a-reprendre"], counts["non-mesure"], counts["a-regarder"]
    parts = [
        f"{plural(wrong, 'point')} à reprendre" if wrong else "Rien à reprendre de ce qui se mesure",
        f"{unknown} non {'mesurés' if unknown > 1 else 'mesuré'}" if unknown else "",
        f"{looks} à regarder" if looks else "",
        plural(counts["conforme"], "conforme"),
    ]
    return f"{', '.join(filter(None, parts))}."
