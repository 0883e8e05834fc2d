"""What our packages take for the peers' site when they are used as they come: PyYAML, markdown-it-py, Jinja2, nothing else.

It reads the pages that are written for MkDocs and fills their templates, in two processes. It checks nothing, sets no text
as print does, and makes no file for machines: the scale for what ours takes, which does all of that. (Ours reads YAML by
its events, which is quicker than what stands here.)
"""

import gc
import json
import os
import pickle
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FunctionLoader
from markdown_it import MarkdownIt
from markupsafe import Markup

from tests.benchmarks.peer_sites import MKDOCS, Frame
from tests.benchmarks.shared import linking

Spread = Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]
"""Carries out work on each of some items, and returns what comes of them in their order."""


def write(site: Path, frame: Frame, output: Path, over: Spread) -> None:
    """Write the pages of a site that `peer_sites` wrote for the peer of this frame."""
    pages = over(partial(_read, MarkdownIt("commonmark")), sorted((site / frame.pages).rglob("*.md")))
    index = linking.by_kind(page for page, _ in pages)
    templates = FunctionLoader(partial(_template, site / frame.templates))
    known = Environment(loader=templates, autoescape=True, auto_reload=False, cache_size=-1)
    linking.teach(known, index, json.loads((site / "given.json").read_text(encoding="utf-8")))
    for folder in {(output / page["address"].lstrip("/")).parent for page, _ in pages}:
        folder.mkdir(parents=True, exist_ok=True)
    over(partial(_fill, known, output), pages)
    over(partial(linking.lead_on, known.get_template("short.html"), str(output)), [*index["metiers"].values()])


def in_halves(work: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
    """Return what comes of each item, the second half of them made in a second process."""
    half = len(items) // 2
    with tempfile.TemporaryFile() as told:
        if not (other := os.fork()):
            pickle.dump([work(item) for item in items[half:]], told)
            told.flush()
            os._exit(0)
        made = [work(item) for item in items[:half]]
        if os.waitpid(other, 0)[1]:
            raise RuntimeError("the second process failed")
        told.seek(0)
        return [*made, *pickle.load(told)]  # noqa: S301 - what our own process wrote


def _template(folder: Path, name: str) -> str:
    """Return a template without the line that says how its peer names a page and its body."""
    return re.sub(r"^({% set .*? %})+", "", (folder / name).read_text(encoding="utf-8"))


def _read(markdown: MarkdownIt, path: Path) -> tuple[linking.Page, str]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = yaml.load(head, yaml.CSafeLoader)
    return linking.page_of(facts), markdown.render(body)


def _fill(known: Environment, output: Path, item: tuple[linking.Page, str]) -> None:
    page, body = item
    html = known.get_template(page["facts"]["template"]).render(one=page, body=Markup(body))  # noqa: S704 - our own text
    (output / page["address"].lstrip("/")).write_text(html, encoding="utf-8")


if __name__ == "__main__":
    gc.disable()
    write(Path(sys.argv[1]), MKDOCS, Path(sys.argv[2]), in_halves)
