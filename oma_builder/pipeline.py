"""The order of the stages, on one screen."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from oma_builder.artifact import Artifact, Publishable
from oma_builder.cache import Cache, Memo, digest
from oma_builder.content import loader, privacy, spelling, validation
from oma_builder.content.loader import Corpus
from oma_builder.content.walking import PICTURES
from oma_builder.films import files
from oma_builder.films.files import Reel
from oma_builder.guide import linker
from oma_builder.guide.approvals import words
from oma_builder.guide.film_selection import chosen
from oma_builder.guide.films import Film
from oma_builder.guide.model import Guide
from oma_builder.guide.on_paper import as_published
from oma_builder.guide.publication import with_all_begun, with_unpublished, withheld
from oma_builder.incremental import journal, remembered
from oma_builder.incremental.inputs import inputs
from oma_builder.incremental.journal import Record
from oma_builder.incremental.quick import quickly
from oma_builder.incremental.remembered import Pages
from oma_builder.media import images
from oma_builder.parallel import alongside
from oma_builder.prepress.inks import PROFILE
from oma_builder.problems import BuildError, Checked, ExitCode, has_errors, tidy
from oma_builder.progress import Clock, Notify
from oma_builder.project import Approved, Carried, Project, Summary
from oma_builder.publish import output
from oma_builder.publish.archive import Edition, archive
from oma_builder.publish.target import check_target
from oma_builder.stamps import stamps
from oma_builder.stewardship import guard as guarding
from oma_builder.stewardship.guard import Guard
from oma_builder.web.kept import KeptPages
from oma_builder.web.site import Artwork, Site, Wanted, assemble
from oma_builder.web.theme import Theme, load_theme
from oma_builder.web.views import Share
from oma_builder.workers import give_back
from oma_builder.workplace import sweep, work_folder

if TYPE_CHECKING:  # a preview does not need what prints
    from oma_builder.print.context import PrintContext
    from oma_builder.print.typeset import Typeset, Typesetting


_MANY = 1_000
"""Documents from which on a process for the rules alone saves more than it costs."""


@dataclass(frozen=True, slots=True)
class Made:
    """All that is to be published, in the order of its routes, before a byte of it is written."""

    summary: Summary
    planned: tuple[Publishable, ...] = ()
    pages: Pages | None = None


def build(project: Project, notify: Notify) -> Checked[Summary]:
    """Turn the content into the published folder. With an error, nothing is written and the old site stays.

    Raises `BuildError` when the environment forbids it.
    """
    check_target(project.output, project.content)
    return quickly(project) or build_whole(project, notify)


def build_whole(project: Project, notify: Notify, guard: Guard | None = None) -> Checked[Summary]:
    """Do the same, whatever an earlier build has left, but for what it keeps in the cache.

    With a `guard`, nothing is written that says any of what it looks for.
    """
    clock = Clock(notify)
    check_target(project.output, project.content)
    seen = inputs(project)
    with work_folder(project.cache.root) if project.pages_only else nullcontext() as staging:
        made, problems = make(project, clock, staging)
        if guard and not has_errors(problems):
            with clock.stage("données de personnes") as tick:
                problems = tidy((*problems, *guarding.find(guard, made.planned, project.jobs, tick)))
        if has_errors(problems):
            return Checked(made.summary, problems)
        with clock.stage("écriture"):
            written = output.write(made.planned, project.output, project.jobs, for_release=project.for_release)
            project.cache.sweep()
    summary = replace(made.summary, written=written, seconds=clock.seconds())
    if made.pages:
        remembered.keep_pages(project, made.pages)
    journal.write(project, Record(seen, journal.state_of(stamps(project.output)), summary, problems))
    return Checked(summary, problems)


def check(project: Project, notify: Notify) -> Checked[Summary]:
    """Build without writing: what it calls fine can be published. What is costly stays in the cache for the build."""
    made, problems = make(project, Clock(notify))
    unspelled = project.with_spelling and spelling.french() is None
    return Checked(replace(made.summary, unspelled=unspelled), problems)


def make(project: Project, clock: Clock, staging: Path | None = None) -> Checked[Made]:
    """Read the content and make all that is to be published of it; an error ends it where what follows would repeat it.

    Pages of a preview are written into `staging` at once.
    """
    (corpus, guide), problems = read(project, clock)
    documents, hidden = len(corpus.known), withheld(corpus, project.today, for_release=project.for_release)
    if guide is None or has_errors(problems):
        return Checked(Made(Summary(documents, seconds=clock.seconds())), problems)
    program, read_as = corpus.memory.program, corpus.memory.seal
    forms = _forms(corpus, guide, project)
    del corpus  # from here on all is in the guide, and the pages take its room
    give_back()
    pictures, found = produce_pictures(guide, project, clock)
    problems += found
    if has_errors(problems):
        return Checked(Made(Summary(documents, seconds=clock.seconds())), tidy(problems))
    with _printing(guide, pictures, project, clock) as printed:
        films, unfilmed = _films(guide, project, clock)
        site, overweight = _site(guide, pictures, project, clock, staging, partial(_kept, project.cache, program))
        paper, unprinted = printed()
    problems += (*unprinted, *unfilmed)
    media = (*pictures, *(paper.artifacts if paper else ()))
    packed = _archive(guide, (*media, *site.folder, *films.folder), project, clock)
    planned, found = output.plan((*media, *site.online, *films.server, *forms, *packed))
    asked = tuple(_carried(film) for film in guide.films if film.taken)
    counts = (documents, len(site.pages), len(pictures), paper.pages if paper else 0)
    summary = Summary(
        *counts,
        seconds=clock.seconds(),
        films=asked,
        unopened=films.unopened,
        whole=True,
        withheld=hidden,
        approvals=tuple(Approved(one.kind, one.id, words(one), one.is_complete) for one in guide.approvals),
    )
    pages = remembered.pages_of(site.pages, program, read_as, guide) if project.pages_only else None
    return Checked(Made(summary, planned, pages), tidy((*problems, *overweight, *found), strict=project.is_strict))


def _carried(film: Film) -> Carried:
    return Carried(film.id, film.taken == "taken", film.video.octets if film.video else 0)


def produce_pictures(guide: Guide, project: Project, clock: Clock) -> Checked[tuple[Artifact, ...]]:
    """Make every derivative of the pictures that the guide shows."""
    with clock.stage("images") as tick:
        folder = project.content / PICTURES
        return images.produce(guide.derivatives, folder, _profile(project), project.cache, project.jobs, tick)


def _profile(project: Project) -> Path:
    """Return the colours of the paper, and of photographs in inks that name none."""
    return project.root / "assets" / PROFILE


def read(project: Project, clock: Clock) -> Checked[tuple[Corpus, Guide | None]]:
    """Read, check and link the content; the guide is None when `site.yaml` could not be read."""
    sweep(project.cache.root)
    with clock.stage("lecture") as tick:
        before = remembered.documents(project)
        corpus, problems = loader.load(project.content, project.jobs, tick, before)
        remembered.keep_documents(project, before, corpus.memory)
    with clock.stage("vérification"):
        guide, found = examine(corpus, project)
    dictionary = spelling.french() if project.with_spelling else None
    if dictionary:
        with clock.stage("orthographe"):
            found += spelling.misspelt(corpus, project.content, dictionary)
    problems = tidy(privacy.told_once((*problems, *found)), strict=project.is_strict)
    if guide is None and not has_errors(problems):
        raise AssertionError(f"{project.content} gives no guide, and no problem says why")
    return Checked((corpus, guide), problems)


def examine(corpus: Corpus, project: Project) -> Checked[Guide | None]:
    """Check and link what was read, as it may be seen on the day of the project; then as it may be seen later."""
    linked = _linking(corpus, project)
    rules = partial(validation.validate, corpus, project.today, for_release=project.for_release)
    with alongside(rules, project.jobs if len(corpus.known) >= _MANY else 1) as problems_of:
        guide, found = linked(corpus)
        later = with_all_begun(corpus, project.today)
        foreseen = linked(later).problems if later else ()
        if project.unpublished and (everything := with_unpublished(corpus, project.today)):
            guide = linked(everything).value  # what is wrong with it is said of what is published
        problems = problems_of()
    return Checked(guide, (*problems, *found, *foreseen))


def shown(corpus: Corpus, project: Project) -> Guide | None:
    """Link what was read as the pages of a project show it, and check nothing."""
    seen = with_unpublished(corpus, project.today) if project.unpublished else None
    return _linking(corpus, project)(seen or corpus).value


def _linking(corpus: Corpus, project: Project) -> Callable[[Corpus], Checked[Guide | None]]:
    return partial(
        linker.link,
        today=project.today,
        address=project.address,
        has_pdf=project.shows_pdf,
        stock=files.stock(project.films),
        film_selection=chosen(project.take, project.take_at_most, corpus) if project.take else None,
        for_release=project.for_release,
    )


@contextmanager
def _printing(
    guide: Guide, pictures: tuple[Artifact, ...], project: Project, clock: Clock
) -> "Iterator[Callable[[], Checked[Typeset | None]]]":
    """Begin to print, and give the way to what is printed: the pages are made meanwhile, as they hang on none of it."""
    if not project.has_pdf:
        yield lambda: Checked(None)
        return
    from oma_builder.print.typeset import typesetting

    with typesetting(print_context(as_published(guide), pictures, project), project.jobs) as printed:
        yield partial(_printed, printed, clock)


def _printed(printed: "Typesetting", clock: Clock) -> "Checked[Typeset]":
    with clock.stage("guides imprimés") as tick:
        return printed(tick)


def print_context(guide: Guide, pictures: tuple[Artifact, ...], project: Project) -> "PrintContext":
    """Return what every task of printing shares."""
    from oma_builder.print.context import Materials, PrintContext, picture_store

    materials = Materials(project.root / "templates" / "print", project.root / "assets", guide.site.prints.profile)
    return PrintContext(guide, picture_store(guide, pictures, project.content / PICTURES), materials, project.cache)


def _films(guide: Guide, project: Project, clock: Clock) -> Checked[Reel]:
    # What is released is read again, whatever is remembered of it: this is what keeps another film off the site.
    seals = files.Seals(project.cache, always_read=project.for_release)
    with clock.stage("films") as tick:
        wanted, others = files.posters(guide.films, project.films, seals)
        drawn, problems = images.produce(wanted, project.films, _profile(project), project.cache, project.jobs, tick)
        reel, found = files.reel(guide.films, drawn, project.films, seals)
    return Checked(reel, (*others, *problems, *found))


def _site(
    guide: Guide, pictures: tuple[Artifact, ...], project: Project, clock: Clock, staging: Path | None, memo: Memo
) -> Checked[Site]:
    theme = load_theme(project.root / "assets")
    artwork = Artwork() if project.pages_only else _artwork(guide, pictures, theme, project, clock)
    is_built_on = project.pages_only and journal.is_kept(project)
    before = KeptPages(project.output, remembered.pages(project).pages) if is_built_on else KeptPages()
    wanted = replace(wanted_of(project), before=before, staging=staging, memo=memo)
    with clock.stage("pages") as tick:
        return assemble(guide, theme, artwork, project.root, wanted, tick)


def _kept(cache: Cache, program: str, key: str, make: Callable[[], bytes]) -> bytes:
    """Return what the same program has made before, or make and keep it."""
    return cache.memo(digest(program, key), make)


def wanted_of(project: Project) -> Wanted:
    """Return how the site of a project is to be made, whatever an earlier build has left."""
    return Wanted(project.pages_only, project.for_release, project.style_page, project.with_forms, project.jobs)


def _artwork(guide: Guide, pictures: tuple[Artifact, ...], theme: Theme, project: Project, clock: Clock) -> Artwork:
    from oma_builder.media import social  # a preview does not need what draws them
    from oma_builder.media.icons import icons

    with clock.stage("images de partage") as tick:
        shared = social.share_images(guide, pictures, project.root, project.cache, project.jobs, tick)
        drawing = next(item.content for item in theme.artifacts if item.route == theme.icon)
        drawn = icons(drawing, theme.papers[0], project.cache)
    shares = {image.page: Share(image.file.route, image.alt) for image in shared}
    return Artwork(drawn, shares, (*drawn.values(), *(image.file for image in shared)), pictures)


def _forms(corpus: Corpus, guide: Guide, project: Project) -> tuple[Artifact, ...]:
    """Return the forms of a site of the editors. Raises `BuildError` where nothing says in which repository they write."""
    if not project.with_forms:
        return ()
    from oma_builder.editor import form_page  # readers' sites have none

    depot = corpus.site.entry.depot if corpus.site else None
    if depot is None:
        message = "rien ne dit où les formulaires enregistrent les fiches"
        raise BuildError(message, "ajoutez le bloc « depot » à site.yaml, avec son hôte et son nom", ExitCode.USAGE)
    return form_page.published(project.root / "assets", depot, guide.site.address)


def _archive(guide: Guide, content: Iterable[Publishable], project: Project, clock: Clock) -> tuple[Publishable, ...]:
    if project.pages_only:
        return ()
    with clock.stage("archive"):
        taken = tuple(film for film in guide.films if film.taken == "taken")
        return (archive(content, Edition(guide.site, project.today, taken), project.cache),)
