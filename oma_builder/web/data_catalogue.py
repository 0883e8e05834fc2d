"""The open data told to catalogues: as schema.org has it on their page, and as DCAT-AP, which portals of open data harvest.

DCAT-AP is the profile of the European Union for W3C's Data Catalog Vocabulary; its words for languages, themes and sorts of files are
those of the Publications Office. What it asks for is a title, a description and a publisher, and of each file its address.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.model import Guide, SiteInfo
from oma_builder.web.open_tables import Table

Data = dict[str, Any]

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
_FORMATS = {"application/json": "JSON", "text/csv": "CSV"}
"""What the Publications Office calls the media types of our files."""


@dataclass(frozen=True, slots=True)
class _File:
    route: str
    media_type: str
    described_by: str


@dataclass(frozen=True, slots=True)
class _Set:
    name: str
    title: str
    description: str
    licence: str
    files: tuple[_File, ...]


def catalogue(guide: Guide, tables: Iterable[Table], has_recruitments: bool) -> Artifact:
    """Return the catalogue of all sets, as DCAT-AP in JSON-LD."""
    site = guide.site
    told = {
        "@context": _CONTEXT,
        "@id": site.address + routes.DATA_CATALOGUE,
        "@type": "dcat:Catalog",
        "dct:title": _french(f"Données ouvertes du guide {site.title}"),
        "dct:description": _french(site.description),
        "dct:publisher": _agent(site),
        "dct:language": _one(f"{_AUTHORITY}/language/FRA"),
        "dct:modified": _day(site),
        "foaf:homepage": _one(site.address + routes.OPEN_DATA),
        "dcat:dataset": [_dcat(one, site) for one in _sets(guide, tables, has_recruitments)],
    }
    return Artifact(
        routes.DATA_CATALOGUE, (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    )


def linked(guide: Guide, tables: Iterable[Table], has_recruitments: bool) -> Data:
    """Return the sets in the words of schema.org, for their page."""
    listed = [_schema_org(one, guide.site) for one in _sets(guide, tables, has_recruitments)]
    return {"@context": "https://schema.org", "@graph": listed}


def _sets(guide: Guide, tables: Iterable[Table], has_recruitments: bool) -> Iterator[_Set]:
    for table in tables:
        described_by, name = routes.data_schema(table.name), table.name
        files = (
            _File(routes.data_json(name), "application/json", described_by),
            _File(routes.data_csv(name), "text/csv", described_by),
        )
        yield _Set(name, table.title, table.description, guide.site.licence_address, files)
    if has_recruitments:
        table_of_figures = _File(routes.RECRUITMENTS_CSV, "text/csv", routes.RECRUITMENTS_RESOURCE)
        yield _Set(
            "recrutements",
            "Recrutements prévus",
            "Les recrutements que les employeurs prévoyaient, une ligne par métier et par territoire.",
            vocabulary.LICENCES["etalab-2.0"],
            (table_of_figures,),
        )


def _dcat(one: _Set, site: SiteInfo) -> Data:
    return {
        "@id": f"{site.address}{routes.DATA_CATALOGUE}#{one.name}",
        "@type": "dcat:Dataset",
        "dct:title": _french(f"{one.title} : {site.title}"),
        "dct:description": _french(one.description),
        "dct:publisher": _agent(site),
        "dct:language": _one(f"{_AUTHORITY}/language/FRA"),
        "dct:modified": _day(site),
        "dcat:theme": _one(f"{_AUTHORITY}/data-theme/EDUC"),
        "dcat:landingPage": _one(site.address + routes.OPEN_DATA),
        "dcat:distribution": [_distribution(file, one, site) for file in one.files],
    }


def _distribution(file: _File, one: _Set, site: SiteInfo) -> Data:
    address = _one(site.address + file.route)
    return {
        "@type": "dcat:Distribution",
        "dct:title": _french(file.route.rpartition("/")[2]),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": _one(f"{_MEDIA_TYPES}/{file.media_type}"),
        "dct:format": _one(f"{_AUTHORITY}/file-type/{_FORMATS[file.media_type]}"),
        "dct:conformsTo": _one(site.address + file.described_by),
        **({"dct:license": _one(one.licence)} if one.licence else {}),
    }


def _schema_org(one: _Set, site: SiteInfo) -> Data:
    return {
        "@type": "Dataset",
        "name": f"{one.title} : {site.title}",
        "description": one.description,
        "url": site.address + routes.OPEN_DATA,
        "inLanguage": "fr",
        "isAccessibleForFree": True,
        "dateModified": site.closed_on.isoformat(),
        "publisher": {"@type": "Organization", "name": site.publisher},
        **({"license": one.licence} if one.licence else {}),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": site.address + file.route, "encodingFormat": file.media_type}
            for file in one.files
        ],
    }


def _french(text: str) -> Data:
    return {"@value": text, "@language": "fr"}


def _one(address: str) -> Data:
    return {"@id": address}


def _agent(site: SiteInfo) -> Data:
    return {"@type": "foaf:Agent", "foaf:name": site.publisher}


def _day(site: SiteInfo) -> Data:
    return {"@value": site.closed_on.isoformat(), "@type": "xsd:date"}
