"""A plugin for Pelican: reads YAML front matter, and tells templates who names whom."""

from pathlib import Path
from typing import Any

import linking
import yaml
from markdown import Markdown
from pelican import signals
from pelican.readers import BaseReader

_MARKDOWN = Markdown()


class FrontMatterReader(BaseReader):
    """Reads YAML front matter and a Markdown body."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        _, head, body = Path(source_path).read_text(encoding="utf-8").split("---\n", 2)
        facts = yaml.load(head, yaml.CSafeLoader)
        page = linking.page_of(facts)
        known = {
            "title": page["title"],
            "slug": page["address"],
            "save_as": page["address"].lstrip("/"),
            "url": page["address"].lstrip("/"),
            "template": facts["template"].removesuffix(".html"),
            "one": page,
        }
        return _MARKDOWN.reset().convert(body), known


def _add_reader(readers: Any) -> None:
    readers.reader_classes["md"] = FrontMatterReader


def _link(generator: Any) -> None:
    known = generator.env.globals
    known["index"].update(linking.by_kind(page.one for page in generator.pages))
    known["links"].update(linking.linked(known["index"], generator.settings["GIVEN"]))


def _lead(generator: Any, writer: Any) -> None:
    for metier in generator.env.globals["index"]["metiers"].values():
        linking.lead_on(generator.env.get_template("short.html"), writer.output_path, metier)


def register() -> None:
    """Take part in a build, as Pelican asks of a plugin."""
    signals.readers_init.connect(_add_reader)
    signals.page_generator_finalized.connect(_link)
    signals.page_writer_finalized.connect(_lead)
