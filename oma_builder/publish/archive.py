"""The whole site in one ZIP, to be read from a folder: no server, no network.

Every file is in one folder; `MANIFESTE.txt` holds the digest of each. The bytes follow from the files alone, and the
day of the build.
"""

import datetime
import io
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from oma_builder.artifact import Artifact, BigArtifact, Publishable
from oma_builder.cache import Cache, digest
from oma_builder.content.typography import NARROW
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.films import Film
from oma_builder.guide.model import SiteInfo
from oma_builder.problems import BuildError, plural

VERSION = "1"
"""Version of what this module does; raise it when the same files give another archive."""

FOLDER = "oma"
README = "LISEZMOI.txt"
MANIFEST = "MANIFESTE.txt"

_PACKED_ALREADY = (".pdf", ".png", ".jpg", ".webp", ".avif", ".mp4", ".zip")
_MODE = 0o100644 << 16
_UNIX = 3
_LEVEL = 6  # level 9 takes three times as long for half a percent

_TEXT = """\
{title}

Édition {edition}, arrêtée le {closed_on} ; copie faite le {today}.

1. DÉCOMPRESSEZ D’ABORD L’ARCHIVE
   Windows : clic droit sur le fichier .zip, « Extraire tout ». Mac : double-clic.
   Dans une archive qui n’est pas décompressée, les liens et les images ne marchent pas.

2. OUVREZ « index.html »
   Le fichier se trouve dans le dossier « {folder} ». Copiez le dossier entier sur une clé USB,
   un ordinateur ou un disque partagé : rien ne s’installe, rien ne passe par internet.

3. AVEC QUEL NAVIGATEUR ?
   Firefox, Edge, Chrome, Chromium ou Safari, dans une version récente. Les pages se lisent
   aussi sans JavaScript ; la recherche, les filtres et « Ma sélection » en ont besoin.

4. LICENCE
   {licence}
   Publié par : {publisher}. Écrivez-nous : {contact}

5. VÉRIFIER LA COPIE
   « {manifest} » donne l’empreinte SHA-256 des {count} autres fichiers du dossier.
   Sous Linux, dans ce dossier : sha256sum -c {manifest}
   Sous Windows, pour un fichier : certutil -hashfile index.html SHA256

La version en ligne, à jour : {address}
{films}{notice}"""

_FILMS = """
FILMS D’ÉLÈVES : cette copie emporte {count}. Effacez-la quand une famille retire son accord, et au plus tard le
{until}, fin de la première autorisation : la version en ligne, elle, le fait d’elle-même.
"""


@dataclass(frozen=True, slots=True)
class Edition:
    """What the archive says of itself: the site, the day it was built, and the films that it takes along."""

    site: SiteInfo
    today: datetime.date
    films: tuple[Film, ...] = ()


def archive(files: Iterable[Publishable], edition: Edition, cache: Cache) -> Publishable:
    """Pack the files of the site's edition for folders, or take the archive from the cache.

    With films in it, it is too big to be held, and the cache must have room for it. Raises `BuildError` when it has not.
    """
    found: dict[str, Publishable] = {item.route: item for item in files}
    found[README] = Artifact(README, _readme(edition, len(found)).encode("utf-8-sig"))
    manifest = "".join(f"{found[route].seal}  {route}\n" for route in sorted(found))
    key = digest("archive", VERSION, edition.today.isoformat(), manifest)
    found[MANIFEST] = Artifact(MANIFEST, manifest.encode())
    if any(isinstance(item, BigArtifact) for item in found.values()):
        return _big(found, edition.today, key, cache)
    return Artifact(routes.ARCHIVE, cache.memo(key, lambda: _zip(found, edition.today)))


def _big(files: Mapping[str, Publishable], today: datetime.date, key: str, cache: Cache) -> BigArtifact:
    def make(place: Path) -> None:
        with place.open("wb") as stream:
            _write(stream, files, today)

    try:
        return BigArtifact(routes.ARCHIVE, *cache.file(key, make))
    except OSError as error:
        message = f"l’archive n’a pas pu être faite dans {cache.root} : {error.strerror}"
        raise BuildError(message, "libérez de la place, ou emportez moins de films avec --films-max") from error


def _zip(files: Mapping[str, Publishable], today: datetime.date) -> bytes:
    stream = io.BytesIO()
    _write(stream, files, today)
    return stream.getvalue()


def _write(stream: IO[bytes], files: Mapping[str, Publishable], today: datetime.date) -> None:
    with zipfile.ZipFile(stream, "w") as packed:
        for route in (README, *sorted(files.keys() - {README})):
            entry = zipfile.ZipInfo(f"{FOLDER}/{route}", (max(today.year, 1980), today.month, today.day, 0, 0, 0))
            entry.create_system, entry.external_attr = _UNIX, _MODE
            stored = route.endswith(_PACKED_ALREADY)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            item = files[route]
            if isinstance(item, Artifact):
                packed.writestr(entry, item.content, compresslevel=_LEVEL)
            else:
                entry.file_size = item.source.stat().st_size
                with packed.open(entry, "w") as place, item.source.open("rb") as original:
                    shutil.copyfileobj(original, place, 1 << 20)


def _readme(edition: Edition, count: int) -> str:
    """Return the text to read first; lines end as old editors of Windows want them."""
    site, day = edition.site, vocabulary.french_date
    text = _TEXT.format(
        title=site.title.upper(),
        edition=site.edition,
        closed_on=day(site.closed_on),
        today=day(edition.today),
        folder=FOLDER,
        licence=site.licence,
        publisher=site.publisher,
        contact=site.contact,
        manifest=MANIFEST,
        count=count + 1,
        address=site.address,
        films=_films(edition.films),
        notice=f"\nVERSION DE TRAVAIL. {site.notice}\n" if site.notice else "",
    )
    # Old editors of Windows have no narrow space in their fonts.
    return text.replace(NARROW, "\u00a0").replace("\n", "\r\n")


def _films(films: tuple[Film, ...]) -> str:
    """Say until when a copy with films may be kept: nobody can call it back."""
    if not films:
        return ""
    until = vocabulary.french_date(min(film.until for film in films))
    return _FILMS.format(count=plural(len(films), "film"), until=until)
