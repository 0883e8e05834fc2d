"""Views → HTML files, over processes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from oma_builder.artifact import Artifact, StagedArtifact, staged
from oma_builder.content.markdown import Node, plain_text, to_html
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.model import SiteInfo
from oma_builder.guide.pictures import Picture
from oma_builder.guide.values import LinkedText
from oma_builder.parallel import Tick, begun, fan_out
from oma_builder.web import editions, linked_data, ranges, weights
from oma_builder.web.compiled import CompiledTemplates
from oma_builder.web.kept import KeptPage, KeptPages, key_of, surroundings_of
from oma_builder.web.views import Menus, PageView

_BATCH = 25
"""Pages that a worker renders in one go."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What surrounds every page: the site's own facts, its menus, the routes of its assets and scripts.

    There is one a build, so that it is compared, and remembered, as itself. `touch_icon` is empty, and `has_archive`
    false, in a preview: it is neither installed nor taken along.
    """

    site: SiteInfo
    policy: Markup
    folder_policy: Markup
    menus: Menus
    css: str
    icon: str
    papers: tuple[str, str]
    scripts: Mapping[str, str]
    sheets: Mapping[str, str]
    lists: frozenset[str]
    has_pdf: bool
    touch_icon: str
    has_archive: bool
    is_indexable: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """One page in two editions: for a server, whose head says more, and for a folder, where one is wanted.

    `kept` is what is known of the page of the server besides its bytes.
    """

    file: Artifact | StagedArtifact
    offline_file: Artifact | None
    kept: KeptPage

    @property
    def route(self) -> str:
        """Where the page is in both."""
        return self.file.route


NOTHING_KEPT = KeptPages()


@contextmanager
def rendering(
    views: Iterable[PageView],
    frame: Frame,
    templates: Path,
    jobs: int,
    before: KeptPages = NOTHING_KEPT,
    staging: Path | None = None,
    *,
    is_awaited: bool = False,
) -> Iterator[Callable[[Tick], tuple[Rendered, ...]]]:
    """Let workers begin to render the views with the templates of the folder `templates`, and give the way to all pages.

    This process takes its part once it is asked for them; unless that is at once (`is_awaited`), each worker begins with its share
    of the pages. Those that are there `before` are not rendered. With a folder for `staging`, whoever renders a page also
    writes it, and nobody holds all of them.
    """
    listed = tuple(views)
    templates = templates.resolve()  # by whatever link projects reach it, one folder is compiled once a process
    surroundings = surroundings_of(frame) if before.folder else ""
    standing = dict(_standing(listed, surroundings, before))
    missing = [view for view in listed if view.route not in standing]
    if missing:
        environment(templates)  # before the fork: each worker starts with every template ready
    work = partial(_render_page, frame, templates, surroundings, staging)
    if jobs <= 1 or len(missing) <= _BATCH:
        made = fan_out(work, missing, 1, name=_name)
        yield partial(_in_order, listed, standing, made, len(missing))
        return
    share = 0 if is_awaited else len(missing) // jobs
    with begun(work, missing, jobs, batch=_BATCH, lead=share, joined=True, name=_name) as made:
        yield partial(_in_order, listed, standing, made, len(missing))


def _in_order(
    views: Iterable[PageView], standing: Mapping[str, Rendered], made: Iterator[Rendered], count: int, tick: Tick
) -> tuple[Rendered, ...]:
    """Return all pages in the order of the views: those that stand, and those that are made."""
    rendered, done = [], 0
    for view in views:
        if view.route not in standing:
            rendered.append(next(made))
            done += 1
            if done == count or done % _BATCH == 0:
                tick(done, count)
        else:
            rendered.append(standing[view.route])
    return tuple(rendered)


def _standing(views: Iterable[PageView], surroundings: str, before: KeptPages) -> Iterator[tuple[str, Rendered]]:
    for view in views if before.pages else ():
        if file := before.file(view, key_of(surroundings, view)):
            yield view.route, Rendered(file, None, before.pages[view.route])


def _name(view: PageView) -> str:
    return view.origin or view.route


_SPACES: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}


class _Environment(Environment):
    """Jinja with globals that no template changes: their chain of mappings, copied for every context, took a tenth of a page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template as one plain mapping."""
        return self.globals if d is None else {**self.globals, **d}


@cache
def environment(templates: Path) -> Environment:
    """Return the Jinja environment of a folder, with every template compiled."""
    made = _Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=CompiledTemplates(_SPACES),
        **_SPACES,
    )
    made.getattr = getattr  # type: ignore[assignment] # what templates name is an attribute, never a key
    made.filters["date"] = vocabulary.french_date
    made.filters["finding"] = vocabulary.CRITERIA.__getitem__
    made.filters["euros"] = vocabulary.euros
    made.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    made.globals["linked_data"] = linked_data.of_page
    made.globals["most"] = ranges.MOST
    made.globals["markdown"] = partial(markdown_html, templates)
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)
    return made


def _render_page(frame: Frame, templates: Path, surroundings: str, staging: Path | None, view: PageView) -> Rendered:
    root = routes.root_of(view.route)
    if view.route == routes.NOT_FOUND:
        # A server shows this page under any address: its links cannot be relative.
        root = urlsplit(frame.site.address).path
    jinja = environment(templates)
    context = {"page": view, "site": frame.site, "frame": frame, "root": root, "routes": _ROUTES}
    html = jinja.get_template(view.template).render(
        **context, content=view.content, **_shell(frame, templates, root, view.section)
    )
    online = jinja.get_template("components/online.html").render(context)
    served, seams = editions.for_server(html, online)
    seal = sha256(served).hexdigest()
    kept = KeptPage(key_of(surroundings, view), seal, view.template, weights.measure(view.template, served), seams)
    offline_file = Artifact(view.route, editions.for_folder(html), view.origin) if frame.has_archive else None
    online_file = Artifact(view.route, served, view.origin, seal)
    if staging is None:
        return Rendered(online_file, offline_file, kept)
    return Rendered(staged(online_file, staging), offline_file, kept)


@cache
def _shell(frame: Frame, templates: Path, root: str, section: str) -> dict[str, Markup]:
    """Render header and footer once for all pages that share them: a third of a page's time."""
    jinja = environment(templates)
    context = {"frame": frame, "site": frame.site, "root": root, "section": section, "routes": _ROUTES}
    return {
        "header": Markup(jinja.get_template("components/header.html").render(context)),  # noqa: S704 - autoescaped template
        "footer": Markup(jinja.get_template("components/footer.html").render(context)),  # noqa: S704 - autoescaped template
    }


_ROUTES = SimpleNamespace(
    home=routes.HOME,
    metiers=routes.METIERS,
    sectors=routes.SECTORS,
    territories=routes.TERRITORIES,
    campuses=routes.CAMPUSES,
    hosts=routes.HOSTS,
    open_data=routes.OPEN_DATA,
    agenda=routes.AGENDA,
    calendar=routes.CALENDAR,
    data_json=routes.data_json,
    data_csv=routes.data_csv,
    data_schema=routes.data_schema,
    data_catalogue=routes.DATA_CATALOGUE,
    recruitments_csv=routes.RECRUITMENTS_CSV,
    recruitments_resource=routes.RECRUITMENTS_RESOURCE,
    guide_pdf=routes.GUIDE_PDF,
    fiche=routes.fiche,
    sector_pdf=routes.sector_pdf,
    territory_pdf=routes.territory_pdf,
    interests=routes.INTERESTS,
    formations=routes.FORMATIONS,
    handbooks=routes.HANDBOOKS,
    levels=routes.LEVELS,
    glossary=routes.GLOSSARY,
    search=routes.SEARCH,
    quiz=routes.QUIZ,
    selection=routes.SELECTION,
    compare=routes.COMPARE,
    notebook=routes.NOTEBOOK,
    classroom=routes.CLASSROOM,
    unplugged=routes.UNPLUGGED,
    memory=routes.MEMORY,
    whole=routes.WHOLE,
    unlisted=routes.UNLISTED,
    archive=routes.ARCHIVE,
    feed=routes.FEED,
    web_manifest=routes.WEB_MANIFEST,
)


def markdown_html(
    templates: Path, nodes: Iterable[Node], root: str, pictures: Iterable[tuple[str, Picture]] = ()
) -> Markup:
    """Render a text for a page whose links to the site start with `root`."""
    html = to_html(nodes, partial(routes.address_from, root), partial(_picture, templates, root, dict(pictures)))
    if isinstance(nodes, LinkedText):
        html = editions.seamed(html, nodes.field, nodes.links)
    return Markup(html)  # noqa: S704 - to_html escapes


def _picture(templates: Path, root: str, known: dict[str, Picture], node: Node) -> str:
    shown = known.get(node.text)
    if shown is None:
        return ""
    macro = environment(templates).get_template("components/picture.html").make_module().picture  # type: ignore[attr-defined] # Jinja makes it
    described = replace(shown, alt=plain_text(node.children))  # a file may be shown twice, for two reasons
    return str(macro(described, root, "(min-width: 48rem) 44rem, 100vw")).strip()
