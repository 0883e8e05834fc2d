"""Hooks for MkDocs: tell templates who names whom, and lead on from short addresses."""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import linking


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Give the templates every page, and who names it; write the short addresses while they are at hand."""
    given = json.loads(Path(__file__).with_name("given.json").read_text(encoding="utf-8"))
    index = linking.by_kind(linking.page_of(file.page.meta) for file in files.documentation_pages())
    linking.teach(env, index, given)
    for metier in index["metiers"].values():
        linking.lead_on(env.get_template("short.html"), config.site_dir, metier)
    return env
