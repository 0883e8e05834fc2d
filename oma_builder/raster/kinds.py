"""What a file really is that bears the name of a photograph."""

_TELEPHONE = (
    "sur iPhone, choisissez Réglages › Appareil photo › Formats › « Le plus compatible », ou convertissez cette photo "
    "dans Fichiers (appui long, Actions rapides, Convertir l’image) ; sur Android, coupez « Haute efficacité » (HEIF) "
    "dans l’appareil photo"
)
"""How a telephone is told to give a JPEG."""

_HEIC = "une photo HEIC de téléphone"
_BRANDS = {
    _HEIC: (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"),
    "une image AVIF": (b"avif", b"avis"),
    "un film": (
        b"qt  ",
        b"mp41",
        b"mp42",
        b"isom",
        b"iso2",
        b"iso5",
        b"iso6",
        b"avc1",
        b"M4V ",
        b"3gp4",
        b"3gp5",
        b"MSNV",
    ),
    "une photo brute d’appareil (RAW)": (b"crx ",),
}
"""Brands of the ISO base media file format (ISO/IEC 14496-12, 4.3), in the order in which they are believed."""

_STARTS = (
    (b"\x00\x00\x00\x0cJXL ", "une image JPEG XL"),
    (b"\xff\x0a", "une image JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "une image JPEG 2000"),
    (b"8BPS", "un fichier de Photoshop (PSD)"),
    (b"%PDF", "un PDF"),
    (b"PK\x03\x04", "un document ou un dossier compressé (ZIP)"),
    (b"\x1aE\xdf\xa3", "un film"),
    (b"<!DOCTYPE html", "une page web"),
    (b"<!doctype html", "une page web"),
    (b"<html", "une page web"),
    (b"<svg", "un dessin SVG"),
    (b"version https://git-lfs", "un renvoi de Git LFS"),
)
SAVE_AGAIN = "ouvrez-la dans un logiciel de dessin et enregistrez-la à nouveau"
"""What to do with a picture that does not open."""
_AGAIN = "ouvrez-la dans un logiciel de dessin et enregistrez-la en JPEG ou PNG"
_HINTS = {
    "un film": "un film n’a pas sa place ici : « python build.py film prepare » met celui du site dans films/",
    "une page web": "enregistrez l’image elle-même, d’un clic droit, pas la page qui la montre",
    "un dessin SVG": "donnez à son nom la fin .svg",
    "un renvoi de Git LFS": "lancez « git lfs pull », ou copiez l’image à nouveau",
}


def told(raw: bytes) -> tuple[str, str] | None:
    """Return in French what a file is that Pillow cannot open, and what to do; None when nobody knows."""
    kind = _brand(raw[:64]) or next((name for start, name in _STARTS if raw.lstrip()[: len(start)] == start), "")
    if not kind and raw.startswith(b"<?xml") and b"<svg" in raw[:2_000]:
        kind = "un dessin SVG"
    if not kind:
        return None
    return kind, exported() if kind == _HEIC else _HINTS.get(kind, _AGAIN)


def exported() -> str:
    """Return how to have a JPEG of a photograph that a telephone took."""
    return _TELEPHONE


def _brand(head: bytes) -> str:
    """Return what the brands at the head of a file say: its own first, then those that it goes with."""
    if head[4:8] != b"ftyp":
        return ""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[at : at + 4] for at in (8, *range(16, size - 3, 4))]
    for brand in brands:
        for kind, known in _BRANDS.items():
            if brand in known and not (brand in (b"mif1", b"msf1") and b"avif" in brands):
                return kind
    return "un film" if brands else ""
