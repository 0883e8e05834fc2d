"""The configuration of the editors' forms (`/admin/`), made from the rows and models of every kind that people write."""

from typing import Any
from urllib.parse import quote, urlsplit

from oma_builder.content import documents
from oma_builder.content.filenames import LONGEST_NAME
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.kinds.site import Repository
from oma_builder.content.schema import KINDS, SINGLES
from oma_builder.editor import form_fields, json_schema
from oma_builder.editor.json_schema import Node

CONTENT = "content"
"""The folder of the content in a repository."""

LARGEST_PICTURE = 20_000_000
"""Bytes of a picture that a form takes in: content may have larger ones, but Git keeps each for ever."""

WRITTEN = tuple(kind for kind in KINDS if not kind.written_by)
"""The kinds that have forms, a document each, beside `SINGLES`."""

_MESSAGES = {
    "create": "Crée {{collection}} : {{slug}}",
    "update": "Modifie {{collection}} : {{slug}}",
    "delete": "Supprime {{collection}} : {{slug}}",
    "uploadMedia": "Ajoute l’image {{path}}",
    "deleteMedia": "Supprime l’image {{path}}",
}
"""What Git keeps of each change."""

LOCAL: Node = {"name": "github", "repo": "apercu/contenu", "auth_methods": ["token"]}
"""Where documents are kept when they are in a folder of this computer: nowhere, but the forms ask for a name."""

_PHOTOGRAPH = {"format": "webp", "quality": 90, "width": 3_000}
"""What becomes of a photograph as a camera gives it: upright, enough for paper, and silent about place, day and device."""

_API = {"github": "api/v3", "gitlab": "api/v4"}
_HOSTS = {
    "github": ("https://api.github.com", "https://avatars.githubusercontent.com"),
    "gitlab": ("https://gitlab.com",),
}

_SLUG_HINT = (
    "Il sera dans l’adresse de la page : minuscules sans accent, chiffres et tirets. Ne le changez plus ensuite."
)
_REWRITES = (
    "Enregistrer ici récrit tout le fichier : ses remarques (les lignes qui commencent par #) sont perdues. Pour les "
    "garder, modifiez la fiche sur un ordinateur, ou comme un fichier."
)
"""What is said of each kind where documents are in a repository: only the preview sews what was written into the old file."""
_NAMES_FILE = (
    " Le nom du fichier, donc l’adresse de la page, en est tiré au premier enregistrement : pour un autre, cliquez sur "
    "l’ancre, à droite de l’écran."
)
"""What stands below the field that names a document, where documents are begun."""


def entry_address(kind_name: str, identifier: str, field: str = "") -> str:
    """Return where the form of a document is, from the root of the site; that of a kind of one file has its name.

    In the preview it opens at `field`, a path such as `titre.masculin` or `sources.0.date`.
    """
    folder = "_singletons" if kind_name in (kind.name for kind in SINGLES) else kind_name
    at = f"?champ={quote(field)}" if field else ""
    return f"/admin/{at}#/collections/{folder}/entries/{identifier}"


def backend(depot: Repository) -> Node:
    """Return how the forms reach a repository: by a token, or where GitLab knows them, by its own page."""
    said = {"name": depot.hote, "repo": depot.nom, "branch": depot.branche, "commit_messages": _MESSAGES}
    if depot.adresse:
        own = depot.adresse.rstrip("/")
        said |= {"base_url": own, "api_root": f"{own}/{_API[depot.hote]}"}
    if depot.hote == "gitlab" and depot.application:
        return {**said, "auth_type": "pkce", "app_id": depot.application}
    return {**said, "auth_methods": ["token"]}


def hosts(depot: Repository) -> tuple[str, ...]:
    """Return the origins that the forms of a repository ask."""
    if depot.adresse:
        own = urlsplit(depot.adresse)
        return (f"{own.scheme}://{own.netloc}",)
    return _HOSTS[depot.hote]


def configuration(backend: Node, address: str) -> Node:
    """Return the whole configuration: `backend` says where documents are kept, `address` where the site is."""
    online = {} if backend is LOCAL else {"description": _REWRITES}
    titles = {kind.name: form_fields.title_path(json_schema.fields(kind.model)) for kind in KINDS}
    return {
        "backend": backend,
        "publish_mode": "simple" if backend is LOCAL else "editorial_workflow",
        "app_title": "Le guide des métiers",
        "site_url": address,
        "display_url": address,
        "media_folder": f"{CONTENT}/images",
        "public_folder": "",
        "media_libraries": {
            "default": {
                "config": {
                    "max_file_size": LARGEST_PICTURE,
                    "slugify_filename": True,
                    "transformations": {"jpeg": _PHOTOGRAPH},
                }
            },
            "stock_assets": False,
        },
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": LONGEST_NAME},
        "output": {"omit_empty_optional_fields": True},
        "editor": {"preview": False},
        "collections": [{**_collection(kind, titles), **online} for kind in WRITTEN],
        "singletons": [_single(kind, titles) for kind in SINGLES],
    }


def _collection(kind: Kind[Author], titles: dict[str, str]) -> Node:
    title = titles[kind.name]
    link = {"preview_path": kind.address.format("{{slug}}")} if kind.has_page else {}
    return {
        "name": kind.name,
        "label": json_schema.title(kind.name),
        "label_singular": kind.noun[0].upper() + kind.noun[1:],
        "folder": f"{CONTENT}/{kind.name}",
        **_format(kind),
        "identifier_field": title,
        "summary": f"{{{{{title}}}}}",
        "slug": {
            "template": f"{{{{{title}}}}}",
            "editable": ["create"],
            "hint": _SLUG_HINT,
            "pattern": ["^[a-z0-9]+(?:-[a-z0-9]+)*$", "Minuscules sans accent, chiffres et tirets"],
        },
        "aliases_field": False,
        "sortable_fields": {"fields": [title], "default": {"field": title}},
        **link,
        "fields": _naming(_fields(kind, titles), title),
    }


def _naming(fields: list[Any], path: str) -> list[Any]:
    """Return fields of which the one at `path` says that it names the file, too."""
    name, _, below = path.partition(".")
    return [
        field
        if field["name"] != name
        else {**field, "fields": _naming(field["fields"], below)}
        if below
        else {**field, "hint": field["hint"] + _NAMES_FILE}
        for field in fields
    ]


def _single(kind: Kind[Author], titles: dict[str, str]) -> Node:
    return {
        "name": kind.name,
        "label": kind.noun[0].upper() + kind.noun[1:],
        "file": f"{CONTENT}/{kind.file}",
        "format": "yaml",
        "fields": _fields(kind, titles),
    }


def _format(kind: Kind[Author]) -> Node:
    if kind.suffix == ".md":
        return {"extension": "md", "format": "yaml-frontmatter", "body_field": {"key": json_schema.BODY}}
    return {"extension": kind.suffix.removeprefix("."), "format": "yaml"}


def _fields(kind: Kind[Author], titles: dict[str, str]) -> list[Any]:
    return form_fields.fields(json_schema.fields(kind.model), titles, documents.rules(kind))
