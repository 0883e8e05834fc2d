"""A long document as data for Typst: what `templates/print/handbook.typ` draws, ready to be JSON."""

from collections.abc import Mapping
from typing import Any

from oma_builder.content.markdown import walk
from oma_builder.guide.model import SiteInfo
from oma_builder.guide.pages import Handbook
from oma_builder.guide.vocabulary import french_date
from oma_builder.print.parts import Data, Paper, told


def handbook_data(handbook: Handbook, site: SiteInfo, tokens: Mapping[str, Any], files: Mapping[str, str]) -> Data:
    """Return everything a handbook shows, and nothing of the rest of the guide: its links go to the site."""
    anchors = {f"#{node.text}": f"#titre-{node.text}" for node in walk(handbook.body) if node.tag == "h"}
    paper = Paper(anchors, files, site.address)
    return {
        "tokens": tokens,
        "site": {
            "title": site.title,
            "edition": site.edition,
            "publisher": site.publisher,
            "contact": site.contact,
            "licence": site.licence,
            "notice": site.notice,
        },
        "title": handbook.title,
        "description": handbook.description,
        "audiences": [audience.title for audience in handbook.audiences],
        "headings": [{"title": heading.title, "anchor": heading.anchor} for heading in handbook.headings],
        "body": paper.text(handbook.body),
        "sources": [{"text": told(source), "address": source.address} for source in handbook.sources],
        "reviewed": french_date(handbook.reviewed),
        "address": site.address + handbook.route,
    }
