"""The page of the forms and the files beside it, wherever it stands: in the preview, or on a site of the editors."""

import html
import json
from pathlib import Path

from oma_builder.artifact import Artifact
from oma_builder.content.kinds.site import Repository
from oma_builder.editor import forms
from oma_builder.editor.json_schema import Node

FOLDER = "admin"
"""Where the forms are on a site."""

VENDORED = "vendor/sveltia-cms"
"""Where the forms are, among our assets: as npm gives them, but for what called home."""

FOLDER_SCRIPT = "forms/folder.js"
"""What gives the forms of the preview its folder."""

_PAGE = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Écrire dans le guide</title>
<link rel="icon" href="data:,">
<link rel="cms-config-url" type="application/json" href="config.json">
<style>
.oma-notice {{ max-width: 34rem; padding: 1.5rem; border: 0; border-radius: .5rem; font: 1rem/1.5 system-ui, sans-serif; }}
.oma-notice::backdrop {{ background: rgb(0 0 0 / 50%); }}
.oma-beside {{ position: fixed; inset: auto 1rem 4rem auto; z-index: 100; border: 1px solid #b98900; box-shadow: 0 .25rem 1rem rgb(0 0 0 / 25%); }}
.oma-notice h2 {{ margin: 0 0 1rem; font-size: 1.25rem; }}
.oma-notice ul {{ margin: 0; padding-left: 1.25rem; }}
.oma-notice li {{ margin-bottom: .5rem; }}
.oma-notice p {{ margin: 1.5rem 0 0; }}
.oma-notice button {{ padding: .5rem 1rem; font: inherit; }}
</style>
{more}<script src="sveltia-cms.js" defer></script>
</head>
<body>
<noscript>Les formulaires ont besoin de JavaScript.</noscript>
</body>
</html>
"""


def page(policy: str, more: str = "") -> bytes:
    """Return the page; `more` stands before the script of the forms."""
    return _PAGE.format(policy=html.escape(policy), more=more).encode()


def policy(*hosts: str) -> str:
    """Return the security policy of the page: our own files, and the hosts of the repository.

    The forms put their style sheets into the page themselves, and show pictures that are not written yet.
    """
    asked = " ".join(("'self'", *hosts))
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; connect-src {asked} data: blob:; "
        f"img-src {asked} data: blob:; media-src 'self' blob:; worker-src blob:; base-uri 'none'; form-action 'self'"
    )


def with_folder(token: str) -> str:
    """Return what the page of the preview holds besides: its token, and the script that gives the folder."""
    return f'<meta name="form-token" content="{html.escape(token)}">\n<script src="folder.js" defer></script>\n'


def text(configuration: Node) -> bytes:
    """Return the file of the configuration."""
    return json.dumps(configuration, ensure_ascii=False, indent=1).encode()


def published(assets: Path, depot: Repository, address: str) -> tuple[Artifact, ...]:
    """Return the forms of a site of the editors, at `address`, which write into a repository."""
    made = {
        "index.html": page(policy(*forms.hosts(depot))),
        "config.json": text(forms.configuration(forms.backend(depot), address)),
        **{file.name: file.read_bytes() for file in vendored(assets)},
    }
    return tuple(Artifact(f"{FOLDER}/{name}", content) for name, content in made.items())


def vendored(assets: Path) -> list[Path]:
    """Return the files of the forms, with the licences beside them."""
    return sorted((assets / VENDORED).iterdir())
