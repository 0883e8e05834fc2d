"""The whole site in its two editions: one for servers, one for folders."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from oma_builder.artifact import Artifact, StagedArtifact, staged
from oma_builder.cache import Memo, made_anew
from oma_builder.guide import routes
from oma_builder.guide.icons import TOUCH, Icon
from oma_builder.guide.model import Guide
from oma_builder.parallel import Tick, no_tick
from oma_builder.problems import Checked
from oma_builder.web import browse, budgets, catalogue, feeds, headers, offline, search, shards, specimens
from oma_builder.web.kept import KeptPages
from oma_builder.web.open_data import open_data
from oma_builder.web.pages import pages
from oma_builder.web.render import NOTHING_KEPT, Frame, Rendered, rendering
from oma_builder.web.shards import ScriptData
from oma_builder.web.short_addresses import redirections
from oma_builder.web.theme import Theme
from oma_builder.web.views import PageView, Share, menus, with_awaited, with_shares

_MOST_AT_ONCE = 5_000
"""Pages up to which the data beside them are made while workers render: with more, both together take too much memory."""


@dataclass(frozen=True, slots=True)
class Artwork:
    """What is drawn for a server alone: icons, and share images by the routes of their pages; none in a preview. `pictures` are those that pages show."""

    icons: Mapping[Icon, Artifact] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)
    files: tuple[Artifact, ...] = ()
    pictures: tuple[Artifact, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the site is to be made: a preview has nothing to install nor to carry away; the style page is for the team.

    One `with_forms` of the editors says its policy in its pages alone, since that of the forms is another. `before` are the pages of an earlier build, `staging` is a folder to write those of a preview in. `memo` keeps what costs much and follows from little, as long as the program is the same. Only what is released is `indexable`: whatever else is put online, to be looked at, asks every robot to pass by.
    """

    preview: bool
    indexable: bool
    style_page: bool
    with_forms: bool
    jobs: int
    before: KeptPages = NOTHING_KEPT
    staging: Path | None = None
    memo: Memo = made_anew


@dataclass(frozen=True, slots=True)
class Site:
    """The site in its two editions: the pages, what both editions need, and what only a server or a folder uses."""

    pages: tuple[Rendered, ...]
    both: tuple[Artifact | StagedArtifact, ...]
    server: tuple[Artifact, ...]
    alone: tuple[Artifact, ...]

    @property
    def online(self) -> tuple[Artifact | StagedArtifact, ...]:
        """Return the files of the edition for servers."""
        return (*(page.file for page in self.pages), *self.both, *self.server)

    @property
    def folder(self) -> Iterator[Artifact | StagedArtifact]:
        """Yield the files of the edition for folders."""
        pages = (page.offline_file for page in self.pages if page.route not in routes.UNLISTED)
        yield from filter(None, pages)
        yield from (*self.both, *self.alone)


def assemble(guide: Guide, theme: Theme, artwork: Artwork, root: Path, wanted: Wanted, tick: Tick) -> Checked[Site]:
    """Render every page, hold it against its budget, and gather the files beside them; `root` holds the folders `templates` and `assets`."""
    views = _views(guide, theme, artwork, wanted)
    frame = _frame(guide, theme, artwork, wanted)
    templates = root / "templates" / "web"
    is_early = len(views) <= _MOST_AT_ONCE
    before, staging = wanted.before, wanted.staging
    with rendering(views, frame, templates, wanted.jobs, before, staging, is_awaited=not is_early) as render_rest:
        beside = _beside(guide, views, wanted) if is_early else None
        rendered = render_rest(tick)
    data, carried, opened = beside or _beside(guide, views, wanted)
    worn = sorted({name for view in views for name in view.sheets})
    looks = (*theme.artifacts, *(theme.sheets[name] for name in worn))
    both = (
        *looks,
        *(file for file in data.files if file in carried.files),
        *opened,
        *_calendar(guide),
    )
    server = (*_machines(guide, views, theme.icon, wanted), *artwork.files, *_apart(data, carried))
    if not wanted.preview:
        made = [page.file for page in rendered if isinstance(page.file, Artifact)]
        whole, contents = offline.whole(made, (*looks, *artwork.pictures))
        first = (page for page in made if page.route in offline.PAGES)
        worker = offline.worker(root / "assets", theme, data, first, contents)
        server += (offline.manifest(guide.site, theme, artwork.icons), whole, worker)
    heavy = budgets.check_pages(views, (page.kept.measured for page in rendered), guide)
    return Checked(
        Site(rendered, both, server, (*offline.memory(root / "assets"), *_apart(carried, data))),
        (*heavy, *budgets.check_code(views, theme)),
    )


def _beside(
    guide: Guide, views: Iterable[PageView], wanted: Wanted
) -> tuple[ScriptData, ScriptData, tuple[Artifact | StagedArtifact, ...]]:
    """Return what scripts know of the guide, for servers and for folders, and what other programs may."""
    scripts = (*catalogue.scripts(guide.metiers), *browse.scripts(guide), *search.spoken_scripts(guide, wanted.memo))
    data = shards.gathered((*scripts, *search.scripts(guide, views, "web")))
    # A preview has no edition for folders, and its saves need not wait for what that one finds.
    carried = data if wanted.preview else shards.gathered((*scripts, *search.scripts(guide, views, "hors-ligne")))
    opened = (staged(file, wanted.staging) if wanted.staging else file for file in open_data(guide))
    return data, carried, tuple(opened)


def pages_from(origin: str, guide: Guide, theme: Theme, root: Path, wanted: Wanted) -> tuple[Rendered, ...]:
    """Render those pages of a preview alone that a document has, by the name of its file."""
    views = [view for view in _views(guide, theme, Artwork(), wanted) if view.origin == origin]
    frame = _frame(guide, theme, Artwork(), wanted)
    with rendering(views, frame, root / "templates" / "web", jobs=1) as rendered:
        return rendered(no_tick)


def _apart(data: ScriptData, other: ScriptData) -> tuple[Artifact, ...]:
    """Return the data of one edition that the other has not: what may be shown in one of them alone is found in it alone."""
    return tuple(file for file in data.files if file not in other.files)


def _views(guide: Guide, theme: Theme, artwork: Artwork, wanted: Wanted) -> tuple[PageView, ...]:
    extra = (specimens.page(guide, theme.tokens, theme.icons),) if wanted.style_page else ()
    return with_shares((*with_awaited(pages(guide), guide), *extra), artwork.shares)


def _frame(guide: Guide, theme: Theme, artwork: Artwork, wanted: Wanted) -> Frame:
    return Frame(
        site=guide.site,
        policy=headers.meta(headers.policy(guide.films)),
        folder_policy=headers.meta(headers.folder_policy(guide.films)),
        menus=menus(guide),
        css=theme.css,
        icon=theme.icon,
        papers=theme.papers,
        scripts=theme.scripts,
        sheets={name: sheet.route for name, sheet in theme.sheets.items()},
        lists=guide.lists,
        has_pdf=guide.has_pdf,
        touch_icon=artwork.icons[TOUCH].route if artwork.icons else "",
        has_archive=not wanted.preview,
        is_indexable=wanted.indexable,
    )


def _machines(guide: Guide, views: Iterable[PageView], icon: str, wanted: Wanted) -> tuple[Artifact, ...]:
    listed, address = tuple(views), guide.site.address
    shorts = tuple(redirections(guide.short_addresses, address, icon))
    served = (*(view.route for view in listed), *(short.route for short in shorts))
    policy = {} if wanted.with_forms else headers.policy(guide.films)
    said = headers.security(policy, indexable=wanted.indexable)
    settings = headers.server_files(address, served, said)
    robots = feeds.robots(address) if wanted.indexable else feeds.no_robots()
    return (*feeds.sitemaps(listed, address), robots, feeds.news(guide), *settings, *shorts)


def _calendar(guide: Guide) -> tuple[Artifact, ...]:
    # Also without events: whoever subscribed in winter still asks for it in summer.
    from oma_builder.web.calendar import calendar  # its library takes a tenth of a second to import

    return (calendar(guide),)
