"""Views → HTML files, over processes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from oma_builder.artifact import Artifact
from oma_builder.content.markdown import Node, plain_text, to_html
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.model import SiteInfo
from oma_builder.guide.pictures import Picture
from oma_builder.parallel import Tick, fan_out, no_tick
from oma_builder.web import budgets, linked_data, ranges
from oma_builder.web.views import Menus, PageView


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


_ONLY_SERVER = re.compile(r"<!--server-->.*?<!--/server-->\n?", re.DOTALL)
_ONLY_FOLDER = re.compile(r"<!--folder-->.*?<!--/folder-->\n?", re.DOTALL)
_MARKS = re.compile(r"<!--/?(?:server|folder)-->\n?")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One page in two editions: for a folder, and for a server, whose head says more (`online`).

    What templates put between `<!--server-->` and `<!--/server-->` is not in the folder either, what they put between
    `<!--folder-->` and `<!--/folder-->` only there. (No author's text can hold a comment: it would be escaped.)
    `measured` is what the page of the server holds.
    """

    route: str
    html: str
    online: str
    origin: str
    measured: budgets.Measured

    @property
    def offline_file(self) -> Artifact:
        """The page as it opens from a folder."""
        return Artifact(self.route, _MARKS.sub("", _ONLY_SERVER.sub("", self.html)).encode(), self.origin)

    @property
    def file(self) -> Artifact:
        """The page as a server gives it."""
        return Artifact(self.route, _served(self.html, self.online), self.origin)


def render(
    views: Iterable[PageView], frame: Frame, templates: Path, jobs: int, tick: Tick = no_tick
) -> tuple[Rendered, ...]:
    """Render every view with the templates of the folder `templates`."""
    templates = templates.resolve()  # by whatever link projects reach it, one folder is compiled once a process
    environment(templates)  # before the fork: each worker starts with every template ready
    return tuple(fan_out(partial(_render_page, frame, templates), views, jobs, batch=25, name=_name, tick=tick))


def _name(view: PageView) -> str:
    return view.origin or view.route


@cache
def environment(templates: Path) -> Environment:
    """Return the Jinja environment of a folder, with every template compiled."""
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    made.filters["date"] = vocabulary.french_date
    made.filters["finding"] = vocabulary.CRITERIA.__getitem__
    made.filters["euros"] = vocabulary.euros
    made.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    made.globals["linked_data"] = linked_data.script
    made.globals["most"] = ranges.MOST
    made.globals["markdown"] = partial(markdown_html, templates)
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)
    return made


def _render_page(frame: Frame, templates: Path, view: PageView) -> Rendered:
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
    measured = budgets.measure(view.template, _served(html, online))
    return Rendered(view.route, html, online, view.origin, measured)


def _served(html: str, online: str) -> bytes:
    return _MARKS.sub("", _ONLY_FOLDER.sub("", html)).replace("</head>", f"{online}</head>", 1).encode()


@cache
def _shell(frame: Frame, templates: Path, root: str, section: str) -> dict[str, Markup]:
    """Render header and footer once for all pages that share them: a third of a page's time."""
    jinja = environment(templates)
    context = {"frame": frame, "site": frame.site, "root": root, "section": section, "routes": _ROUTES}
    return {
        "header": Markup(jinja.get_template("components/header.html").render(context)),  # noqa: S704 - autoescaped template
        "footer": Markup(jinja.get_template("components/footer.html").render(context)),  # noqa: S704 - autoescaped template
    }


_ROUTES: dict[str, Any] = {
    "home": routes.HOME,
    "metiers": routes.METIERS,
    "sectors": routes.SECTORS,
    "territories": routes.TERRITORIES,
    "campuses": routes.CAMPUSES,
    "hosts": routes.HOSTS,
    "open_data": routes.OPEN_DATA,
    "calendar": routes.CALENDAR,
    "data_json": routes.DATA_JSON,
    "data_csv": routes.DATA_CSV,
    "data_schema": routes.DATA_SCHEMA,
    "recruitments_csv": routes.RECRUITMENTS_CSV,
    "recruitments_resource": routes.RECRUITMENTS_RESOURCE,
    "guide_pdf": routes.GUIDE_PDF,
    "fiche": routes.fiche,
    "sector_pdf": routes.sector_pdf,
    "territory_pdf": routes.territory_pdf,
    "interests": routes.INTERESTS,
    "formations": routes.FORMATIONS,
    "handbooks": routes.HANDBOOKS,
    "levels": routes.LEVELS,
    "glossary": routes.GLOSSARY,
    "search": routes.SEARCH,
    "quiz": routes.QUIZ,
    "selection": routes.SELECTION,
    "compare": routes.COMPARE,
    "notebook": routes.NOTEBOOK,
    "classroom": routes.CLASSROOM,
    "unplugged": routes.UNPLUGGED,
    "memory": routes.MEMORY,
    "unlisted": routes.UNLISTED,
    "archive": routes.ARCHIVE,
    "feed": routes.FEED,
    "web_manifest": routes.WEB_MANIFEST,
}


def markdown_html(
    templates: Path, nodes: Iterable[Node], root: str, pictures: Iterable[tuple[str, Picture]] = ()
) -> Markup:
    """Render a text for a page whose links to the site start with `root`."""
    shown = dict(pictures)
    return Markup(to_html(nodes, partial(_href, root), partial(_picture, templates, root, shown)))  # noqa: S704 - to_html escapes


def _href(root: str, target: str) -> str:
    return target if routes.leads_outside(target) or target.startswith("#") else root + target


def _picture(templates: Path, root: str, known: dict[str, Picture], node: Node) -> str:
    shown = known.get(node.text)
    if shown is None:
        return ""
    macro = environment(templates).get_template("components/picture.html").make_module().picture  # type: ignore[attr-defined] # Jinja makes it
    described = replace(shown, alt=plain_text(node.children))  # a file may be shown twice, for two reasons
    return str(macro(described, root, "(min-width: 48rem) 44rem, 100vw")).strip()
