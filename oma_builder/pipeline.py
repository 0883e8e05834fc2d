"""The order of the stages, on one screen."""

import datetime
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache
from oma_builder.content import loader, validation
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import EDITIONS, METIERS
from oma_builder.guide import editions, linker, recording
from oma_builder.guide.fingerprints import all_fingerprints
from oma_builder.guide.model import Guide
from oma_builder.guide.recording import Layout
from oma_builder.media import images
from oma_builder.parallel import Tick, apart
from oma_builder.print.typeset import Press, Typeset, typeset
from oma_builder.problems import BuildError, Checked, ExitCode, has_errors, tidy
from oma_builder.progress import Notify
from oma_builder.publish import output
from oma_builder.publish.archive import Edition, archive
from oma_builder.web.pages import pages
from oma_builder.web.site import Artwork, Site, Wanted, assemble
from oma_builder.web.theme import Theme, load_theme
from oma_builder.web.views import Share


@dataclass(frozen=True, slots=True)
class Project:
    """All that a build depends on: folders, the day, and the caller's choices.

    A build `for_release` is strict, and holds neither samples nor gaps. One of `pages_only` makes neither PDF nor
    anything else that a preview can do without: no archive, no share images, nothing to install.
    """

    root: Path
    content: Path
    output: Path
    today: datetime.date
    address: str | None = None
    strict: bool = False
    with_pdf: bool = True
    pages_only: bool = False
    style_page: bool = False
    jobs: int = 1
    for_release: bool = False

    @property
    def is_strict(self) -> bool:
        """Say whether warnings are errors."""
        return self.strict or self.for_release

    @property
    def has_pdf(self) -> bool:
        """Say whether the guides are printed."""
        return self.with_pdf and not self.pages_only

    @property
    def cache(self) -> Cache:
        """The store of expensive results, safe to delete."""
        return Cache(self.root / ".cache")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, for its closing lines; `written` is None when it stopped before writing."""

    documents: int = 0
    pages: int = 0
    images: int = 0
    pdf_pages: int = 0
    written: output.Written | None = None
    seconds: tuple[tuple[str, float], ...] = ()


def build(project: Project, notify: Notify) -> Checked[Summary]:
    """Turn the content into the published folder. With an error, nothing is written and the old site stays.

    Raises `BuildError` when the environment forbids it.
    """
    clock = _Clock(notify)
    output.check_target(project.output, project.content)
    (corpus, guide), problems = _read(project, clock)
    documents = len(corpus.known)
    if guide is None or has_errors(problems):
        return Checked(Summary(documents, seconds=clock.seconds()), problems)
    with clock.stage("images") as tick:
        pictures, found = images.produce(
            guide.derivatives, project.content / loader.PICTURES, project.cache, project.jobs, tick
        )
    problems += found
    if has_errors(problems):
        return Checked(Summary(documents, seconds=clock.seconds()), tidy(problems))
    paper, found = _print(guide, pictures, project, clock)
    problems += found
    site, overweight = _site(guide, pictures, project, clock)
    media = (*pictures, *paper.artifacts)
    packed = _archive(guide, (*media, *site.folder), project, clock)
    planned, found = output.plan((*media, *site.online, *packed))
    problems = tidy((*problems, *overweight, *found), strict=project.is_strict)
    if has_errors(problems):
        return Checked(Summary(documents, seconds=clock.seconds()), problems)
    with clock.stage("écriture"):
        written = output.write(planned, project.output)
    return Checked(Summary(documents, len(site.pages), len(pictures), paper.pages, written, clock.seconds()), problems)


def check(project: Project, notify: Notify) -> Checked[Summary]:
    """Read and link the content without making anything."""
    clock = _Clock(notify)
    (corpus, guide), problems = _read(project, clock)
    if guide:
        routes = (Artifact(view.route, b"", view.origin) for view in pages(guide))
        problems = tidy((*problems, *output.plan(routes).problems), strict=project.is_strict)
    return Checked(Summary(len(corpus.known), seconds=clock.seconds()), problems)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded edition, its file, and whether it had to be written: it may have said the same already."""

    edition: editions.Edition
    file: Path
    is_written: bool


def record(
    project: Project, notify: Notify, *, identifier: str = "", may_replace: bool = False
) -> Checked[Recorded | None]:
    """Write down, in the content, what the guide prints today, as the edition `identifier`: by default, the year in its name.

    With an error in the content, nothing is written, and the value is None. Raises `BuildError` when that edition was
    recorded already and said something else, unless it may be replaced.
    """
    clock = _Clock(notify)
    (corpus, guide), problems = _read(project, clock)
    if guide is None or has_errors(problems):
        return Checked(None, problems)
    with clock.stage("images") as tick:
        pictures, found = images.produce(
            guide.derivatives, project.content / loader.PICTURES, project.cache, project.jobs, tick
        )
    problems = tidy((*problems, *found), strict=project.is_strict)
    if has_errors(problems):
        return Checked(None, problems)
    paper, found = _print(guide, pictures, project, clock)
    problems = tidy((*problems, *found), strict=project.is_strict)
    if has_errors(problems):
        return Checked(None, problems)
    layout, fields = Layout(paper.pages, paper.spans, paper.digest), all_fingerprints(corpus.of(METIERS))
    made = recording.recorded(identifier or recording.name_of(guide.site.edition), guide, layout, fields)
    return Checked(_kept(made, guide.editions, project.content / EDITIONS.name, may_replace=may_replace), problems)


def _kept(made: editions.Edition, known: Iterable[editions.Edition], folder: Path, *, may_replace: bool) -> Recorded:
    """Write the record, unless one that says the same is there."""
    file = folder / f"{made.id}.yaml"
    for other in known:
        if other.id == made.id and recording.is_same(made, other):
            return Recorded(other, file, is_written=False)
        if other.id == made.id and not may_replace:
            message = (
                f"l’édition « {other.name} » est déjà enregistrée dans {folder.name}/{file.name}, et dit autre chose"
            )
            hint = "une nouvelle édition prend un autre nom dans site.yaml ; si rien n’est imprimé, ajoutez --replace"
            raise BuildError(message, hint, ExitCode.USAGE)
        if other.id != made.id and other.name == made.name:
            message = f"l’édition « {made.name} » est déjà enregistrée dans {folder.name}/{other.id}.yaml"
            raise BuildError(message, f"donnez --id {other.id}, ou changez son nom dans site.yaml", ExitCode.USAGE)
    output.write_one(file, recording.as_text(made).encode())
    return Recorded(made, file, is_written=True)


def _read(project: Project, clock: "_Clock") -> Checked[tuple[Corpus, Guide | None]]:
    with clock.stage("lecture") as tick:
        corpus, problems = loader.load(project.content, project.jobs, tick)
    with clock.stage("vérification"):
        problems += validation.validate(corpus, project.today, for_release=project.for_release)
        guide, found = linker.link(corpus, project.today, project.address, has_pdf=project.has_pdf)
    return Checked((corpus, guide), tidy((*problems, *found), strict=project.is_strict))


def _print(guide: Guide, pictures: tuple[Artifact, ...], project: Project, clock: "_Clock") -> Checked[Typeset]:
    if not project.has_pdf:
        return Checked(Typeset((), 0))
    press = Press(project.root / "templates" / "print", project.root / "assets")
    with clock.stage("guide imprimé"):
        return apart(partial(typeset, guide, pictures, press), project.cache)


def _site(guide: Guide, pictures: tuple[Artifact, ...], project: Project, clock: "_Clock") -> Checked[Site]:
    theme = load_theme(project.root / "assets")
    artwork = Artwork() if project.pages_only else _artwork(guide, pictures, theme, project, clock)
    wanted = Wanted(project.pages_only, project.style_page, project.jobs)
    with clock.stage("pages") as tick:
        return assemble(guide, theme, artwork, project.root, wanted, tick)


def _artwork(guide: Guide, pictures: tuple[Artifact, ...], theme: Theme, project: Project, clock: "_Clock") -> Artwork:
    from oma_builder.media import social  # a preview does not need what draws them
    from oma_builder.media.icons import icons

    with clock.stage("images de partage") as tick:
        shared = social.share_images(guide, pictures, project.root / "assets", project.cache, project.jobs, tick)
        drawing = next(item.content for item in theme.artifacts if item.route == theme.icon)
        drawn = icons(drawing, theme.papers[0], project.cache)
    shares = {image.page: Share(image.file.route, image.alt) for image in shared}
    return Artwork(drawn, shares, (*drawn.values(), *(image.file for image in shared)))


def _archive(guide: Guide, files: Iterable[Artifact], project: Project, clock: "_Clock") -> tuple[Artifact, ...]:
    if project.pages_only:
        return ()
    with clock.stage("archive"):
        return (archive(files, Edition(guide.site, project.today), project.cache),)


class _Clock:
    """Times the stages of one build and tells of them."""

    def __init__(self, notify: Notify) -> None:
        self.notify = notify
        self.taken: list[tuple[str, float]] = []

    def seconds(self) -> tuple[tuple[str, float], ...]:
        return tuple(self.taken)

    @contextmanager
    def stage(self, name: str) -> Iterator[Tick]:
        self.notify(name, 0, 0)
        start = time.perf_counter()
        yield partial(self.notify, name)
        self.taken.append((name, time.perf_counter() - start))
