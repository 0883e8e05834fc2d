"""The pages behind the short addresses of paper: each leads on at once, with or without JavaScript.

They say nothing of themselves, so neither robots nor the search know them, and the edition for folders has none: who scans
a code is online. One template filled by hand, not by Jinja: there are thousands, and they hold four texts.
"""

from collections.abc import Iterable, Iterator

from markupsafe import escape

from oma_builder.artifact import Artifact
from oma_builder.guide import routes
from oma_builder.guide.short_addresses import ShortAddress
from oma_builder.web import headers

_PAGE = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="{icon}">
<meta http-equiv="refresh" content="0; url={way}">
<link rel="canonical" href="{address}">
</head>
<body>
<main>
<h1>{title}</h1>
<p>Si rien ne se passe, <a href="{way}">{words}</a>.</p>
</main>
</body>
</html>
"""


def redirections(short_addresses: Iterable[ShortAddress], address: str, icon: str) -> Iterator[Artifact]:
    """Yield a page for each short address of the site at `address`; `icon` is the route of its icon.

    A page that names none makes browsers ask the host for one, which fails.
    """
    for short in short_addresses:
        root = routes.root_of(short.route)
        way = root + short.target.route
        page = _PAGE.format(
            policy=headers.meta(headers.policy()),
            title=escape(short.target.title or "Fiche absente du guide"),
            words="ouvre la fiche de ce métier" if short.target.title else "continue ici",
            icon=escape(root + icon),
            way=escape(way),
            address=escape(address + short.target.route),
        )
        yield Artifact(short.route, page.encode())
