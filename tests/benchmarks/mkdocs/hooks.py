"""Hooks for MkDocs: tell templates who names whom, and lead on from short addresses."""

import json
import sys
from pathlib import Path
from typing import Any

from markupsafe import Markup

sys.path.insert(0, str(Path(__file__).resolve().parent))
import linking


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Give the templates every page, and who names it; write the short addresses while they are at hand."""
    given = json.loads(Path(__file__).with_name("given.json").read_text(encoding="utf-8"))
    index = linking.by_kind(_entry(file.page.meta) for file in files.documentation_pages())
    env.autoescape = True
    env.filters |= {"date": linking.french_date, "json": _json}
    env.globals |= {
        "index": index,
        "links": linking.linked(index, given),
        "site": given["site"],
        "words": given["words"],
    }
    linking.write_short_addresses(env.get_template("short.html"), index, config.site_dir)
    return env


def _entry(meta: dict[str, Any]) -> linking.Page:
    return {
        "kind": meta["kind"],
        "id": meta["ident"],
        "title": meta["title"],
        "address": meta["permalink"],
        "facts": meta,
    }


def _json(value: Any) -> Markup:
    return Markup(linking.as_json(value))  # noqa: S704 - `as_json` lets nothing end the script
