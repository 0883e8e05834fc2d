"""What a PDF file says of itself: its Info dictionary and its XMP packet, always the same two truths."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Object, Pdf, String

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}


@dataclass(frozen=True, slots=True)
class Description:
    """Title, author, subject and keywords of a document, its language, and the day it was built, as `20261125000000Z`."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    moment: str
    creator: str

    @property
    def in_iso(self) -> str:
        """Return the moment as XMP writes it."""
        year, month, day, hour, minute, second = re.findall(r"^\d{4}|(?<=\d)\d\d(?=(?:\d\d)*Z)", self.moment)
        return f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"


def read_description(document: Pdf) -> Description:
    """Return what a document of Typst says of itself; one without title or date is a `ValueError`."""
    info = document.docinfo

    def said(key: str) -> str:
        return str(info[key]) if key in info else ""

    moment = said("/CreationDate").removeprefix("D:").replace("+00'00'", "Z")
    if not said("/Title") or not re.fullmatch(r"\d{14}Z", moment):
        raise ValueError("a document to print needs a title and a date in its Info dictionary")
    title, author, subject, keywords = (said(key) for key in ("/Title", "/Author", "/Subject", "/Keywords"))
    language = str(document.Root.get("/Lang", "fr-FR"))
    return Description(title, author, subject, keywords, language, moment, said("/Creator"))


def describe(document: Pdf, told: Description, content: str, claims: Mapping[str, str]) -> None:
    """Write Info and XMP. `content` names what the document is made of, `claims` are further simple properties.

    Identifiers derive from `content` (RFC 4122, version 5): the same content always gives the same file.
    """
    info = {
        "/Title": told.title,
        "/Author": told.author,
        "/Subject": told.subject,
        "/Keywords": told.keywords,
        "/Creator": told.creator,
        "/Producer": "OMA Builder",
        "/CreationDate": f"D:{told.moment}",
        "/ModDate": f"D:{told.moment}",
    }
    written: dict[str, Object] = {key: String(value) for key, value in info.items() if value}
    if "pdf:Trapped" in claims:
        written["/Trapped"] = Name(f"/{claims['pdf:Trapped']}")
    document.trailer.Info = document.make_indirect(Dictionary(written))
    document.Root.Metadata = document.make_stream(
        _packet(told, content, claims).encode(), Type=Name.Metadata, Subtype=Name.XML
    )


def _packet(told: Description, content: str, claims: Mapping[str, str]) -> str:
    simple = {
        "dc:format": "application/pdf",
        "xmp:CreateDate": told.in_iso,
        "xmp:ModifyDate": told.in_iso,
        "xmp:MetadataDate": told.in_iso,
        "xmp:CreatorTool": told.creator,
        "xmpMM:DocumentID": f"uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'document {content}')}",
        "xmpMM:InstanceID": f"uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'instance {content}')}",
        "xmpMM:RenditionClass": "default",
        "xmpMM:VersionID": "1",
        "pdf:Producer": "OMA Builder",
        "pdf:Keywords": told.keywords,
        **claims,
    }
    lines = [f"<{name}>{escape(value)}</{name}>" for name, value in simple.items() if value]
    lines += [
        f"<{name}><rdf:{kind}><rdf:li{mark}>{escape(value)}</rdf:li></rdf:{kind}></{name}>"
        for name, kind, mark, value in (
            ("dc:title", "Alt", ' xml:lang="x-default"', told.title),
            ("dc:description", "Alt", ' xml:lang="x-default"', told.subject),
            ("dc:creator", "Seq", "", told.author),
            ("dc:language", "Bag", "", told.language),
        )
        if value
    ]
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
    body = "\n".join(lines)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {names}>\n<rdf:Description rdf:about="">\n{body}\n'
        '</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )
