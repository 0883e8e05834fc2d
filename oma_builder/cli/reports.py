"""What commands say at their end."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import click

from oma_builder.cli.options import print_problems
from oma_builder.problems import Problem, count_line, plural
from oma_builder.project import Project, Summary


def show(summary: Summary, problems: Iterable[Problem]) -> None:
    """Print the problems of a build, then how it ended."""
    told = tuple(problems)
    print_problems(told)
    close(summary, told)


def close(summary: Summary, problems: tuple[Problem, ...]) -> None:
    """Print how a build ended: what readers do not see today, then what was made."""
    for line in (*unpublished(summary), *unapproved(summary)):
        click.echo(line)
    click.echo(of_build(summary, problems))


def unpublished(summary: Summary) -> Iterator[str]:
    """Yield how many documents readers do not see today, and why."""
    if not summary.withheld:
        return
    from oma_builder.guide.vocabulary import french_date

    counts = Counter((document.why, document.day) for document in summary.withheld)
    days = {day for why, day in counts if why == "a-venir"}
    told = [
        _counted(counts["brouillon", ""], "brouillon"),
        *(f"{counts['a-venir', day]} à partir du {french_date(date.fromisoformat(day))}" for day in sorted(days)),
        _counted(counts["expire", ""], "expiré"),
        _counted(counts["droits", ""], "film") + " sans autorisation" if counts["droits", ""] else "",
        f"{counts['secteur', '']} d’un secteur caché" if counts["secteur", ""] else "",
        f"{counts['accord', '']} sans les deux accords" if counts["accord", ""] else "",
    ]
    yield f"{plural(len(summary.withheld), 'document')} à ne pas montrer aujourd’hui : {', '.join(filter(None, told))}."
    for document in summary.withheld:
        if document.why == "accord":
            yield f"  {document.kind}/{document.id} – {document.told}"


def unapproved(summary: Summary) -> Iterator[str]:
    """Yield how many documents of a draft still wait for an agreement: it shows them, stamped."""
    hidden = {(document.kind, document.id) for document in summary.withheld}
    waiting = sum(not one.is_complete and (one.kind, one.id) not in hidden for one in summary.approvals)
    if waiting:
        yield (
            f"{plural(waiting, 'document')} sans les deux accords : montrés avec une mention, laissés hors d’une version à "
            "diffuser. Voyez : python build.py status"
        )


def _counted(count: int, words: str) -> str:
    return plural(count, words) if count else ""


def of_check(project: Project, summary: Summary, problems: tuple[Problem, ...]) -> Iterator[str]:
    """Yield how a check ended, and what it leaves to the build."""
    yield from unpublished(summary)
    yield from unapproved(summary)
    yield f"{plural(summary.documents, 'document vérifié')} : {count_line(problems)}."
    yield from _not_looked_at(project, summary)


def durations(summary: Summary) -> Iterator[str]:
    """Yield how long each stage took."""
    return (f"{stage:<20} {seconds:6.2f} s" for stage, seconds in summary.seconds)


def films_taken(summary: Summary) -> Iterator[str]:
    """Yield what became of the films asked for in the edition for folders, and how many could not be looked into."""
    taken = [film for film in summary.films if film.is_taken]
    left = [film for film in summary.films if not film.is_taken]
    if taken:
        octets = sum(film.octets for film in taken)
        yield f"{plural(len(taken), 'film emporté')} hors ligne ({octets / 1_000_000:.1f}\u00a0Mo).".replace(
            ".", ",", 1
        )
    if left:
        names = ", ".join(film.id for film in left)
        yield f"{plural(len(left), 'film')} sans place dans l’édition hors ligne : {names}. Ajoutez-en avec --films-max."
    yield from _unopened_told(summary)


def _unopened_told(summary: Summary) -> Iterator[str]:
    if summary.unopened:
        films = plural(summary.unopened, "film publié")
        yield (
            f"Sans PyAV, rien n’a regardé dans {films} : durée, image et étiquettes restent à vérifier. "
            "Lancez : pip install -r requirements-film.txt"
        )


def _not_looked_at(project: Project, summary: Summary) -> Iterator[str]:
    """Yield what a check leaves to the build."""
    if not summary.whole:
        yield "Le reste (images, pages, guides imprimés) n’a pas été regardé : corrigez d’abord ces erreurs."
    elif project.pages_only:
        yield "Avec --pages-only, ni les guides imprimés, ni l’édition hors ligne, ni les images de partage n’ont été regardés."
    elif not project.with_pdf:
        yield "Avec --no-pdf, les guides imprimés n’ont pas été regardés."
    if summary.unspelled:
        yield "L’orthographe n’a pas été vérifiée : il manque PyEnchant (pip install pyenchant) ou un dictionnaire français."
    yield from _unopened_told(summary)


def of_build(summary: Summary, problems: tuple[Problem, ...]) -> str:
    """Return how a build ended, in one line."""
    if summary.written is None:
        return f"{count_line(problems)} : rien n’a été écrit, le site précédent est intact."
    done = summary.written
    made = (
        f"{plural(summary.documents, 'document')}, {plural(summary.pages, 'page')}, {plural(summary.images, 'image')}"
    )
    if summary.pdf_pages:
        made += f", guide PDF de {plural(summary.pdf_pages, 'page')}"
    files = f"{plural(done.written, 'fichier écrit')}, {plural(done.unchanged, 'inchangé')}, {plural(done.removed, 'retiré')}"
    return f"{made} ; {files} ; {count_line(problems)}."
