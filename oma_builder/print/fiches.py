"""One sheet per trade → its PDF: to hand out, to pin up, to take home."""

from collections.abc import Iterator, Sequence

from oma_builder.artifact import Artifact
from oma_builder.guide.metiers import Metier
from oma_builder.print import fitting
from oma_builder.print.book import site_data
from oma_builder.print.bookwork import Printed
from oma_builder.print.forms import SCREEN, SHEET
from oma_builder.print.metiers import metier_data
from oma_builder.print.parts import Data, Paper
from oma_builder.print.sheet import Folder, Sheet, laid_out
from oma_builder.print.workshop import Room


def print_fiches(identifiers: Sequence[str], place: str, room: Room) -> Printed:
    """Print the sheets of these trades, each once: what did not change comes from the cache.

    One compiler, kept warm, makes all that are missing.
    """
    wanted = set(identifiers)
    metiers = [metier for metier in room.guide.metiers if metier.id in wanted]
    folders = {metier.id: _folder(metier, room) for metier in metiers}
    keys = {name: room.workshop.key(f"fiche {SHEET}", folder, room.guide.today) for name, folder in folders.items()}
    made = {name: room.cache.get(key) for name, key in keys.items()}
    for name, pdf in _set_fiches({name: folders[name] for name, found in made.items() if found is None}, room):
        room.cache.put(keys[name], pdf)
        made[name] = pdf
    return Printed(tuple(Artifact(f"{place}{name}.pdf", pdf) for name, pdf in made.items() if pdf is not None))


def _folder(metier: Metier, room: Room) -> Folder:
    paper = Paper({}, room.shelf.names(), room.guide.site.address)
    data: Data = {"site": site_data(room.guide), "metier": metier_data(metier, paper)}
    shown = (metier.picture,) if metier.picture else ()
    return room.workshop.folder(room.workshop.dressed(data, SCREEN, room.guide), room.shelf.files(shown))


def _set_fiches(folders: dict[str, Folder], room: Room) -> Iterator[tuple[str, bytes]]:
    if not folders:
        return
    common: Folder = {file: raw for folder in folders.values() for file, raw in folder.items()}
    with laid_out(common, "fiche.typ", room.workshop.fonts) as sheet:
        for name, folder in folders.items():
            sheet.put("data.json", folder["data.json"])
            yield name, _set_fiche(sheet, name, room)


def _set_fiche(sheet: Sheet, name: str, room: Room) -> bytes:
    fitting.lay_out(sheet, (name,), SHEET, {})
    return sheet.pdf(room.guide.today)
