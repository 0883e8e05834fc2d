"""The guide → PDF, through Typst.

Typst works in a folder of its own that holds nothing but the templates, the pictures and one JSON file:
no author's text is ever pasted into Typst source, and no path leads out.
"""

import datetime
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache, digest
from oma_builder.guide import routes
from oma_builder.guide.model import Guide, Metier
from oma_builder.print.book import book
from oma_builder.problems import Checked, Problem, Severity

VERSION = "1"
"""Version of what this module does; raise it when the same input gives another PDF."""

SIZES = (9.3, 8.8)
"""Type sizes of a trade, in points: the largest that fits one page is taken."""

MAX_PAGES = 2
"""A trade takes one page, or a spread."""


@dataclass(frozen=True, slots=True)
class Press:
    """Where the print templates, fonts and tokens are."""

    templates: Path
    assets: Path

    def files(self) -> dict[str, bytes]:
        """Return every template by its name."""
        return {path.name: path.read_bytes() for path in sorted(self.templates.glob("*.typ"))}

    def fonts(self) -> list[Path]:
        """Return the fonts of the book, the only ones Typst may see."""
        return sorted((self.assets / "fonts").glob("*.ttf"))


@dataclass(frozen=True, slots=True)
class Typeset:
    """The PDF files and their number of pages."""

    artifacts: tuple[Artifact, ...]
    pages: int


def typeset(guide: Guide, pictures: Iterable[Artifact], press: Press, cache: Cache) -> Checked[Typeset]:
    """Make the accessible guide (PDF/UA-1); `pictures` are the derivatives the site shows."""
    shown = {artifact.route: artifact.content for artifact in pictures}
    files = _printable(guide)
    tokens = json.loads((press.assets / "tokens.json").read_text(encoding="utf-8"))
    data = book(guide, tokens, {original: Path(route).name for original, route in files.items()})
    content = json.dumps(data, ensure_ascii=False, sort_keys=True)
    data["site"]["digest"] = sha256(content.encode()).hexdigest()[:16]
    folder = {
        **press.files(),
        **{Path(route).name: shown[route] for route in files.values()},
        "data.json": json.dumps(data, ensure_ascii=False, sort_keys=True).encode(),
    }
    fonts = [path.read_bytes() for path in press.fonts()]
    named = (part for name, raw in sorted(folder.items()) for part in (name, raw))
    key = digest("guide", VERSION, version("typst"), str(SIZES), guide.today.isoformat(), *named, *fonts)
    stored = cache.memo(
        key, lambda: _compile(folder, [metier.id for metier in guide.metiers], press.assets / "fonts", guide.today)
    )
    head, _, pdf = stored.partition(b"\n")
    facts = json.loads(head)
    return Checked(
        Typeset((Artifact(routes.GUIDE_PDF, pdf),), facts["pages"]), _too_long(guide.metiers, facts["spans"])
    )


def _printable(guide: Guide) -> dict[str, str]:
    """Return, for each original picture, its largest derivative that paper can show."""
    best: dict[str, tuple[int, str]] = {}
    for item in guide.derivatives:
        if item.suffix in ("jpg", "svg"):
            best[item.source] = max(best.get(item.source, (0, "")), (item.width, item.route))
    return {original: route for original, (_, route) in best.items()}


def _compile(folder: Mapping[str, bytes], metiers: Sequence[str], fonts: Path, today: datetime.date) -> bytes:
    """Run Typst; return one line of JSON facts, then the PDF. Any warning is our bug, and raised."""
    with tempfile.TemporaryDirectory(prefix="oma-") as place:
        root = Path(place)
        for name, content in folder.items():
            (root / name).write_bytes(content)
        known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
        compiler = typst.Compiler(root / "guide.typ", root=root, font_paths=known)
        facts = _fit(compiler, root / "sizes.json", metiers)
        stamp = int(datetime.datetime.combine(today, datetime.time(), datetime.UTC).timestamp())
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1"], timestamp=stamp)
    if warnings:
        raise RuntimeError("\n".join(f"{warning.message}\n{warning.diagnostic}" for warning in warnings))
    assert isinstance(pdf, bytes)
    return json.dumps(facts, sort_keys=True).encode() + b"\n" + pdf


def _fit(compiler: typst.Compiler, sizes_file: Path, metiers: Sequence[str]) -> dict[str, Any]:
    """Lay the book out, then again with the next smaller size for each trade that runs over its page.

    A second layout costs little: Typst keeps what did not change. (Measuring each trade inside Typst cost
    three times as much, in time and in memory.)
    """
    ranks = dict.fromkeys(metiers, 0)
    while True:
        sizes = {identifier: SIZES[rank] for identifier, rank in ranks.items()}
        sizes_file.write_text(json.dumps(sizes), encoding="utf-8")
        found = json.loads(compiler.query("<facts>", field="value", one=True))
        spans = {name: [first, last] for (name, first), (_, last) in zip(found["starts"], found["ends"], strict=True)}
        over = [name for name, (first, last) in spans.items() if last > first and ranks[name] < len(SIZES) - 1]
        if not over:
            return {"pages": found["pages"], "spans": spans}
        for name in over:
            ranks[name] += 1


def _too_long(metiers: Iterable[Metier], spans: Mapping[str, list[int]]) -> tuple[Problem, ...]:
    problems = []
    for metier in metiers:
        first, last = spans[metier.id]
        if last - first >= MAX_PAGES:
            message = f"la fiche prend {last - first + 1} pages dans le guide imprimé"
            hint = f"raccourcissez-la pour qu’elle tienne sur {MAX_PAGES} pages"
            problems.append(Problem(metier.file, 1, "fiche-trop-longue", message, hint, Severity.WARNING))
    return tuple(problems)
