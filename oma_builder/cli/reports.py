"""What commands say at their end."""

from collections.abc import Iterable, Iterator

import click

from oma_builder.cli.options import print_problems
from oma_builder.problems import Problem, count_line, plural
from oma_builder.project import Project, Summary


def show(summary: Summary, problems: Iterable[Problem]) -> None:
    """Print the problems of a build, then how it ended."""
    print_problems(problems)
    click.echo(of_build(summary, tuple(problems)))


def of_check(project: Project, summary: Summary, problems: tuple[Problem, ...]) -> Iterator[str]:
    """Yield how a check ended, and what it leaves to the build."""
    yield f"{plural(summary.documents, 'document vérifié')} : {count_line(problems)}."
    yield from _not_looked_at(project, summary)


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
