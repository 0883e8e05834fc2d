"""An open PDF → its bytes, the same ones for the same document."""

import io

import pikepdf
from pikepdf import ObjectStreamMode, Pdf


def saved(document: Pdf, version: str = "", *, is_compact: bool = True) -> bytes:
    """Return a document in as few bytes as its version allows, or as the oldest machines read it; without a version, as it has."""
    target = io.BytesIO()
    structure = ObjectStreamMode.generate if is_compact else ObjectStreamMode.disable
    document.save(target, deterministic_id=True, force_version=version, object_stream_mode=structure)
    return target.getvalue()


def compact(pdf: bytes) -> bytes:
    """Return the same document in fewer bytes, for those who load it: Typst leaves its structure uncompressed."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return saved(document, document.pdf_version)
